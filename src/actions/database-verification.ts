import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { PaperHead } from '../domain/paper-head.ts'
import { compareFacts } from '../domain/replay/facts.ts'
import { replayProgram, startProgramReplay } from '../domain/replay/program-replay.ts'
import { DATABASE_STEPS, type DatabaseStep } from '../domain/verification-steps.ts'
import type { Store } from '../storage/dialect.ts'
import { type ChainFault, type ReadEntry, checkChains } from '../storage/chain-check.ts'
import { programFacts } from '../storage/fact-rows.ts'
import { journalHead } from '../storage/journal.ts'
import { countSessions } from '../storage/sessions.ts'
import { requireAct } from './access.ts'
import {
  type CheckpointFindings,
  type SealingSeen,
  type TrustedSeals,
  checkCheckpoints,
  seeSealing,
} from './checkpoint-check.ts'
import { headOnPaper } from './paper-check.ts'
import { checkSessions } from './session-check.ts'
import { type StepResult, differences, failed, ok, recounted, skipped } from './step-result.ts'
import type { VerificationStep } from './verification-step.ts'

/** What a verification of a database relies on. */
export type DatabaseBasis = {
  readonly store: Store
  readonly recount: Context['recount']
  readonly trusted: TrustedSeals
  readonly paper: PaperHead | null
}

/** Tells how far it is: entries read of those there are, then sessions compared; ends the verification by throwing. */
export type Progress = (told: {
  readonly what: 'entries' | 'sessions'
  readonly done: number
  readonly of: number
}) => void

export type DatabaseVerification = {
  readonly entries: number
  readonly head: { readonly seq: number; readonly hash: string }
  readonly steps: readonly VerificationStep[]
  /** No step failed. */
  readonly holds: boolean
}

/** Verifies the database of this installation for an auditor; `paper` is a head typed from a document. */
export async function verifyDatabase(
  ctx: Pick<Context, 'store' | 'recount' | 'seals'>,
  actor: Actor,
  progress?: Progress,
  paper: PaperHead | null = null,
): Promise<DatabaseVerification> {
  requireAct(actor, 'read_journal')
  const { store, recount, seals } = ctx
  const trusted = { real: [seals.real.id], rehearsal: [seals.rehearsal.id] }
  return checkDatabase({ store, recount, trusted, paper }, progress)
}

/**
 * Takes every step of a database: its journal with the chains and signed heads, then the tables beside it. Rows are read
 * in parts and other work goes on between them.
 */
export async function checkDatabase(
  basis: DatabaseBasis,
  progress: Progress = () => undefined,
): Promise<DatabaseVerification> {
  const { store, trusted } = basis
  const program = startProgramReplay()
  const seen: SealingSeen = { setUp: null, started: null, sealing: null }
  const visit = (row: ReadEntry) => {
    if (!CONCERNS_ALL.test(row.entry.slice(0, 300)) && row.session_id !== null) return
    const entry = readEntry(row.entry)
    if (!entry) return
    replayProgram(program, entry)
    seeSealing(seen, entry)
  }
  const { seq: entries } = await journalHead(store.db)
  progress({ what: 'entries', done: 0, of: entries })
  const checkpoints = await checkCheckpoints(store, trusted)
  const chains = await checkChains(store.db, {
    signed: ({ number }) => !checkpoints.faulty.has(number),
    visit,
    progress: (done) => progress({ what: 'entries', done, of: entries }),
  })
  const chained = !chains.gap && !chains.broken
  const whole = chained && !chains.sessionBroken && !chains.headMissing
  const differing = compareFacts(program.facts, await programFacts(store.db))
  const isFile = ({ table }: { readonly table: string }) =>
    table === 'regimes' || table === 'templates'
  const [files, others] = [differing.filter(isFile), differing.filter((each) => !isFile(each))]
  const of = await countSessions(store.db)
  const sessions = await checkSessions(basis, program.persons, (done) =>
    progress({ what: 'sessions', done, of }),
  )
  const results: Record<DatabaseStep, StepResult> = {
    journal_numbered: chains.gap
      ? failed('entry_missing', { seq: chains.gap.seq })
      : ok({ entries: chains.entries }),
    checkpoints_complete: completeness(checkpoints, seen),
    entries_sealed: sealing(checkpoints, seen, chains.entries),
    checkpoints_signed: signing(checkpoints, trusted),
    modes_kept: differences('mode_differs', sessions.modes),
    journal_chained: chains.broken ? chainFailure(chains.broken) : ok(),
    sessions_chained: chains.sessionBroken
      ? failed('session_chain_differs', chains.sessionBroken)
      : ok(),
    heads_held: chained ? heads(chains.headMissing, checkpoints) : skipped('not_reached'),
    files_unchanged: whole ? differences('regulation_changed', files) : skipped('not_reached'),
    documents_unchanged: whole
      ? differences('document_changed', sessions.documents)
      : skipped('not_reached'),
    program_replayed: whole ? differences('table_differs', others) : skipped('not_reached'),
    sessions_replayed: whole
      ? differences('table_differs', sessions.others)
      : skipped('not_reached'),
    outcomes_recounted: recounted(sessions, files.length > 0 || !whole),
    head_on_paper: await headOnPaper(store.db, basis.paper),
  }
  const steps = DATABASE_STEPS.map(({ number, id }): VerificationStep => {
    const { status, detail } = results[id]
    return { number, id, status, detail }
  })
  const holds = steps.every(({ status }) => status !== 'failed')
  return { entries: chains.entries, head: chains.head, steps, holds }
}

/** Entries of a session that matter beyond it; the type stands near the beginning of the text. */
const CONCERNS_ALL =
  /"event":\{"type":"(person_recognised|session_created|session_moved|session_reopened|document_stored)"/

function readEntry(text: string): JournalEntry | null {
  try {
    return JSON.parse(text) as JournalEntry
  } catch {
    return null // the chain tells that it was changed
  }
}

function completeness({ count, missing, last }: CheckpointFindings, seen: SealingSeen): StepResult {
  if (missing !== null) return failed('checkpoint_missing', { checkpoint: missing })
  if (seen.sealing !== null && (last ?? 0) < seen.sealing)
    return failed('checkpoint_missing', { seq: seen.sealing })
  return count === 0 ? skipped('no_checkpoints') : ok({ checkpoints: count, seq: last })
}

/** Entries from before heads were signed are never told as sealed. */
function sealing({ first }: CheckpointFindings, seen: SealingSeen, entries: number): StepResult {
  const fromSetUp = first !== null && seen.setUp !== null && first <= seen.setUp
  const older = Math.min(seen.started ?? entries + 1, first ?? entries + 1) - 1
  return older > 0 && !fromSetUp ? skipped('older_than_checkpoints', { entries: older }) : ok()
}

function signing({ count, fault }: CheckpointFindings, { real }: TrustedSeals): StepResult {
  if (count === 0) return skipped('no_checkpoints')
  if (fault) return failed(fault.reason, { checkpoint: fault.number })
  return real.length === 0 ? skipped('no_seal_known') : ok({ checkpoints: count })
}

function chainFailure({ what, seq }: ChainFault): StepResult {
  const reason = { hash: 'entry_changed', session: 'entry_misfiled' } as const
  return failed(what === 'hash' || what === 'session' ? reason[what] : 'entry_moved', { seq })
}

function heads(missing: ChainFault | null, { count }: CheckpointFindings): StepResult {
  if (count === 0) return skipped('no_checkpoints')
  if (!missing) return ok({ checkpoints: count })
  const { what, ...detail } = missing
  return failed(what === 'beyond_end' ? 'tail_cut' : 'head_differs', detail)
}
