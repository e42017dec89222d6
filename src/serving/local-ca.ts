import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
} from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '../errors.ts'
import { type Identity, makeCaCertificate } from './tls-certificates.ts'

/** How the authority's key is kept in its file; the text is PEM. */
export type KeyProtection = { seal(pem: string): string; open(stored: string): string }

/** For a folder that is safe by its permissions alone. */
export const UNPROTECTED: KeyProtection = { seal: (pem) => pem, open: (stored) => stored }

const CERTIFICATE = 'ca.pem'
const KEY = 'ca.key'
/** How a key begins that nothing seals. */
const CLEAR = '-----BEGIN '

/** Where the authority is kept, the domains it may vouch for when it is made now, and the present instant. */
export type LocalCa = {
  readonly folder: string
  readonly dns: readonly string[]
  readonly now: string
  readonly protection?: KeyProtection
}

/**
 * The certificate authority of this installation; made when the folder is not there, which is the program's
 * alone. A key that an earlier start left in clear is sealed from now on. `ca_unreadable` when its files are not
 * what was written, or its time is over; what the protection throws when it does not open the key.
 */
export function openLocalCa({ folder, dns, now, protection = UNPROTECTED }: LocalCa): Identity {
  if (!existsSync(folder)) makeLocalCa({ folder, dns, now, protection })
  try {
    const certificate = new X509Certificate(readFileSync(join(folder, CERTIFICATE)))
    const stored = readFileSync(join(folder, KEY), 'utf8')
    const isClear = stored.startsWith(CLEAR)
    const privateKey = createPrivateKey(isClear ? stored : protection.open(stored))
    const over = Date.parse(certificate.validTo) < Date.parse(now)
    if (over || !certificate.checkPrivateKey(privateKey)) throw new TypeError('over, or no pair')
    const kept = isClear ? protection.seal(stored) : stored
    if (kept !== stored) replaceKey(folder, kept)
    const der = new Uint8Array(certificate.raw)
    return { certificate: der, publicKey: certificate.publicKey, privateKey }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('ca_unreadable', { folder }, error)
  }
}

/** Moved into place whole, so that a start that is cut short leaves the old file or the new one. */
function replaceKey(folder: string, text: string): void {
  const beside = join(folder, `${KEY}.new`)
  writeFileSync(beside, text, { mode: 0o600 })
  renameSync(beside, join(folder, KEY))
}

/** Written beside and then moved, so that there is a whole authority or none. */
function makeLocalCa({ folder, dns, now, protection }: Required<LocalCa>): void {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // two installations in one office have authorities of two names
  const mark = randomBytes(3).toString('hex')
  const commonName = `Sổ Tín Nhiệm ${hostname().slice(0, 30)} ${mark}`
  const certificate = makeCaCertificate(keys, { commonName, dns, now })
  const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' })
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
  const beside = mkdtempSync(`${folder}-new-`) // 0700
  writeFileSync(join(beside, KEY), protection.seal(String(pem)), { mode: 0o600 })
  writeFileSync(join(beside, CERTIFICATE), pemOf(certificate), { mode: 0o600 })
  try {
    renameSync(beside, folder)
  } catch (error) {
    rmSync(beside, { recursive: true })
    if (!existsSync(folder)) throw error // else another start of the program was first
  }
}

/** The certificate as PEM text. */
export function pemOf(certificate: Uint8Array): string {
  return new X509Certificate(certificate).toString()
}

/** The SHA-256 of a certificate's DER bytes, in 16 groups of four hexadecimal digits for people to compare. */
export function fingerprintOf(certificate: Uint8Array): readonly string[] {
  const hex = createHash('sha256').update(certificate).digest('hex')
  return hex.match(/.{4}/g)!
}
