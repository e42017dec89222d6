import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { LoggedSheet } from '../domain/counting-papers.ts'
import { definitiveCounts } from '../domain/entry.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { listAttempts, listDecisions } from '../storage/entry-history.ts'
import { journalHead } from '../storage/journal.ts'
import { listAcknowledgementsMade } from '../storage/results.ts'
import { sessionFor } from './access.ts'
import { listAuthorNames } from './authors.ts'
import { type Form, printForm } from './forms.ts'
import { conferenceOf } from './proceedings.ts'
import { reconciliationOf } from './reconcile.ts'
import { getSession } from './sessions.ts'
import { storedSheets } from './sheets.ts'

/**
 * Nhật ký nhập phiếu: every pass ever submitted, every difference with its decision, every answer; totals of
 * sheets, never the counts of a person but where passes differed. Only once every sheet is definitive.
 * As the organisation's `own` paper of the same if that is asked for.
 */
export async function getEntryLog(
  ctx: Context,
  actor: Actor,
  id: string,
  own?: OwnPaper,
): Promise<Form> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'read_entry_log')
  const stored = await getSession(ctx, actor, id)
  const { session, roster } = stored
  const { tally } = await reconciliationOf(ctx, db, session)
  const names = await listAuthorNames(ctx, actor, id, 'read_entry_log')
  const nameOf = (account: string) => names.get(account) ?? account
  const answers = await listAcknowledgementsMade(db, id)
  const { committeeWord, committee } = session.minutesFacts
  const known = {
    ...conferenceOf(stored),
    committeeWord,
    committee,
    tally,
    passesRequired: session.passesRequired,
    sheets: await loggedSheets(ctx, session, roster, nameOf),
    answers: answers.map(({ answer, account, at }) => ({ answer, by: nameOf(account), at })),
    journalHead: await journalHead(db),
    sealId: ctx.seals[session.mode].id,
  }
  return printForm(ctx, session, 'entry_log', known, { own })
}

async function loggedSheets(
  ctx: Context,
  session: Session,
  roster: Roster,
  nameOf: (account: string) => string,
): Promise<readonly LoggedSheet[]> {
  const { db } = ctx.store
  const attempts = await listAttempts(db, session.id)
  const decisions = await listDecisions(db, session.id)
  const sheets = await storedSheets(ctx, db, session, roster)
  return sheets.map((sheet): LoggedSheet => {
    const kind = roster.ballotKinds.find((each) => each.id === sheet.ballotKind)
    const definitive = definitiveCounts(sheet)
    if (!kind || !definitive) throw new AppError('sheets_unfinished', { sheets: [sheet.number] })
    return {
      number: sheet.number,
      ballotKind: { code: kind.code, title: kind.title },
      plan: sheet.plan,
      subjects: kind.subjects.map(({ name }) => name),
      passes: attempts
        .filter((each) => each.sheet === sheet.id)
        .map(({ pass, attempt, at }) => ({ pass, attempt, at, by: nameOf(pass.account) })),
      settlements: decisions
        .filter((each) => each.sheet === sheet.id)
        .map(({ settlement, reason, account, at }) => {
          return { settlement, reason, at, by: nameOf(account) }
        }),
      definitive,
    }
  })
}
