import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type BallotPaper, ballotCode } from '../domain/ballot-paper.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { type Form, printForm } from './forms.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'

export const BALLOT_SIZES = ['a4', 'a5'] as const
/** What is printed: one kind by its id, or all; on which paper. */
export type BallotPrint = {
  readonly kind?: string | undefined
  readonly size?: (typeof BALLOT_SIZES)[number] | undefined
}

/**
 * Phiếu tín nhiệm: the ballot of one kind or of every kind, to be copied for all voters, once the list is
 * frozen; or the organisation's `own` paper of them. `not_found` for a kind the session does not have.
 *
 * @law 96-qd-tw-2023 Điều 9.1
 */
export async function getBallotPapers(
  ctx: Context,
  actor: Actor,
  id: string,
  { kind, size = 'a4' }: BallotPrint,
  own?: OwnPaper,
): Promise<Form> {
  await sessionFor(ctx.store.db, actor, id, 'read_ballot_papers')
  const stored = await getSession(ctx, actor, id)
  const { session, roster } = stored
  const ballotKinds = roster.ballotKinds.filter((each) => kind === undefined || each.id === kind)
  if (ballotKinds.length === 0) throw new AppError('not_found', { what: 'ballot_kind' })
  const ballots = ballotPapersOf(session, { ballotKinds })
  const form = await printForm(
    ctx,
    session,
    'ballot',
    { ...conferenceOf(stored), ballots },
    { half: size === 'a5', own },
  )
  const code = kind === undefined ? '' : `-${ballotKinds.map((each) => each.code).join('')}`
  const name = own?.name ?? 'phieu-tin-nhiem'
  return { ...form, fileName: fileNameOf(`${name}-${session.shortId}${code}-${size}`) }
}

/** A sign of a ballot kind may be anything; a file is named in plain letters. */
function fileNameOf(name: string): string {
  return `${name.replace(/[^\w-]/g, '')}.pdf`
}

/** What stands on the ballots of each kind. */
function ballotPapersOf(session: Session, { ballotKinds }: Roster): readonly BallotPaper[] {
  return ballotKinds.map((kind) => ({
    code: ballotCode(session, kind, sha256),
    ballotKind: { code: kind.code, title: kind.title },
    subjects: kind.subjects.map(({ name, position }) => ({ name, position })),
  }))
}

/** The code on the ballots of each kind, by the kind's id. */
export function ballotCodesOf(session: Session, roster: Roster): ReadonlyMap<string, string> {
  return new Map(
    roster.ballotKinds.map((kind) => [kind.id, ballotCode(session, kind, sha256)] as const),
  )
}
