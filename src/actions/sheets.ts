import type { Kysely, Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { isIdle } from '../domain/claim.ts'
import {
  type SheetState,
  definitiveCounts,
  isOpenToAuthor,
  returnedPasses,
  sheetStateOf,
} from '../domain/entry.ts'
import { levelsOf } from '../domain/regime.ts'
import type { Act } from '../domain/roles.ts'
import type { BallotKind, Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import type { Database } from '../storage/database.ts'
import { findRoster } from '../storage/roster.ts'
import { updateState } from '../storage/sessions.ts'
import {
  type StoredSheet,
  findSheetSession,
  listSheets as listStoredSheets,
} from '../storage/sheets.ts'
import { regimeOf, sessionFor, stateAfter } from './access.ts'

/** A sheet as anyone working on the session may see it: how far it is, never a count. */
export type SheetProgress = {
  readonly id: string
  readonly number: number
  readonly ballotKind: string
  readonly ballots: number
  readonly state: SheetState
  readonly passes: readonly {
    readonly passNo: number
    readonly account: string
    readonly status: 'typing' | 'idle' | 'has_errors' | 'submitted' | 'returned'
  }[]
}

/** How far each sheet is, by number. */
export async function listSheets(
  ctx: Context,
  actor: Actor,
  session: string,
): Promise<readonly SheetProgress[]> {
  const { db } = ctx.store
  const found = await sessionFor(db, actor, session, 'read_sheets')
  const roster = await findRoster(db, session)
  return (await storedSheets(ctx, db, found, roster)).map((sheet) => progressOf(sheet, ctx.now()))
}

/** The sheets with their facts, typed in the levels of the session's regulation; or one sheet alone. */
export async function storedSheets(
  ctx: Context,
  db: Kysely<Database>,
  session: Session,
  roster: Roster,
  only?: string,
): Promise<StoredSheet[]> {
  const { regime } = await regimeOf(ctx, db, session)
  return listStoredSheets(db, session, roster, levelsOf(regime), only)
}

/** The progress of one stored sheet. */
export function progressOf(sheet: StoredSheet, now: Instant): SheetProgress {
  const returned = returnedPasses(sheet)
  return {
    id: sheet.id,
    number: sheet.number,
    ballotKind: sheet.ballotKind,
    ballots: sheet.plan.ballots,
    state: sheetStateOf(sheet),
    passes: sheet.authors.map(({ passNo, account, heardAt }) => {
      const submitted = sheet.passes.some((pass) => pass.passNo === passNo)
      const open = isOpenToAuthor(sheet, passNo)
      const status = !submitted
        ? isIdle(heardAt, now)
          ? 'idle'
          : 'typing'
        : returned.includes(passNo)
          ? 'returned'
          : open
            ? 'has_errors'
            : 'submitted'
      return { passNo, account, status }
    }),
  }
}

/** A sheet with what it belongs to. */
export type Located = { session: Session; roster: Roster; kind: BallotKind; sheet: StoredSheet }

/** The sheet with its session and kind, when the act is allowed there. */
export async function locate(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  sheetId: string,
  act: Act,
): Promise<Located> {
  const sessionId = await findSheetSession(db, sheetId)
  if (sessionId === undefined) throw new AppError('not_found', { what: 'sheet' })
  const session = await sessionFor(db, actor, sessionId, act)
  const roster = await findRoster(db, sessionId)
  const [sheet] = await storedSheets(ctx, db, session, roster, sheetId)
  const kind = roster.ballotKinds.find((each) => each.id === sheet?.ballotKind)
  if (!sheet || !kind) throw new AppError('not_found', { what: 'sheet' })
  return { session, roster, kind, sheet }
}

/** Moves the session to `entered` once every sheet is definitive; the event to record, or nothing. */
export async function moveWhenEntered(ctx: Context, trx: Transaction<Database>, session: Session) {
  const roster = await findRoster(trx, session.id)
  const sheets = await storedSheets(ctx, trx, session, roster)
  const covered = roster.ballotKinds.every((kind) => kind.sheets.length > 0)
  if (!covered || !sheets.every((sheet) => definitiveCounts(sheet))) return undefined
  const state = stateAfter(session, 'enter')
  await updateState(trx, session.id, state)
  return {
    type: 'session_moved',
    session: session.id,
    state: { old: session.state, new: state },
    reason: null,
  } as const
}
