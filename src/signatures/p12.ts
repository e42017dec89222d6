import { randomBytes, verify, X509Certificate } from 'node:crypto'
import { P12Signer } from '@libpdf/core'
import { Constructed, fromBER, Integer, OctetString, Sequence } from 'asn1js'
import type { AsnType } from 'asn1js'
import { AppError } from '../errors.ts'
import { readCertificate } from './certificate.ts'
import { issuersOf, keyAlgorithm } from './key-algorithm.ts'
import type { Signer, SigningAlgorithm } from './signer.ts'

/** Above this the file asks for minutes of key derivation; the usual numbers are 1 to 600,000. */
const MAX_ITERATIONS = 2_000_000

/**
 * A signer with the key of a PKCS#12 key store, modern (PBES2, AES) or legacy (3DES, RC2), RSA from 2048 bits or EC P-256.
 *
 * The password is used once and not kept. Throws AppError `p12_wrong_password`, and `p12_unreadable` with detail.reason
 * malformed, no_key, no_certificate_for_key, unsupported_key or too_many_iterations.
 */
export async function openP12(bytes: Uint8Array, password: string): Promise<Signer> {
  refuseMalformed(bytes)
  const store = await decrypt(bytes, password)
  const probe = randomBytes(32)
  const signature = await store.sign(probe, 'SHA-256')
  const certificates = [store.certificate, ...store.certificateChain]
  // key stores list certificates in any order; the signer's own is the one whose key just signed
  const leaf = certificates.find((der) => verifies(der, probe, signature))
  if (!leaf) throw new AppError('p12_unreadable', { reason: 'no_certificate_for_key' })
  const { commonName, notBefore, notAfter } = readCertificate(leaf)
  return {
    certificates: [leaf, ...issuersOf(leaf, certificates)],
    commonName,
    notBefore,
    notAfter,
    algorithm: algorithmOf(leaf),
    sign: (tbs) => store.sign(tbs, 'SHA-256'),
  }
}

async function decrypt(bytes: Uint8Array, password: string): Promise<P12Signer> {
  try {
    return await P12Signer.create(bytes, password)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    // the MAC fails for a wrong password as for a damaged file; the password is by far the likelier
    if (message.includes('Integrity for the PKCS#12 data is broken'))
      throw new AppError('p12_wrong_password', {}, cause)
    const reason = message.includes('No private key') ? 'no_key' : 'malformed'
    throw new AppError('p12_unreadable', { reason }, cause)
  }
}

/** Checks what can be seen without the password: PFX version 3 and bearable iteration counts. BER, as some browsers write it. */
function refuseMalformed(bytes: Uint8Array): void {
  const { result, offset } = fromBER(Uint8Array.from(bytes).buffer)
  const version = result instanceof Sequence ? result.valueBlock.value[0] : undefined
  if (offset === -1 || !(version instanceof Integer) || version.valueBlock.valueDec !== 3)
    throw new AppError('p12_unreadable', { reason: 'malformed' })
  const iterations = mostIterations(result)
  if (iterations > MAX_ITERATIONS)
    throw new AppError('p12_unreadable', { reason: 'too_many_iterations', iterations })
}

/** The largest INTEGER that follows an OCTET STRING in a SEQUENCE: salt and iterations of MacData, PBE and PBKDF2. */
function mostIterations(element: AsnType): number {
  const constructed = element instanceof Constructed || element instanceof OctetString
  if (!constructed) return 0
  const children: readonly AsnType[] = element.valueBlock.value
  return children.reduce((most, child, index) => {
    const counts = child instanceof Integer && children[index - 1] instanceof OctetString
    return Math.max(most, counts ? Number(child.toBigInt()) : 0, mostIterations(child))
  }, 0)
}

function verifies(der: Uint8Array, probe: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', probe, new X509Certificate(der).publicKey, signature)
  } catch {
    return false
  }
}

function algorithmOf(leaf: Uint8Array): SigningAlgorithm {
  const { algorithm, detail } = keyAlgorithm(leaf)
  if (algorithm) return algorithm
  throw new AppError('p12_unreadable', { reason: 'unsupported_key', ...detail })
}
