import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { currentVersions, listDocuments } from '../storage/documents.ts'
import { sessionFor } from './access.ts'
import { type Form, printForm } from './forms.ts'
import { getOutcome } from './outcome.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'

/**
 * Trích kết quả of one person on the list, once the minutes are signed: that person's figures alone, with
 * what identifies the minutes they are from; or the organisation's `own` paper of the same. `not_found` for somebody else, `results_held` when nobody has
 * a result.
 *
 * @law 96-qd-tw-2023 Điều 6.3
 */
export async function getPersonExtract(
  ctx: Context,
  actor: Actor,
  id: string,
  subject: string,
  own?: OwnPaper,
): Promise<Form> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'read_extract')
  const stored = await getSession(ctx, actor, id)
  const { session, roster } = stored
  const { tally, outcome, tallySha256 } = await getOutcome(ctx, actor, id)
  if (outcome.status === 'held') throw new AppError('results_held')
  const kind = roster.ballotKinds.find(({ subjects }) => subjects.some(({ id }) => id === subject))
  const at = kind?.subjects.findIndex((each) => each.id === subject) ?? -1
  const counted = tally.ballotKinds.find((each) => each.id === kind?.code)
  const line = counted?.subjects[at]
  const found = outcome.subjects.find(
    (each) => each.ballotKind === counted?.id && each.id === line?.id,
  )
  const documents = currentVersions(await listDocuments(db, id), session.revision)
  const minutes = documents.find(({ name }) => name === 'minutes')
  if (!counted || !line || !found || !minutes) throw new AppError('not_found', { what: 'subject' })
  const { title, issued, collected, valid, invalid } = counted
  const known = {
    ...conferenceOf(stored),
    voters: tally.voters,
    ballotKind: { title, issued, collected, valid, invalid },
    subject: line,
    outcome: found,
    chair: session.minutesFacts.chair,
    madeOn: ctx.today(),
    revision: session.revision,
    dataSha256: tallySha256,
    minutesSha256: minutes.sha256,
  }
  const form = await printForm(ctx, session, 'extract', known, { own })
  const name = own?.name ?? 'trich-ket-qua'
  return {
    ...form,
    fileName: `${name}-${session.shortId}-${counted.id}${at + 1}.pdf`.replace(/[^\w.-]/g, ''),
  }
}
