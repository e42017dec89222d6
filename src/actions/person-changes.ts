import type { Kysely, Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { JournalEvent } from '../domain/journal.ts'
import {
  type PersonAct,
  type PersonMove,
  movesBack,
  sessionWithTwo,
} from '../domain/person-change.ts'
import type { RecordedChange } from '../domain/person-record.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import {
  type PersonChange,
  changesOfPerson,
  findPersonChange,
  insertPersonChange,
  isUndone,
} from '../storage/person-changes.ts'
import { type BallotLine, linesOfPeople, linesOfSubjects } from '../storage/person-record.ts'
import { insertPerson, updatePerson } from '../storage/persons.ts'
import { organisationsInReach, requireAct } from './access.ts'
import { linesFor } from './person-lines.ts'
import { refuseTooManyPlaces } from './person-places.ts'

/** What is asked of a join or a split: which names on ballots, and why. */
export type PersonChangeInput = {
  readonly subjects: readonly string[]
  readonly reason: string
}

/**
 * Says that these names on ballots are one human being, and whoever was the same as one of them with it: the
 * person they all are now. One name alone gets a record of its own. At least one name stands in the actor's
 * organisation; of other places only names written exactly like one of those. Facts of the sessions stay as
 * they are. Refusals: `not_found`, `person_modes_mixed`, `person_twice`, `person_unchanged`, `too_many_venues`
 * while a list is still being made.
 */
export async function joinPersons(
  ctx: Context,
  actor: Actor,
  { subjects, reason }: PersonChangeInput,
): Promise<string> {
  requireAct(actor, 'join_persons')
  const at = ctx.now()
  return commit(ctx.store, { actor, at }, async (trx, record) => {
    const named = await chosenLines(trx, actor, subjects)
    const known = [...new Set(named.flatMap(({ person }) => person ?? []))]
    const members = await linesOfPeople(trx, known)
    const all = [...members, ...named.filter(({ person }) => person === null)]
    if (new Set(all.map(({ mode }) => mode)).size > 1) throw new AppError('person_modes_mixed')
    const two = sessionWithTwo(all)
    if (two) throw twiceRefusal(...two)
    const person = known[0] ?? ctx.newId()
    const moved = all.filter((each) => each.person !== person)
    if (moved.length === 0) throw new AppError('person_unchanged')
    if (known.length === 0) await insertPerson(trx, person, at)
    const moves = moved.map(({ subject, person: old }) => ({ subject, old, new: person }))
    await carryOut(ctx, trx, record, actor, { act: 'join', undoes: null, moves, reason })
    await refuseTooManyPlaces(ctx, trx, person)
    return person
  })
}

/**
 * Says that these names are somebody else than the other names of their person: the new person they are now.
 * All of them stand in the actor's organisation and were one person. Refusals: `not_found`, `person_unchanged`
 * when nobody would be left.
 */
export async function splitPerson(
  ctx: Context,
  actor: Actor,
  { subjects, reason }: PersonChangeInput,
): Promise<string> {
  requireAct(actor, 'join_persons')
  const at = ctx.now()
  return commit(ctx.store, { actor, at }, async (trx, record) => {
    const lines = await linesOfSubjects(trx, subjects)
    const reach = await organisationsInReach(trx, actor, 'join_persons')
    const old = lines[0]?.person ?? null
    const fits = (each: BallotLine) => reach.includes(each.organisation) && each.person === old
    if (old === null || lines.length !== new Set(subjects).size || !lines.every(fits))
      throw new AppError('not_found', { what: 'subject' })
    if ((await linesOfPeople(trx, [old])).length === lines.length)
      throw new AppError('person_unchanged')
    const person = ctx.newId()
    await insertPerson(trx, person, at)
    const moves = lines.map(({ subject }) => ({ subject, old, new: person }))
    await carryOut(ctx, trx, record, actor, { act: 'split', undoes: null, moves, reason })
    return person
  })
}

/**
 * Takes one change back, with a reason of its own: every name stands for whom it stood for before. Whoever may
 * say it of one of the names may take it back. Refusals: `not_found`, `person_changed` when it was taken back
 * already or something was said of one of the names since.
 */
