import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import {
  type SheetCodeVerdict,
  checkSheetCode,
  readSheetCode,
  sheetCodes,
} from '../domain/sheet-code.ts'
import { AppError } from '../errors.ts'
import { findRoster } from '../storage/roster.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'

/** The code on the tally sheet of every planned sheet, by its number. */
export function sheetCodesOf(session: Session, roster: Roster): ReadonlyMap<number, string> {
  return sheetCodes(session, roster, sha256)
}

/**
 * The sheet whose tally sheet bears the code, for whoever may type one. Refusals: `sheet_code_mistyped`,
 * `sheet_code_other_session`, `sheet_code_old`.
 */
export async function findSheetByCode(
  ctx: Context,
  actor: Actor,
  id: string,
  code: string,
): Promise<{ readonly id: string; readonly number: number }> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'enter_pass')
  const roster = await findRoster(db, id)
  const codes = sheetCodesOf(session, roster)
  const read = readSheetCode(code, session, codes)
  if (read.is !== 'sheet') throw refusedCode(read)
  const sheets = roster.ballotKinds.flatMap((kind) => kind.sheets)
  const found = sheets.find(({ number }) => number === read.number)
  if (!found) throw new TypeError(`a code of no sheet: ${read.number}`)
  return { id: found.id, number: found.number }
}

/**
 * Refuses a code that does not stand on the tally sheet of that number: as of `findSheetByCode`, and
 * `sheet_code_other_sheet`.
 */
export function requireSheetCode(
  { session, roster }: { readonly session: Session; readonly roster: Roster },
  number: number,
  code: string,
): void {
  const codes = sheetCodesOf(session, roster)
  const verdict = checkSheetCode(code, number, session, codes)
  if (verdict.is === 'other_sheet')
    throw new AppError('sheet_code_other_sheet', { sheet: number, number: verdict.number })
  if (verdict.is !== 'ok') throw refusedCode(verdict)
}

type Unreadable = Exclude<SheetCodeVerdict, { is: 'ok' | 'other_sheet' }>

function refusedCode(verdict: Unreadable): AppError {
  if (verdict.is === 'old') return new AppError('sheet_code_old', { number: verdict.number })
  if (verdict.is === 'other_session')
    return new AppError('sheet_code_other_session', { shortId: verdict.shortId })
  return new AppError('sheet_code_mistyped', { example: EXAMPLE })
}

/** Shows what a code looks like; of no session. */
const EXAMPLE = 'KP-7Q4M2K · 03 · 5F2A-9C'
