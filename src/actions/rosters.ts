import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Change } from '../domain/change.ts'
import { type Tenure, exemptionOf } from '../domain/exemption.ts'
import type { ImportedFile, JournalEvent } from '../domain/journal.ts'
import type { Regime } from '../domain/regime.ts'
import {
  type BallotKind,
  type LeftOut,
  type Official,
  type Roster,
  type Subject,
  officialsOf,
} from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import type { Day } from '../domain/time.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { findRoster, replaceRoster } from '../storage/roster.ts'
import { regimeOf, sessionFor } from './access.ts'

/** A person as typed; what is not stated of the tenure exempts nobody. */
export type TypedOfficial = Pick<Official, 'name' | 'position' | 'block'> & Partial<Tenure>

/** The file a roster was taken from, and the fingerprint that was compared with paper. */
export type RosterImport = ImportedFile & { readonly fingerprint: string }

export type NewBallotKind = {
  readonly code: string
  readonly title: string
  readonly subjects: readonly TypedOfficial[]
}

/**
 * Replaces the ballot kinds and their people; order is the order of the ballots. Whoever the regulation
 * exempts is left off the ballot and kept with the reason. A person typed again keeps their identity.
 * What was taken from a file is recorded with the file.
 *
 * @law 96-qd-tw-2023 Điều 3.1
 */
export async function saveRoster(
  ctx: Context,
  actor: Actor,
  id: string,
  kinds: readonly NewBallotKind[],
  imported?: RosterImport,
): Promise<Roster> {
  return commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'edit_session')
    if (imported) record({ type: 'roster_imported', session: id, ...imported })
    return storeRoster(ctx, trx, session, kinds, record)
  })
}

/**
 * Looks anew at who is exempt, after the day of the vote or the regulation changed: the people typed stay,
 * and may change sides. Nothing is done while nobody is typed.
 */
export async function recomposeRoster(
  ctx: Context,
  trx: Transaction<Database>,
  session: Session,
  record: (event: JournalEvent) => void,
): Promise<void> {
  const { ballotKinds } = await findRoster(trx, session.id)
  const kinds = ballotKinds.map(({ code, title, ...kind }) => ({
    code,
    title,
    subjects: officialsOf(kind),
  }))
  if (kinds.length > 0) await storeRoster(ctx, trx, session, kinds, record)
}

async function storeRoster(
  ctx: Context,
  trx: Transaction<Database>,
  session: Session,
  kinds: readonly NewBallotKind[],
  record: (event: JournalEvent) => void,
): Promise<Roster> {
  const { regime } = await regimeOf(ctx, trx, session)
  const old = await findRoster(trx, session.id)
  const known = old.ballotKinds.flatMap((kind) => kind.subjects)
  const ballotKinds = kinds.map((kind) => composed(ctx, kind, regime, session.heldOn, known))
  const roster: Change<Roster> = { old, new: { ballotKinds } }
  await replaceRoster(trx, session.id, roster.new)
  record({ type: 'roster_saved', session: session.id, roster })
  return roster.new
}

function composed(
  ctx: Context,
  { code, title, subjects: typed }: NewBallotKind,
  regime: Regime,
  heldOn: Day,
  known: readonly Subject[],
): BallotKind {
  const id = ctx.newId()
  const subjects: Subject[] = []
  const leftOut: LeftOut[] = []
  for (const [at, each] of typed.entries()) {
    const { name, position, block, startedOn = null, retirementNoticeOn = null } = each
    const official: Official = { name, position, block, startedOn, retirementNoticeOn }
    const exemption = exemptionOf(regime, official, heldOn)
    if (exemption)
      leftOut.push({
        ...official,
        ordinal: at + 1,
        reason: exemption.rule.reason,
        provision: exemption.provision.ref,
      })
    else subjects.push(recognised(ctx, official, known, subjects))
  }
  return {
    id,
    code,
    title,
    account: {
      ballotKind: id,
      printed: null,
      issued: null,
      collected: null,
      invalidReasons: null,
      special: [],
    },
    subjects,
    leftOut,
    sheets: [],
  }
}

/** The official with the id they had when typed before, by name and position; else a new one. */
function recognised(
  ctx: Context,
  official: Official,
  known: readonly Subject[],
  taken: readonly Subject[],
): Subject {
  const before = known.find(
    (each) =>
      each.name === official.name &&
      each.position === official.position &&
      !taken.some(({ id }) => id === each.id),
  )
  return { id: before?.id ?? ctx.newId(), ...official, person: before?.person ?? null }
}
