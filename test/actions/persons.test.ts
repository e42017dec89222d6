import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getPerson, listNamesakes, recognisePerson } from '../../src/actions/persons.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { type NewSession, createSession, getSession } from '../../src/actions/sessions.ts'
import { cancelSession, freezeRoster } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_KINDS, NEW_SESSION } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('one person in several places on %s', (dialect) => {
  let ctx: Context
  let here: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    here = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  /** A session of its own organisation with "Nguyễn Văn Một" on it. */
  const place = async (people: People, parts: Partial<NewSession> = {}) => {
    const { id } = await createSession(ctx, people.first, { ...NEW_SESSION, ...parts })
    const { ballotKinds } = await saveRoster(ctx, people.first, id, NEW_KINDS)
    return { id, people, subject: ballotKinds[0]!.subjects[0]!.id }
  }
  type Place = Awaited<ReturnType<typeof place>>
  const same = (mine: Place, other: Place, is = true) =>
    recognisePerson(ctx, mine.people.first, mine.id, {
      subject: mine.subject,
      other: other.subject,
      same: is,
    })
  const namesakes = async ({ id, people }: Place) =>
    (await listNamesakes(ctx, people.first, id)).find(
      ({ subject }) => subject.name === 'Nguyễn Văn Một',
    )?.elsewhere ?? []
  const personOf = async ({ id, people }: Place) =>
    (await getSession(ctx, people.first, id)).roster.ballotKinds[0]!.subjects[0]!.person

  test('people of the same name are shown with the place, and taken for nobody', async () => {
    const [one, two] = [await place(here), await place(await seatPeople(ctx, 'two'))]
    expect(await namesakes(one)).toMatchObject([
      { organisation: 'two', position: 'Bí thư', heldOn: '2026-02-05', same: false },
    ])
    expect(await personOf(one)).toBeNull()
    expect(await namesakes(two)).toHaveLength(1)
  })

  test.each([
    ['another year', { heldOn: '2025-12-31' }],
    ['the other kind of session', { mode: 'real' }],
  ] as const)('a session of %s is another round', async (_, parts) => {
    const one = await place(here)
    await place(await seatPeople(ctx, 'two'), parts)
    expect(await namesakes(one)).toEqual([])
  })

  test('a cancelled session is no place', async () => {
    const one = await place(here)
    const two = await place(await seatPeople(ctx, 'two'))
    await cancelSession(ctx, two.people.head, two.id, 'Hoãn')
    expect(await namesakes(one)).toEqual([])
  })

  test('two places are allowed, the third is refused with the names of the others', async () => {
    const one = await place(here)
    const two = await place(await seatPeople(ctx, 'two'))
    const three = await place(await seatPeople(ctx, 'three'))
    await same(one, two)
    expect(await personOf(one)).toBe(await personOf(two))
    await expect(same(three, two)).rejects.toMatchObject({
      code: 'too_many_venues',
      detail: { name: 'Nguyễn Văn Một', most: 2, provision: 'Điều 1.3' },
    })
    expect(await personOf(three)).toBeNull()
    await freezeRoster(ctx, three.people.first, three.id)
    await freezeRoster(ctx, one.people.first, one.id)
  })

  test('a third place is refused from the middle one too, and what was said before stays', async () => {
    const one = await place(here)
    const two = await place(await seatPeople(ctx, 'two'))
    const three = await place(await seatPeople(ctx, 'three'))
    await same(one, two)
    await expect(same(one, three)).rejects.toMatchObject({ code: 'too_many_venues' })
    expect(await personOf(one)).toBe(await personOf(two))
    expect(await personOf(three)).toBeNull()
  })

  test('what was said is taken back, and survives a correction of the list', async () => {
    const [one, two] = [await place(here), await place(await seatPeople(ctx, 'two'))]
    await same(one, two)
    await saveRoster(ctx, here.first, one.id, NEW_KINDS)
    expect(await personOf(one)).toBe(await personOf(two))
    await same(one, two, false)
    expect(await personOf(one)).toBeNull()
    expect(await personOf(two)).not.toBeNull()
  })

  test('two names that differ are never one person', async () => {
    const one = await place(here)
    const two = await place(await seatPeople(ctx, 'two'))
    const { roster } = await getSession(ctx, two.people.first, two.id)
    const hai = roster.ballotKinds[0]!.subjects[1]!.id
    await expect(
      recognisePerson(ctx, here.first, one.id, { subject: one.subject, other: hai, same: true }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('the places in reach stand side by side, those out of reach are not told', async () => {
    const [one, two] = [await place(here), await place(await seatPeople(ctx, 'two'))]
    await same(one, two)
    const person = (await personOf(one))!
    const shown = await getPerson(ctx, here.auditor, person)
    expect(shown.name).toBe('Nguyễn Văn Một')
    expect(shown.venues.map(({ standing, result }) => [standing.session, result])).toEqual([
      [one.id, null],
    ])
    expect(shown.provisions.map((each) => each.ref)).toEqual(['Điều 11.4'])
    await expect(getPerson(ctx, here.committee, person)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  const before = async ({ id, people }: Place) =>
    (await listNamesakes(ctx, people.first, id)).find(
      ({ subject }) => subject.name === 'Nguyễn Văn Một',
    )?.before ?? []

  test('the last earlier vote of the same organisation is shown, and said to be the same', async () => {
    await place(here, { heldOn: '2023-06-01' })
    const last = await place(here, { heldOn: '2025-06-01' })
    const now = await place(here)
    await place(here, { heldOn: '2026-02-06' }) // later
    await place(here, { heldOn: '2025-12-01', mode: 'real' })
    await place(await seatPeople(ctx, 'two'), { heldOn: '2025-12-01' })
    expect(await before(now)).toMatchObject([{ session: last.id, heldOn: '2025-06-01' }])
    await same(now, last)
    expect(await personOf(now)).toBe(await personOf(last))
    expect(await before(now)).toMatchObject([{ same: true }])
    await expect(same(last, now)).rejects.toMatchObject({ code: 'not_found' }) // that is later
  })

  test('votes of other years are no further places', async () => {
    const [old, now] = [await place(here, { heldOn: '2023-06-01' }), await place(here)]
    const two = await place(await seatPeople(ctx, 'two'))
    await same(now, old)
    await same(now, two)
    const persons = await Promise.all([old, now, two].map(personOf))
    expect(new Set(persons).size).toBe(1)
    await freezeRoster(ctx, here.first, now.id)
  })

  test('only a secretary says who is who, and only before counting', async () => {
    const [one, two] = [await place(here), await place(await seatPeople(ctx, 'two'))]
    const input = { subject: one.subject, other: two.subject, same: true }
    await expect(recognisePerson(ctx, here.head, one.id, input)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
