import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Seals, Secrets } from './context.ts'
import { AppError } from './errors.ts'
import { sealOf } from './signatures/seal.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** The first byte of everything sealed: AES-256-GCM with a key of its own for each purpose (HKDF-SHA-256). */
const FORM = 1

/** Seals what may not be read from the database alone, under a key of 32 bytes. */
export function secretsUnder(key: Uint8Array): Secrets {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', key, '', use, KEY_BYTES))
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), nonce)
      const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()]
      return new Uint8Array(Buffer.concat([Buffer.of(FORM), nonce, ...sealed]))
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed)
      const [from, to] = [1 + NONCE_BYTES, bytes.length - TAG_BYTES]
      if (bytes[0] !== FORM || to < from) throw new AppError('secret_unreadable', { purpose })
      const cipher = createDecipheriv(
        'aes-256-gcm',
        keyFor(`seal:${purpose}`),
        bytes.subarray(1, from),
      )
      cipher.setAuthTag(bytes.subarray(to))
      try {
        return new Uint8Array(
          Buffer.concat([cipher.update(bytes.subarray(from, to)), cipher.final()]),
        )
      } catch (error) {
        throw new AppError('secret_unreadable', { purpose }, error)
      }
    },
    digest: (text, purpose) =>
      createHmac('sha256', keyFor(`digest:${purpose}`))
        .update(text)
        .digest('hex'),
  }
}

/** What signs in the name of the installation whose key of 32 bytes that is: the same seals each time. */
export function sealsUnder(key: Uint8Array): Seals {
  const seal = (use: string) => sealOf(Buffer.from(hkdfSync('sha256', key, '', use, KEY_BYTES)))
  return { real: seal('sign:real'), rehearsal: seal('sign:rehearsal') }
}

/** Where the key is kept; only a file the program chose itself is made when it is not there. */
export type KeyFile = { readonly file: string; readonly makes: boolean }

/** The key in the file, 64 hexadecimal digits. `secrets_key_invalid` for anything else, or no file. */
export function readSecretsKey({ file, makes }: KeyFile): Uint8Array {
  if (makes && !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new AppError('secrets_key_invalid', { file })
  return new Uint8Array(Buffer.from(text, 'hex'))
}
