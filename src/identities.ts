import { randomBytes } from 'node:crypto'

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `length` random characters, five bits each, none of which is mistaken for another when read. */
export function newCode(length: number): string {
  return Array.from(randomBytes(length), (byte) => DIGITS[byte & 31]).join('')
}

/** A random identity of 100 bits. Not sortable by time: it must not tell in which order things came. */
export function newId(): string {
  return newCode(20).toLowerCase()
}