export async function undoPersonChange(
  ctx: Context,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  requireAct(actor, 'join_persons')
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const change = await findPersonChange(trx, id)
    const lines = await linesOfSubjects(trx, change?.moves.map(({ subject }) => subject) ?? [])
    const reach = await organisationsInReach(trx, actor, 'join_persons')
    if (!change || !lines.some(({ organisation }) => reach.includes(organisation)))
      throw new AppError('not_found', { what: 'person_change' })
    if (!(await isStanding(trx, change, lines))) throw new AppError('person_changed')
    const moves = movesBack(change.moves)
    await carryOut(ctx, trx, record, actor, { act: 'undo', undoes: id, moves, reason })
    for (const person of new Set(moves.flatMap((each) => each.new ?? [])))
      await refuseTooManyPlaces(ctx, trx, person)
  })
}

/** Whether nothing was said of the names since the change, and it was not taken back. */
async function isStanding(
  db: Kysely<Database>,
  change: PersonChange,
  lines: readonly BallotLine[],
): Promise<boolean> {
  const isNow = ({ subject, new: now }: PersonMove) =>
    lines.find((each) => each.subject === subject)?.person === now
  return change.moves.every(isNow) && !(await isUndone(db, change.id))
}

async function carryOut(
  ctx: Context,
  trx: Transaction<Database>,
  record: (event: JournalEvent) => void,
  actor: Actor,
  told: {
    readonly act: PersonAct
    readonly undoes: string | null
    readonly moves: readonly PersonMove[]
    readonly reason: string
  },
): Promise<void> {
  const { act, undoes, moves, reason } = told
  for (const person of new Set(moves.map((each) => each.new)))
    await updatePerson(
      trx,
      moves.filter((each) => each.new === person).map(({ subject }) => subject),
      person,
    )
  const id = ctx.newId()
  await insertPersonChange(trx, {
    id,
    ...told,
    account: actor.account,
    changedAt: ctx.now(),
  })
  record({ type: 'persons_changed', change: id, personAct: act, undoes, moves, reason })
}

/** The names asked for, when they may be said to be one by this actor; `not_found` else. */
async function chosenLines(
  trx: Transaction<Database>,
  actor: Actor,
  subjects: readonly string[],
): Promise<readonly BallotLine[]> {
  const lines = await linesOfSubjects(trx, subjects)
  const reach = await organisationsInReach(trx, actor, 'join_persons')
  const own = lines.filter(({ organisation }) => reach.includes(organisation))
  const names = new Set(own.map(({ name }) => name))
  const fits = (each: BallotLine) => reach.includes(each.organisation) || names.has(each.name)
  if (own.length === 0 || lines.length !== new Set(subjects).size || !lines.every(fits))
    throw new AppError('not_found', { what: 'subject' })
  return lines
}

function twiceRefusal(one: BallotLine, two: BallotLine): AppError {
  return new AppError('person_twice', {
    first: one.name,
    second: two.name,
    session: one.session,
    day: one.heldOn.split('-').toReversed().join('/'),
    place: one.organisationName,
  })
}

/** What was joined to the person or split from it, told with the names the actor reaches; oldest first. */
export async function changesIn(
  ctx: Context,
  actor: Actor,
  person: string,
): Promise<readonly RecordedChange[]> {
  const { db } = ctx.store
  const changes = await changesOfPerson(db, person)
  const lines = await linesOfSubjects(db, [
    ...new Set(changes.flatMap(({ moves }) => moves.map(({ subject }) => subject))),
  ])
  const shown = await linesFor(ctx, actor, 'read_session', lines)
  const undone = new Set(changes.map(({ undoes }) => undoes))
  return changes.flatMap((change): RecordedChange[] => {
    const { id, act, reason, changedAt, moves } = change
    const names = moves.flatMap((move) => {
      const line = shown.find((each) => each.subject === move.subject)
      if (!line) return []
      if (move.old !== person && move.new !== person) return []
      const { name, position, organisationName, heldOn } = line
      return [{ name, position, organisationName, heldOn, came: move.new === person }]
    })
    if (names.length === 0) return []
    const isNow = (move: PersonMove) =>
      lines.find((each) => each.subject === move.subject)?.person === move.new
    const standing = moves.every(isNow) && !undone.has(id)
    return [{ id, act, reason, changedAt, names, standing }]
  })
}
