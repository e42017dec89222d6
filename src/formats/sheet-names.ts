import type { BallotKindTally } from '../domain/tally.ts'

const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,11}$/u

/**
 * A name for the sheet of each ballot kind, "Loại phiếu A": by their signs where these are plain and differ
 * in more than capitals, else by their numbers. Fits what spreadsheet programs allow.
 */
export function kindSheetNames(
  kinds: readonly Pick<BallotKindTally, 'id'>[],
  word: string,
): readonly string[] {
  const signs = kinds.map(({ id }) => id.trim())
  const apart = new Set(signs.map((sign) => sign.toLowerCase())).size === signs.length
  const plain = apart && signs.every((sign) => PLAIN.test(sign))
  return signs.map((sign, at) => `${word} ${plain ? sign : at + 1}`)
}
