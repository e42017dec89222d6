import { readCheckpoint } from '../domain/checkpoint.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { ProgramReplay } from '../domain/replay/program-replay.ts'
import { replayProgram, startProgramReplay } from '../domain/replay/program-replay.ts'
import {
  DATABASE_STEPS,
  type DatabaseReason,
  type DatabaseStep,
} from '../domain/verification-steps.ts'
import { listCheckpoints } from '../storage/checkpoints.ts'
import {
  type SessionChainFindings,
  checkSessionChain,
  listPersonEntries,
} from '../storage/session-chain-check.ts'
import type { SessionHead } from '../storage/session-journal.ts'
import { sha256 } from '../storage/sha256.ts'
import { sealFault } from './checkpoint-check.ts'
import type { DatabaseBasis } from './database-verification.ts'
import { headOnPaper } from './paper-check.ts'
import { checkSession, nothingFound } from './session-check.ts'
import { type StepResult, differences, failed, ok, recounted, skipped } from './step-result.ts'
import type { VerificationStep } from './verification-step.ts'

/** Of the steps of a database those that can be taken of one session alone; the others need the whole journal. */
type SessionStep = Exclude<
  DatabaseStep,
  'journal_numbered' | 'checkpoints_complete' | 'entries_sealed' | 'program_replayed'
>

/** What verifying one session comes to. */
export type SessionVerification = {
  /** The end of the session's own chain. */
  readonly head: SessionHead
  /** Under the numbers they have in the verification of the whole database. */
  readonly steps: readonly VerificationStep[]
  /** No step failed. */
  readonly holds: boolean
}

/** Takes the steps of one session: its entries and the heads signed of it, then the tables beside them. */
export async function checkOneSession(
  basis: DatabaseBasis,
  session: string,
): Promise<SessionVerification> {
  const { db } = basis.store
  const sealed = await sealedHeads(basis, session)
  const chain = await checkSessionChain(db, session, sealed.heads)
  const found = nothingFound()
  await checkSession(basis, session, await personsOf(basis), found)
  const file = await regulationFault(basis, session)
  const whole = !chain.broken && !chain.sessionBroken && !chain.headMissing
  const reached = (result: StepResult) => (whole ? result : skipped('not_reached'))
  const results: Record<SessionStep, StepResult> = {
    checkpoints_signed: signing(sealed, basis),
    modes_kept: differences('mode_differs', found.modes),
    journal_chained: chain.broken
      ? failed(chain.broken.what === 'session' ? 'entry_misfiled' : 'entry_changed', {
          seq: chain.broken.seq,
        })
      : ok({ entries: chain.head.entries }),
    sessions_chained: chain.sessionBroken
      ? failed('session_chain_differs', { ...chain.sessionBroken, session })
      : ok(),
    heads_held:
      chain.broken || chain.sessionBroken
        ? skipped('not_reached')
        : headsHeld(sealed, chain.headMissing),
    files_unchanged: reached(file === null ? ok() : differences('regulation_changed', [file])),
    documents_unchanged: reached(differences('document_changed', found.documents)),
    sessions_replayed: reached(differences('table_differs', found.others)),
    outcomes_recounted: recounted(found, file !== null || !whole),
    head_on_paper: await headOnPaper(db, basis.paper),
  }
  const known: Readonly<Partial<Record<DatabaseStep, StepResult>>> = results
  const steps = DATABASE_STEPS.flatMap(({ number, id }): VerificationStep[] => {
    const result = known[id]
    return result ? [{ number, id, ...result }] : []
  })
  return { head: chain.head, steps, holds: steps.every(({ status }) => status !== 'failed') }
}

const PAGE = 200

type Sealed = {
  /** How many of the session's entries a signed head was told with, and the hash of the last. */
  readonly heads: ReadonlyMap<number, string>
  readonly fault: { readonly number: number; readonly reason: DatabaseReason } | null
}

/** The heads of the session in the checkpoints of the installation, and the first one that is not its own. */
async function sealedHeads({ store, trusted }: DatabaseBasis, session: string): Promise<Sealed> {
  const heads = new Map<number, string>()
  let fault: Sealed['fault'] = null
  for (let after = 0; ;) {
    const rows = await listCheckpoints(store.db, after, PAGE)
    if (rows.length === 0) return { heads, fault }
    for (const row of rows) {
      after = row.number
      if (!row.body.includes(`"session":"${session}"`)) continue
      const reason = sealFault(row, trusted)
      if (reason) fault ??= { number: row.number, reason }
      const told = reason ? null : readCheckpoint(row.body)
      const own = told?.sessions.find((each) => each.session === session)
      if (own) heads.set(own.entries, own.hash)
    }
  }
}

function signing({ heads, fault }: Sealed, { trusted }: DatabaseBasis): StepResult {
  if (fault) return failed(fault.reason, { checkpoint: fault.number })
  if (heads.size === 0) return skipped('no_checkpoints')
  return trusted.real.length === 0 ? skipped('no_seal_known') : ok({ checkpoints: heads.size })
}

function headsHeld({ heads }: Sealed, missing: SessionChainFindings['headMissing']): StepResult {
  if (heads.size === 0) return skipped('no_checkpoints')
  if (!missing) return ok({ checkpoints: heads.size })
  return failed(missing.beyond ? 'tail_cut' : 'head_differs', { place: missing.place })
}

/** Who a name of the session is said to be may stand in an entry of another session, or of none. */
async function personsOf({ store }: DatabaseBasis): Promise<ProgramReplay['persons']> {
  const replay = startProgramReplay()
  for (let after = 0; ;) {
    const rows = await listPersonEntries(store.db, after, PAGE)
    if (rows.length === 0) return replay.persons
    for (const { seq, entry } of rows) {
      after = seq
      const read = readEntry(entry)
      if (read) replayProgram(replay, read)
    }
  }
}

function readEntry(text: string): JournalEntry | null {
  try {
    return JSON.parse(text) as JournalEntry
  } catch {
    return null // no entry of this session, or its chain tells that it was changed
  }
}

/** Where the regulation of the session is not the file it was opened under. */
async function regulationFault({ store }: DatabaseBasis, session: string) {
  const row = await store.db
    .selectFrom('sessions as s')
    .leftJoin('regimes as r', 'r.sha256', 's.regime_sha256')
    .select(['s.regime_sha256 as sha256', 'r.body'])
    .where('s.id', '=', session)
    .executeTakeFirst()
  if (!row || (row.body !== null && sha256(row.body) === row.sha256)) return null
  const what = row.body === null ? 'missing' : 'differs'
  return { table: 'regimes', row: row.sha256, field: row.body === null ? null : 'body', what }
}
