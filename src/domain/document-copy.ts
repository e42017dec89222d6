import type { DocumentName } from './proceedings.ts'
import type { Instant } from './time.ts'

/** One printed copy of a stored document. The file never changes: the number is written on the paper. */
export type DocumentCopy = {
  /** From 1 through all versions of the document in one revision. */
  readonly number: number
  /** The version that was printed, by id. */
  readonly document: string
  readonly name: DocumentName
  readonly revision: number
  /** Whom it is for, or what for. */
  readonly recipient: string
  /** The account that printed it. */
  readonly account: string
  readonly printedAt: Instant
}

/** No print is of more copies. */
export const MOST_COPIES = 100
