import { z } from '@hono/zod-openapi'
import { type DocumentSettings, SECRECY_LEVELS } from '../domain/document-settings.ts'
import { SIGNING_WAYS } from '../domain/signing-way.ts'
import { filledLine } from '../formats/parts.ts'
import { id } from './schemas.ts'

/** What a unit sets for the papers of a session. */
export const documentSettings = z.strictObject({
  layout: filledLine(64).nullable(),
  secrecy: z.enum(SECRECY_LEVELS, 'choice').nullable(),
  copying: z.enum(['allowed', 'forbidden'], 'choice').nullable(),
  copiesIssued: z.int('number').min(1, 'number').max(1000, 'number').nullable(),
  drafter: filledLine(200).nullable(),
  recipients: z.array(filledLine(300)).max(40, 'list_too_long'),
  membersSign: z.boolean('truth'),
  seal: z.boolean('truth'),
}) satisfies z.ZodType<DocumentSettings>

/** A field of a document by its name. */
export const fieldName = z.string('text').regex(/^[a-z][A-Za-z0-9]{0,40}$/, 'choice')

/** A key store travels as base64 in JSON, used for one signature and kept nowhere. */
const keyStore = z.strictObject({
  p12: z.base64('text').max(200_000, 'text_too_long'),
  password: z.string('text').max(200, 'text_too_long'),
})

/** A token at the server: the PIN is used for one signature and kept nowhere. */
const token = z.strictObject({
  pin: z.string('text').min(1, 'text_empty').max(200, 'text_too_long'),
  keyLabel: filledLine(200).nullable(),
})

/** A picture of at most 500 kB (PNG), shown in the one signature and kept nowhere. */
const image = z.base64('text').max(680_000, 'text_too_long').nullable().default(null)

export const signatureWish = z.strictObject({
  keyStore: keyStore.nullable(),
  token: token.nullable().default(null),
  field: fieldName.nullable().default(null),
  image,
})

export const preparationWish = z.strictObject({
  field: fieldName.nullable(),
  commonName: filledLine(200),
  image,
})

export const preparation = z.object({
  preparation: id,
  field: z.string(),
  digest: z.string(),
  expiresAt: z.string(),
})

export const completion = z.strictObject({ cms: z.base64('text').max(60_000, 'text_too_long') })

/** Which fields a scan shows signed, or which scan it replaces and why. */
export const scanQuery = z.object({
  fields: z
    .string('text')
    .max(2000, 'text_too_long')
    .default('')
    .transform((text) => text.split(',').filter((each) => each !== ''))
    .pipe(z.array(fieldName)),
  replaces: id.optional(),
  reason: filledLine(500).optional(),
})

export const scan = z.object({
  id,
  document: id,
  name: z.string(),
  revision: z.int(),
  fields: z.array(z.string()),
  mediaType: z.string(),
  sha256: z.string(),
  supersedes: id.nullable(),
  reason: z.string().nullable(),
  filedAt: z.string(),
})

export const signing = z.object({
  document: id,
  name: z.string(),
  turn: z.string().nullable(),
  mine: z.boolean(),
  timestampWaits: z.object({ attempts: z.int(), nextAt: z.string() }).nullable(),
  fields: z.array(
    z.object({
      field: z.string(),
      person: z.string().nullable(),
      state: z.enum(['signed', 'by_hand', 'open']),
      at: z.string().nullable(),
      signer: z.string().nullable(),
      way: z.enum(SIGNING_WAYS).nullable(),
      scan: id.nullable(),
    }),
  ),
})
