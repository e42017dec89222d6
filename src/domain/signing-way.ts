export const SIGNING_WAYS = [
  'rehearsal',
  'key_file',
  'token',
  'external',
  'uploaded',
  'timestamp',
] as const
/**
 * How a signature came to be: a certificate made for a rehearsal, a key store sent along, a token at the
 * server, a CMS made elsewhere over the digest, or a file signed with another program; `timestamp` for a version
 * that adds no signature but a timestamp over the whole.
 */
export type SigningWay = (typeof SIGNING_WAYS)[number]
