import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { PlannedTallySheet } from '../domain/counting-papers.ts'
import type { Roster } from '../domain/roster.ts'
import { AppError } from '../errors.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { journalHead } from '../storage/journal.ts'
import { sessionFor } from './access.ts'
import { type Form, printForm } from './forms.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'
import { sheetCodesOf } from './sheet-codes.ts'

/**
 * Bảng kẻ phiếu: a paper for every planned sheet, to be counted on by hand, each with its code, and the head of the journal at its foot; or the
 * organisation's `own` paper of the same. `not_found` while no sheets are planned.
 */
export async function getTallySheets(
  ctx: Context,
  actor: Actor,
  id: string,
  own?: OwnPaper,
): Promise<Form> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'read_tally_sheets')
  const stored = await getSession(ctx, actor, id)
  const { session, roster } = stored
  const sheets = plannedSheets(roster, sheetCodesOf(session, roster))
  if (sheets.length === 0) throw new AppError('not_found', { what: 'sheets' })
  const known = {
    ...conferenceOf(stored),
    sheets,
    head: await journalHead(db),
    sealId: ctx.seals[session.mode].id,
  }
  return printForm(ctx, session, 'tally_sheet', known, { own })
}

function plannedSheets(
  { ballotKinds }: Roster,
  codes: ReadonlyMap<number, string>,
): readonly PlannedTallySheet[] {
  return ballotKinds
    .flatMap(({ code, title, subjects, sheets }) =>
      sheets.map(({ number, ballots }) => ({
        number,
        ballots,
        code: codes.get(number) ?? '',
        ballotKind: { code, title },
        subjects: subjects.map(({ name, position }) => ({ name, position })),
      })),
    )
    .sort((a, b) => a.number - b.number)
}
