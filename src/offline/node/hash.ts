import { Buffer } from 'node:buffer'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'

const HASHES = { sha1, sha256, sha384, sha512 } as const
export type DigestName = keyof typeof HASHES

/** The digest of that name, as `createHash` of Node gives it, as far as it is asked here. */
export class Hash {
  readonly #state

  constructor(name: DigestName) {
    this.#state = HASHES[name].create()
  }

  update(data: Uint8Array | string): this {
    this.#state.update(typeof data === 'string' ? new TextEncoder().encode(data) : data)
    return this
  }

  digest(): Buffer
  digest(encoding: 'hex'): string
  digest(encoding?: 'hex'): Buffer | string {
    const bytes = Buffer.from(this.#state.digest())
    return encoding === 'hex' ? bytes.toString('hex') : bytes
  }
}

/** The digest of the bytes. */
export function digestOf(name: DigestName, data: Uint8Array): Uint8Array {
  return HASHES[name](data)
}

/** Whether that is the name of a digest there is here. */
export function isDigestName(name: string): name is DigestName {
  return Object.hasOwn(HASHES, name)
}
