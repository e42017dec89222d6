import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import { CK, openModule } from './cryptoki.ts'
import type { OpenModule } from './cryptoki.ts'
import {
  encodeElement,
  encodeObjectIdentifier,
  encodeSequence,
  encodeUnsignedInteger,
  TAG,
} from './der.ts'
import { issuersOf, keyAlgorithm } from './key-algorithm.ts'
import { OID } from './object-identifiers.ts'
import { pkcs11Refusal } from './pkcs11-refusal.ts'
import { asksEveryTime, findSigningKey, findSlot, readCertificates } from './pkcs11-token.ts'
import type { Signer, SigningAlgorithm } from './signer.ts'

/** `module` is the file of the maker's library; without slot or label the only token is meant, without key label its only key. */
export type Pkcs11Settings = {
  readonly module: string
  readonly slot?: number | undefined
  readonly tokenLabel?: string | undefined
  readonly keyLabel?: string | undefined
  readonly pin: string
}

/** Longer than the signature of any RSA key in use. */
const MAX_SIGNATURE = 2048

/**
 * A signer with a key on a PKCS#11 token or HSM, RSA from 2048 bits or EC P-256; the certificates are the token's. To be
 * closed after use: until then no one else in this process may open the module.
 *
 * The PIN is kept, in memory and until closing, only for a key that asks for it before every signature. Throws AppError
 * `pkcs11_unavailable`, `pkcs11_module_unreadable`, `pkcs11_busy`, `pkcs11_no_token`, `pkcs11_which_token`,
 * `pkcs11_pin_wrong` (detail.lastTry), `pkcs11_pin_locked`, `pkcs11_no_key`, `pkcs11_which_key`, `pkcs11_no_certificate`,
 * `pkcs11_key_unsupported`, and `pkcs11_failed` for any other error of the module, also from `sign`.
 */
export async function openPkcs11(settings: Pkcs11Settings): Promise<Signer & { close(): void }> {
  const opened = await openModule(settings.module)
  try {
    return logIn(opened, settings)
  } catch (error) {
    opened.close()
    throw pkcs11Refusal(error)
  }
}

function logIn(opened: OpenModule, settings: Pkcs11Settings): Signer & { close(): void } {
  const { cryptoki } = opened
  const slot = findSlot(cryptoki, settings)
  const session = cryptoki.C_OpenSession(slot, CK.SERIAL_SESSION)
  presentPin(cryptoki, slot, session, settings.pin)
  const key = findSigningKey(cryptoki, session, settings.keyLabel)
  const { der, commonName, notBefore, notAfter } = key.certificate
  const { algorithm, detail } = keyAlgorithm(der)
  if (!algorithm) throw new AppError('pkcs11_key_unsupported', { label: key.label, ...detail })
  const pin = asksEveryTime(cryptoki, session, key.handle) ? settings.pin : null
  const hashes = cryptoki.C_GetMechanismList(slot).includes(CK.SHA256_RSA_PKCS)
  let last: Promise<unknown> = Promise.resolve() // a session makes one signature at a time
  const once = async (tbs: Uint8Array): Promise<Uint8Array> => {
    const { mechanism, data, toDer } = operationOf(algorithm, hashes, tbs)
    try {
      cryptoki.C_SignInit(session, { mechanism }, key.handle)
      if (pin !== null) cryptoki.C_Login(session, CK.CONTEXT_SPECIFIC, pin)
      const value = await cryptoki.C_SignAsync(session, data, Buffer.alloc(MAX_SIGNATURE))
      return toDer(value)
    } catch (error) {
      throw pkcs11Refusal(error)
    }
  }
  return {
    certificates: [der, ...issuersOf(der, readCertificates(cryptoki, session))],
    commonName,
    notBefore,
    notAfter,
    algorithm,
    sign(tbs) {
      const next = last.then(() => once(tbs))
      last = next.catch(() => undefined)
      return next
    },
    close: () => opened.close(),
  }
}

/** Logs in as the user; says whether one wrong PIN more locks the token. */
function presentPin(
  cryptoki: OpenModule['cryptoki'],
  slot: Buffer,
  session: Buffer,
  pin: string,
): void {
  try {
    cryptoki.C_Login(session, CK.USER, pin)
  } catch (error) {
    const refusal = pkcs11Refusal(error)
    const { flags } = cryptoki.C_GetTokenInfo(slot)
    if ((flags & CK.USER_PIN_LOCKED) !== 0)
      throw new AppError('pkcs11_pin_locked', refusal.detail, error)
    const lastTry = (flags & CK.USER_PIN_FINAL_TRY) !== 0
    throw new AppError(refusal.code, { ...refusal.detail, lastTry }, error)
  }
}

type Operation = {
  readonly mechanism: number
  readonly data: Buffer
  readonly toDer: (value: Uint8Array) => Uint8Array
}

/** Tokens that cannot digest by themselves get the digest: for RSA inside a DigestInfo (RFC 8017 §9.2). */
function operationOf(algorithm: SigningAlgorithm, hashes: boolean, tbs: Uint8Array): Operation {
  const asIs = (value: Uint8Array) => Uint8Array.from(value)
  if (algorithm === 'rsa-sha256' && hashes)
    return { mechanism: CK.SHA256_RSA_PKCS, data: Buffer.from(tbs), toDer: asIs }
  const digest = createHash('sha256').update(tbs).digest()
  if (algorithm === 'rsa-sha256')
    return { mechanism: CK.RSA_PKCS, data: Buffer.from(digestInfo(digest)), toDer: asIs }
  return { mechanism: CK.ECDSA, data: digest, toDer: encodeEcdsaSignature }
}

function digestInfo(digest: Uint8Array): Uint8Array {
  const sha256 = encodeSequence(encodeObjectIdentifier(OID.sha256), encodeElement(TAG.null))
  return encodeSequence(sha256, encodeElement(TAG.octetString, digest))
}

/** `ECDSA-Sig-Value` from r and s side by side, each half as long. */
export function encodeEcdsaSignature(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2
  return encodeSequence(
    encodeUnsignedInteger(raw.subarray(0, half)),
    encodeUnsignedInteger(raw.subarray(half)),
  )
}
