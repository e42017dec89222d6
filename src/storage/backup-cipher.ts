import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto'
import { AppError } from '../errors.ts'

/** What a key was made of; stands readable at the head of an encrypted backup. */
export type Locking = {
  readonly kdf: 'scrypt'
  /** 2 to the power of this many rounds; 17 takes 128 MiB for about half a second. */
  readonly costLog2: number
  readonly salt: string
  /** Sixteen bytes of the derived key that lock nothing: they tell a wrong passphrase from a damaged file. */
  readonly check: string
}

/** Seals or opens the pieces of one file; a piece counts from 0, and the last one says so. */
export type Pieces = (piece: Uint8Array, index: number, last: boolean) => Uint8Array

export const TAG_BYTES = 16
const COST_LOG2 = 17
const KEY_BYTES = 32
const CHECK_BYTES = 16

/** A new lock for the passphrase, with a key of its own. */
export function newLock(passphrase: string): { locking: Locking; key: Uint8Array } {
  const salt = randomBytes(16)
  const { key, check } = derive(passphrase, salt, COST_LOG2)
  const told = { salt: salt.toString('hex'), check: check.toString('hex') }
  return { locking: { kdf: 'scrypt', costLog2: COST_LOG2, ...told }, key }
}

/** The key that the passphrase opens; `passphrase_wrong` when it opens another lock. */
export function unlock(locking: Locking, passphrase: string): Uint8Array {
  const salt = Buffer.from(locking.salt, 'hex')
  const { key, check } = derive(passphrase, salt, locking.costLog2)
  if (!timingSafeEqual(check, Buffer.from(locking.check, 'hex')))
    throw new AppError('passphrase_wrong')
  return key
}

function derive(passphrase: string, salt: Uint8Array, costLog2: number) {
  const [N, r] = [2 ** costLog2, 8]
  const maxmem = 129 * N * r // 128·N·r and a little
  const length = KEY_BYTES + CHECK_BYTES
  const derived = scryptSync(passphrase.normalize('NFC'), salt, length, { N, r, p: 1, maxmem })
  return { key: derived.subarray(0, KEY_BYTES), check: derived.subarray(KEY_BYTES) }
}

/**
 * AES-256-GCM piece by piece: the nonce holds the place of the piece and whether it is the last, so that pieces
 * cannot be exchanged, left out or cut off; each is bound to `head`, the readable start of the file.
 */
export function sealing(key: Uint8Array, head: Uint8Array): Pieces {
  return (piece, index, last) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last))
    cipher.setAAD(head)
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

/** The opposite of `sealing`; `backup_unreadable` for a piece that is not the one that stood there. */
export function opening(key: Uint8Array, head: Uint8Array): Pieces {
  return (piece, index, last) => {
    const end = piece.length - TAG_BYTES
    if (end < 0) throw new AppError('backup_unreadable', { reason: 'damaged' })
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, last))
    decipher.setAAD(head)
    decipher.setAuthTag(piece.subarray(end))
    try {
      return Buffer.concat([decipher.update(piece.subarray(0, end)), decipher.final()])
    } catch (error) {
      throw new AppError('backup_unreadable', { reason: 'damaged' }, error)
    }
  }
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}
