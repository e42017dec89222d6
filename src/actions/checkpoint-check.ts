import { type Checkpoint, isSealed as isSealing, readCheckpoint } from '../domain/checkpoint.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { DatabaseReason } from '../domain/verification-steps.ts'
import { isSealed, sealId } from '../signatures/seal.ts'
import { listCheckpoints } from '../storage/checkpoints.ts'
import { entriesOfType } from '../storage/journal.ts'
import type { Row } from '../storage/database.ts'
import type { Store } from '../storage/dialect.ts'
import { sha256 } from '../storage/sha256.ts'

/** Whose checkpoints are believed: identities of seals; none known says nothing about whose they are. */
export type TrustedSeals = {
  readonly real: readonly string[]
  readonly rehearsal: readonly string[]
}

const PAGE = 200

/** Why the checkpoint is not one of the installation's; `null` when it is, or when no seal is known to compare with. */
export function sealFault(
  { number, seq, body, public_key: publicKey, signature }: Row<'checkpoints'>,
  { real, rehearsal }: TrustedSeals,
): DatabaseReason | null {
  const told = readCheckpoint(body)
  const bytes = new TextEncoder().encode(body)
  const whole = told?.number === number && told.seq === seq
  if (!whole || !isSealed({ publicKey, signature }, 'journal-head', bytes)) return 'seal_wrong'
  const id = sealId(publicKey)
  if (real.includes(id)) return null
  if (rehearsal.includes(id)) return 'rehearsal_seal'
  return real.length === 0 ? null : 'seal_unknown'
}

/** The seal of another installation that this one went on from, and the last entry it signs for. */
type EarlierSeal = { readonly id: string; readonly until: number }

/**
 * The seals that a head of this installation's own seal speaks for: with its journal, the head signs the entry that says
 * whose database was restored or taken over, and up to where.
 */
async function earlierSeals(
  { db }: Pick<Store, 'db'>,
  { real }: TrustedSeals,
): Promise<readonly EarlierSeal[]> {
  let signed = 0
  for (let after = 0; ;) {
    const rows = await listCheckpoints(db, after, PAGE)
    if (rows.length === 0) break
    for (const row of rows) {
      after = row.number
      if (sealFault(row, { real, rehearsal: [] }) === null) signed = row.seq
    }
  }
  const entries = [
    ...(await entriesOfType(db, 'restored')),
    ...(await entriesOfType(db, 'taken_over')),
  ]
  return entries.flatMap(({ seq, event }) => {
    if (seq > signed) return []
    if (event.type === 'restored') return [{ id: event.seal, until: event.head.seq }]
    return event.type === 'taken_over' ? [{ id: event.oldSeal, until: event.head.seq }] : []
  })
}

/** What reading the checkpoints one after the other shows. */
export type CheckpointFindings = {
  readonly count: number
  /** The entry of the first one, and of the last. */
  readonly first: number | null
  readonly last: number | null
  /** The first number that is missing, or that does not follow the one before. */
  readonly missing: number | null
  readonly fault: { readonly number: number; readonly reason: DatabaseReason } | null
  /** The numbers of all that are not the installation's. */
  readonly faulty: ReadonlySet<number>
}

/**
 * Looks at every checkpoint, one after the other. Those from before the database came to this installation bear the seal
 * of the one before.
 */
export async function checkCheckpoints(
  store: Pick<Store, 'db'>,
  trusted: TrustedSeals,
): Promise<CheckpointFindings> {
  let earlier: readonly EarlierSeal[] | null = null
  const faulty = new Set<number>()
  const found = { count: 0, first: null, last: null, missing: null, fault: null, faulty } as {
    -readonly [Key in keyof CheckpointFindings]: CheckpointFindings[Key]
  }
  let before: { readonly number: number; readonly sha256: string | null } = {
    number: 0,
    sha256: null,
  }
  for (let after = 0; ;) {
    const rows = await listCheckpoints(store.db, after, PAGE)
    if (rows.length === 0) return found
    for (const row of rows) {
      after = row.number
      found.count += 1
      found.first ??= row.seq
      found.last = row.seq
      if (row.number !== before.number + 1) found.missing ??= before.number + 1
      let reason = sealFault(row, trusted)
      if (reason === 'seal_unknown') {
        earlier ??= await earlierSeals(store, trusted)
        if (isEarlier(row, earlier)) reason = null
      }
      if (reason) faulty.add(row.number)
      if (reason) found.fault ??= { number: row.number, reason }
      const told: Checkpoint | null = reason ? null : readCheckpoint(row.body)
      const follows = row.number - 1 === before.number && found.fault === null
      if (told && follows && told.prevSha256 !== before.sha256) found.missing ??= row.number
      before = { number: row.number, sha256: sha256(row.body) }
    }
  }
}

function isEarlier(
  { seq, public_key: publicKey }: Row<'checkpoints'>,
  earlier: readonly EarlierSeal[],
): boolean {
  return earlier.some(({ id, until }) => id === sealId(publicKey) && seq <= until)
}

/** What has to be remembered of the entries for the steps about checkpoints. */
export type SealingSeen = {
  /** The last entry of the first transaction of all. */
  setUp: number | null
  /** The first entry that tells of a start. */
  started: number | null
  /** The newest entry with which a head had to be signed, from then on. */
  sealing: number | null
}

/** Takes note of one entry. */
export function seeSealing(seen: SealingSeen, { seq, event }: JournalEntry): void {
  if (event.type === 'program_set_up') seen.setUp = seq
  if (event.type === 'program_started') seen.started ??= seq
  if (seen.started !== null && isSealing(event)) seen.sealing = seq
}
