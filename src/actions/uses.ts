import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { SubjectOutcome } from '../domain/outcome.ts'
import { type Sourced, rulesOf } from '../domain/regime.ts'
import type { Subject } from '../domain/roster.ts'
import type { BandRule, FollowUpRule, UseRule } from '../domain/rule.ts'
import type { Session } from '../domain/session.ts'
import {
  type SuggestedDay,
  type UseRecord,
  followUpsOf,
  isOverdue,
  standingRecords,
  suggestedDays,
  usesOf,
} from '../domain/use.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { findRoster } from '../storage/roster.ts'
import { type StoredUse, insertUse, listUses } from '../storage/uses.ts'
import { regimeOf, sessionFor } from './access.ts'
import { getOutcome } from './outcome.ts'

/** What the register says of one person: the clause, its consequence, and what was decided. */
export type PersonUses = {
  readonly subject: Subject
  readonly outcome: SubjectOutcome
  readonly band: Sourced<BandRule> | null
  readonly followUps: readonly Sourced<FollowUpRule>[]
  /** Standing records, in the order they were made. */
  readonly records: readonly (StoredUse & { readonly overdue: boolean })[]
}

export type UseRegister = {
  readonly session: Session
  /** No result was computed: nobody has a band, and nothing can be recorded. */
  readonly held: boolean
  readonly uses: readonly Sourced<UseRule>[]
  readonly people: readonly PersonUses[]
  /** Every record, corrected ones too. */
  readonly history: readonly StoredUse[]
  /** The days the time limits suggest, counted from the day of the vote. */
  readonly suggested: readonly SuggestedDay[]
}

/**
 * The register of what the competent level decided on the results. The program fills none of it.
 *
 * @law 96-qd-tw-2023 Điều 11.1, Điều 11.2, Điều 11.3
 */
export async function getUses(ctx: Context, actor: Actor, id: string): Promise<UseRegister> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_uses')
  const { regime } = await regimeOf(ctx, db, session)
  const { outcome } = await getOutcome(ctx, actor, id)
  const held = outcome.status === 'held'
  const history = await listUses(db, id)
  const standing = standingRecords(history) as readonly StoredUse[]
  const bands = rulesOf(regime, 'band')
  const { ballotKinds } = await findRoster(db, id)
  const people = ballotKinds.flatMap((kind) =>
    (held ? [] : kind.subjects).map((subject, at): PersonUses => {
      const found = outcome.subjects.find(
        (each) => each.ballotKind === kind.code && each.id === String(at + 1),
      )
      if (!found) throw new Error(`session ${id}: no outcome for subject ${subject.id}`)
      return {
        subject,
        outcome: found,
        band: bands.find(({ rule }) => rule.id === found.band) ?? null,
        followUps: followUpsOf(regime, found.band),
        records: standing
          .filter((each) => each.subject === subject.id)
          .map((each) => ({ ...each, overdue: isOverdue(each, ctx.today()) })),
      }
    }),
  )
  return {
    session,
    held,
    uses: usesOf(regime),
    people,
    history,
    suggested: suggestedDays(regime, session.heldOn),
  }
}

/**
 * Records what the competent level decided, or corrects an earlier record. Refusals: `not_found` for a
 * person or use the session does not have, `use_changed` when the record was corrected meanwhile.
 *
 * @law 96-qd-tw-2023 Điều 11.1
 */
export async function recordUse(
  ctx: Context,
  actor: Actor,
  id: string,
  input: Omit<UseRecord, 'id'>,
): Promise<UseRecord> {
  await sessionFor(ctx.store.db, actor, id, 'record_use')
  const { people, uses } = await getUses(ctx, actor, id)
  const person = people.find(({ subject }) => subject.id === input.subject)
  const known = [...uses, ...(person?.followUps ?? [])].some(({ rule }) => rule.id === input.use)
  if (!person || !known) throw new AppError('not_found', { what: 'use', use: input.use })
  const at = ctx.now()
  return commit(ctx.store, { actor, at }, async (trx, record) => {
    await sessionFor(trx, actor, id, 'record_use')
    const history = await listUses(trx, id)
    const standing = standingRecords(history)
    const fits = (each: UseRecord) =>
      each.id === input.supersedes && each.subject === input.subject && each.use === input.use
    if (input.supersedes !== null && !standing.some(fits))
      throw new AppError('use_changed', { use: input.use })
    const use: UseRecord = { id: ctx.newId(), ...input }
    const stored = { ...use, account: actor.account, recordedAt: at }
    await insertUse(trx, id, stored, history.length + 1)
    record({ type: 'use_recorded', session: id, use })
    return use
  })
}
