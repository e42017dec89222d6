import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import {
  type PersonRecord,
  type RecordedDecision,
  type RecordedVote,
  type RevisionFigures,
  venuesOf,
} from '../domain/person-record.ts'
import { type AdoptedRegime, rulesOf } from '../domain/regime.ts'
import { may, mayEver } from '../domain/roles.ts'
import { standingRecords } from '../domain/use.ts'
import { AppError } from '../errors.ts'
import { recordedLine } from '../formats/recorded-line.ts'
import {
  type BallotLine,
  corrigendaOf,
  linesOfPeople,
  outcomesOf,
  usesOfSubjects,
} from '../storage/person-record.ts'
import { regimeOf, requireAct } from './access.ts'
import { changesIn } from './person-changes.ts'
import { linesFor } from './person-lines.ts'

/**
 * The record of one person as far as the actor reaches: every vote whose documents are issued, with the
 * newest revision counting; never a session that is still open, never a rehearsal among real votes. Whether
 * there is more elsewhere is not told. `not_found` when nothing in reach may be shown of the person.
 *
 * @law 96-qd-tw-2023 Điều 11.4
 * @law 262-qd-tw-2014 Điều 7.3, lấy phiếu ở nhiều nơi
 */
export async function getPersonRecord(
  ctx: Context,
  actor: Actor,
  person: string,
): Promise<PersonRecord> {
  requireAct(actor, 'read_person_record')
  const { db } = ctx.store
  const all = await linesOfPeople(db, [person])
  const shown = await linesFor(ctx, actor, 'read_person_record', all)
  const mode = shown.some((each) => each.mode === 'real') ? 'real' : 'rehearsal'
  const lines = shown.filter((each) => each.mode === mode)
  const newest = lines.at(-1)
  if (!newest) throw new AppError('not_found', { what: 'person' })
  const votes = await votesOf(ctx, lines)
  return {
    id: person,
    mode,
    name: newest.name,
    names: [...new Set(lines.map(({ name }) => name))],
    venues: venuesOf(votes),
    decisions: mayEver(actor.role, 'read_uses')
      ? await decisionsOf(
          ctx,
          votes.filter(({ state }) => may(actor.role, 'read_uses', state)),
        )
      : null,
    changes: await changesIn(ctx, actor, person),
  }
}

async function votesOf(
  ctx: Context,
  lines: readonly BallotLine[],
): Promise<readonly RecordedVote[]> {
  const { db } = ctx.store
  const sessions = lines.map(({ session }) => session)
  const outcomes = await outcomesOf(db, sessions)
  const corrigenda = await corrigendaOf(db, sessions)
  const regimes = await regimesOf(ctx, lines)
  return lines.map((each): RecordedVote => {
    const place = { kind: each.kind, at: each.line, name: each.name }
    const revisions = outcomes
      .filter(({ session_id }) => session_id === each.session)
      .map((row): RevisionFigures => ({
        revision: row.revision,
        ...recordedLine(row, place),
        dataSha256: row.tally_sha256,
        corrigendum: corrigenda.some(
          ({ session, revision }) => session === each.session && revision === row.revision,
        ),
      }))
    const counted = revisions.find(({ revision }) => revision === each.revision)
    if (!counted) throw new Error(`session ${each.session} has documents and no outcome`)
    const { session, shortId, title, heldOn, state, organisation, organisationName } = each
    const where = { session, shortId, title, heldOn, state, organisation, organisationName }
    return {
      ...where,
      side: each.side,
      subject: each.subject,
      name: each.name,
      position: each.position,
      regime: regimes.get(each.regimeSha256)!,
      counted,
      earlier: revisions.filter(({ revision }) => revision < each.revision),
    }
  })
}

/** Each regulation the votes stood under, read once. */
async function regimesOf(
  ctx: Context,
  lines: readonly BallotLine[],
): Promise<ReadonlyMap<string, AdoptedRegime>> {
  const found = new Map<string, AdoptedRegime>()
  for (const { regime, regimeSha256 } of lines)
    if (!found.has(regimeSha256))
      found.set(regimeSha256, await regimeOf(ctx, ctx.store.db, { regime, regimeSha256 }))
  return found
}

/** What stands in the register of decisions, by the day it was decided on, else recorded. */
async function decisionsOf(
  ctx: Context,
  votes: readonly RecordedVote[],
): Promise<readonly RecordedDecision[]> {
  const all = await usesOfSubjects(
    ctx.store.db,
    votes.map(({ subject }) => subject),
  )
  const standing = new Set(standingRecords(all).map(({ id }) => id))
  return all
    .filter(({ id }) => standing.has(id))
    .map((each): RecordedDecision => {
      const vote = votes.find(({ session }) => session === each.session)!
      const { regime } = vote.regime
      const use = [...rulesOf(regime, 'follow_up'), ...rulesOf(regime, 'use')].find(
        ({ rule }) => rule.id === each.use,
      )
      const { account: _, ...record } = each
      return {
        ...record,
        heldOn: vote.heldOn,
        organisationName: vote.organisationName,
        useName: use?.rule.name ?? each.use,
        provision: use?.provision.ref ?? null,
      }
    })
    .toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)))
}

function dayOf({ decidedOn, recordedAt }: RecordedDecision): string {
  return decidedOn ?? recordedAt
}
