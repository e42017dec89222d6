import { AppError } from '../errors.ts'
import { mayActAsSigner, readCertificate } from './certificate.ts'
import type { CertificateFacts } from './certificate.ts'
import { CK } from './cryptoki.ts'
import type { OpenModule } from './cryptoki.ts'

type Cryptoki = OpenModule['cryptoki']
type Handle = Buffer
type TokenKey = { readonly handle: Handle; readonly label: string; readonly id: Buffer }

/** A private key on the token and its own certificate. */
export type SigningKey = TokenKey & { readonly certificate: CertificateFacts }

/**
 * The slot of the token that is wanted, or of the only one there. Throws AppError `pkcs11_no_token`, `pkcs11_which_token`,
 * with the labels that were seen in detail.tokens.
 */
export function findSlot(
  cryptoki: Cryptoki,
  wanted: { readonly slot?: number | undefined; readonly tokenLabel?: string | undefined },
): Handle {
  const tokens = cryptoki
    .C_GetSlotList(true)
    .map((slot) => ({ slot, ...cryptoki.C_GetTokenInfo(slot) }))
    .filter(({ flags }) => (flags & CK.TOKEN_INITIALIZED) !== 0)
    .map(({ slot, label }) => ({ slot, label: label.replaceAll('\0', ' ').trim() }))
  const fitting = tokens.filter(
    ({ slot, label }) =>
      (wanted.slot === undefined || slotNumber(slot) === wanted.slot) &&
      (wanted.tokenLabel === undefined || label === wanted.tokenLabel),
  )
  const seen = { tokens: tokens.map(({ label }) => label) }
  const [only, ...more] = fitting
  if (!only) throw new AppError('pkcs11_no_token', seen)
  if (more.length > 0) throw new AppError('pkcs11_which_token', seen)
  return only.slot
}

/** A CK_ULONG as the module keeps it: 8 bytes, or 4 on Windows. */
function slotNumber(slot: Handle): number {
  return slot.length === 8 ? Number(slot.readBigUInt64LE()) : slot.readUInt32LE()
}

/** The certificates (DER) on the token; what is no X.509 certificate is passed over. */
export function readCertificates(cryptoki: Cryptoki, session: Handle): readonly Uint8Array[] {
  return certificatesWithId(cryptoki, session).map(({ certificate }) => certificate.der)
}

/**
 * The key to sign with: that of the label, or the only one with a certificate that may sign. Throws AppError `pkcs11_no_key`,
 * `pkcs11_which_key` (detail.keys: the labels), `pkcs11_no_certificate` (detail.key; detail.reason missing, not_for_signing).
 */
export function findSigningKey(
  cryptoki: Cryptoki,
  session: Handle,
  wanted: string | undefined,
): SigningKey {
  const all = privateKeys(cryptoki, session)
  const keys = all.filter(({ label }) => wanted === undefined || label === wanted)
  const [first] = keys
  if (!first) throw new AppError('pkcs11_no_key', { keys: all.map(({ label }) => label) })
  const certificates = certificatesWithId(cryptoki, session)
  const owned = keys.flatMap((key) => {
    const own = certificates
      .filter(({ id }) => id.equals(key.id))
      .map(({ certificate }) => certificate)
      .toSorted((a, b) => (a.notAfter < b.notAfter ? 1 : -1)) // a renewed one beside the old
    const [newest] = own
    return newest ? [{ ...key, certificate: newest }] : []
  })
  const usable = owned.filter(({ certificate }) => mayActAsSigner(certificate))
  const [only, ...more] = usable
  if (!only) {
    const reason = owned.length > 0 ? 'not_for_signing' : 'missing'
    throw new AppError('pkcs11_no_certificate', { key: first.label, reason })
  }
  if (more.length > 0)
    throw new AppError('pkcs11_which_key', { keys: usable.map(({ label }) => label) })
  return only
}

/** Whether the key wants the PIN again before every signature. */
export function asksEveryTime(cryptoki: Cryptoki, session: Handle, key: Handle): boolean {
  return readAttribute(cryptoki, session, key, CK.ALWAYS_AUTHENTICATE)?.[0] === 1
}

function privateKeys(cryptoki: Cryptoki, session: Handle): readonly TokenKey[] {
  return findObjects(cryptoki, session, CK.PRIVATE_KEY)
    .filter((handle) => readAttribute(cryptoki, session, handle, CK.SIGN)?.[0] === 1)
    .map((handle) => ({
      handle,
      label: readAttribute(cryptoki, session, handle, CK.LABEL)?.toString('utf8') ?? '',
      id: readAttribute(cryptoki, session, handle, CK.ID) ?? Buffer.alloc(0),
    }))
}

function certificatesWithId(cryptoki: Cryptoki, session: Handle) {
  return findObjects(cryptoki, session, CK.CERTIFICATE).flatMap((handle) => {
    const der = readAttribute(cryptoki, session, handle, CK.VALUE)
    const id = readAttribute(cryptoki, session, handle, CK.ID) ?? Buffer.alloc(0)
    try {
      return der ? [{ id, certificate: readCertificate(new Uint8Array(der)) }] : []
    } catch {
      return [] // attribute certificates and what makers keep for themselves
    }
  })
}

function findObjects(cryptoki: Cryptoki, session: Handle, kind: number): readonly Handle[] {
  cryptoki.C_FindObjectsInit(session, [{ type: CK.CLASS, value: kind }])
  try {
    const found: Handle[] = []
    for (let some = cryptoki.C_FindObjects(session, 50); some.length > 0;) {
      found.push(...some)
      some = cryptoki.C_FindObjects(session, 50)
    }
    return found
  } finally {
    cryptoki.C_FindObjectsFinal(session)
  }
}

/** Undefined for an attribute the module does not know or does not tell. */
function readAttribute(
  cryptoki: Cryptoki,
  session: Handle,
  object: Handle,
  type: number,
): Buffer | undefined {
  try {
    return cryptoki.C_GetAttributeValue(session, object, [{ type }])[0]?.value
  } catch (error) {
    if (/CKR_ATTRIBUTE_(TYPE_INVALID|SENSITIVE)/.test(String(error))) return undefined
    throw error
  }
}
