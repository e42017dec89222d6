import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { officialsOf } from '../domain/roster.ts'
import { AppError } from '../errors.ts'
import { rosterFingerprint } from '../formats/fingerprint.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { findCountingOpened } from '../storage/counting-opened.ts'
import { sessionFor } from './access.ts'
import { listAuthorNames } from './authors.ts'
import { type Form, printForm } from './forms.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'

/**
 * Báo cáo số 0: what stood when counting was opened, and the journal's entry that opened it; or the organisation's
 * `own` paper of the same. `not_found` while the journal has no such entry.
 */
export async function getZeroReport(
  ctx: Context,
  actor: Actor,
  id: string,
  own?: OwnPaper,
): Promise<Form> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'read_zero_report')
  const stored = await getSession(ctx, actor, id)
  const found = await findCountingOpened(db, id)
  if (!found) throw new AppError('not_found', { what: 'counting' })
  const { account, ...opened } = found
  const names = await listAuthorNames(ctx, actor, id, 'read_zero_report')
  const { session, roster } = stored
  const { committeeWord, committee, witnesses } = session.minutesFacts
  const known = {
    ...conferenceOf(stored),
    committeeWord,
    committee,
    witnesses,
    opened,
    openedBy: account === null ? null : (names.get(account) ?? account),
    ballotKinds: roster.ballotKinds.map(({ code, title, subjects }) => ({
      code,
      title,
      subjects: subjects.length,
    })),
    fingerprint: rosterFingerprint(
      roster.ballotKinds.map((kind) => ({ ...kind, subjects: officialsOf(kind) })),
    ),
    sealId: ctx.seals[session.mode].id,
  }
  return printForm(ctx, session, 'zero_report', known, { own })
}
