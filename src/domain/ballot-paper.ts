import type { Conference, Person } from './proceedings.ts'
import type { BallotKind } from './roster.ts'
import type { Session } from './session.ts'
import { type Sha256, codeDomain, digits } from './sheet-code.ts'

/** Phiếu tín nhiệm of one kind: the paper that every voter gets alike. */
export type BallotPaper = {
  /** As of `ballotCode`. */
  readonly code: string
  readonly ballotKind: { readonly code: string; readonly title: string }
  /** In the order of the approved list. */
  readonly subjects: readonly Person[]
}

/** The ballots of a session, one for each kind. */
export type BallotPapers = Conference & { readonly ballots: readonly BallotPaper[] }

/**
 * The code on every ballot of a kind, "KP-7Q4M2K · A · 5F2A": session, kind, and 20 bits of a digest over
 * what is printed. All ballots of the kind bear the same one, so that it tells a ballot of this list from one
 * of another, and never one voter's from another's.
 */
export function ballotCode(
  session: Pick<Session, 'id' | 'shortId' | 'mode'>,
  { id, code, title, subjects }: Pick<BallotKind, 'id' | 'code' | 'title' | 'subjects'>,
  sha256: Sha256,
): string {
  const people = subjects.map((each) => [each.id, each.name, each.position])
  const text = JSON.stringify([session.id, id, code, title, people])
  const bits = Number.parseInt(
    sha256(`${codeDomain('ballot-code', session)}\n${text}`).slice(0, 5),
    16,
  )
  return `${session.shortId} · ${code} · ${digits(bits, 4)}`
}
