import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { EventType } from '../domain/event-catalogue.ts'
import type { JournalEntry } from '../domain/journal.ts'
import { FEWEST_DIGITS, type PaperHead, paperHeadOf, paperSealOf } from '../domain/paper-head.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { entryFault } from '../storage/chain-check.ts'
import type { Database, Row } from '../storage/database.ts'
import { findEntry } from '../storage/journal.ts'
import { requireAct, sessionFor } from './access.ts'
import { type SessionName, namesOf } from './session-names.ts'
import { type StepResult, failed, ok, skipped } from './step-result.ts'

/** How what is on paper compares with the journal: as there, otherwise, changed since, or no such entry at all. */
export type PaperAnswer = 'same' | 'differs' | 'changed' | 'absent'

/** What the journal has under the number that was typed; told of the entry only where paper has its hash. */
export type PaperFinding = {
  readonly seq: number
  readonly answer: PaperAnswer
  readonly entry: {
    readonly at: Instant
    readonly type: EventType
    /** `null` for an entry of no session. */
    readonly session: SessionName | null
  } | null
}

/** What is at an entry of the journal that paper names; for an auditor of the whole. `invalid_input`. */
export async function checkPaperHead(
  ctx: Context,
  actor: Actor,
  typed: TypedHead,
): Promise<PaperFinding> {
  requireAct(actor, 'read_journal')
  const { db } = ctx.store
  const { row, answer, seq } = await look(db, readHead(typed))
  const told = answer === 'same' ? readEntry(row) : null
  if (!told) return { seq, answer, entry: null }
  const { at, event } = told
  const session = 'session' in event ? event.session : null
  const [name] = session === null ? [] : await namesOf(db, actor, [session])
  return { seq, answer, entry: { at, type: event.type, session: name ?? null } }
}

/** What a reader of one session is told of an entry that paper names. */
export type SessionPaperFinding = {
  readonly seq: number
  readonly answer: PaperAnswer
  /** Whether the entry is the session's own; only then what was done and when is told. */
  readonly ofSession: boolean
  readonly entry: { readonly at: Instant; readonly type: EventType } | null
}

/** What is at an entry of the journal that a paper of the session names. `invalid_input`. */
export async function checkSessionPaperHead(
  ctx: Context,
  actor: Actor,
  id: string,
  typed: TypedHead,
): Promise<SessionPaperFinding> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'verify_session')
  const { row, answer, seq } = await look(db, readHead(typed))
  const told = answer === 'same' ? readEntry(row) : null
  const ofSession = told !== null && 'session' in told.event && told.event.session === id
  const entry = told && ofSession ? { at: told.at, type: told.event.type } : null
  return { seq, answer, ofSession, entry }
}

/** Whose seal it is that paper names: the installation's, that of its rehearsals, or neither. */
export type SealAnswer = 'real' | 'rehearsal' | 'unknown'

/** Whether the identity of a seal, or eight digits of it or more, is this installation's. `invalid_input`. */
export function checkPaperSeal(
  { seals }: Pick<Context, 'seals'>,
  actor: Actor,
  typed: string,
): SealAnswer {
  requireAct(actor, 'verify_session')
  const seal = paperSealOf(typed)
  if (seal === null) throw malformed('/seal', typed)
  if (seals.real.id.startsWith(seal)) return 'real'
  return seals.rehearsal.id.startsWith(seal) ? 'rehearsal' : 'unknown'
}

/** A head as it was typed in two fields; the second may be the whole code of a document. */
export type TypedHead = { readonly seq: string; readonly hash: string }

/** The step about a head from paper. */
export async function headOnPaper(
  db: Kysely<Database>,
  paper: PaperHead | null,
): Promise<StepResult> {
  if (!paper) return skipped('no_head_given')
  const { seq, answer } = await look(db, paper)
  return answer === 'same' ? ok({ seq }) : failed('head_unknown', { seq })
}

/** The head that was typed. `invalid_input` at `/seq` or `/hash`. */
export function readHead({ seq, hash }: TypedHead): PaperHead {
  const head = paperHeadOf(`${seq}:${hash}`) ?? paperHeadOf(hash)
  if (head) return head
  const numbered = /^[\s.]*\d[\d\s.]*$/.test(seq)
  throw numbered ? malformed('/hash', hash) : malformed('/seq', seq)
}

function malformed(path: string, found: string): AppError {
  return new AppError('invalid_input', { issues: [{ path, rule: 'invalid', found }] })
}

type Looked = {
  readonly seq: number
  readonly answer: PaperAnswer
  readonly row: Row<'journal'> | undefined
}

async function look(db: Kysely<Database>, { seq, hash }: PaperHead): Promise<Looked> {
  const row = await findEntry(db, seq)
  if (!row) return { seq, answer: 'absent', row }
  const typed = hash.toLowerCase()
  if (typed.length < FEWEST_DIGITS || !row.hash.startsWith(typed))
    return { seq, answer: 'differs', row }
  return { seq, answer: entryFault(row) ? 'changed' : 'same', row }
}

function readEntry(row: Row<'journal'> | undefined): JournalEntry | null {
  try {
    return row ? (JSON.parse(row.entry) as JournalEntry) : null
  } catch {
    return null // its hash was made over a text that is no entry
  }
}
