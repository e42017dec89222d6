import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession, getClosing } from '../../src/actions/closing.ts'
import { getPreparation, recordSteps } from '../../src/actions/preparation.ts'
import { drawRecheck, getRecheck, recordRecheck } from '../../src/actions/rechecks.ts'
import { recordVoters } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { CLOSING_POINTS } from '../../src/domain/closing.ts'
import { missingConditions } from '../../src/domain/procedure.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  VOTERS,
  countingSession,
  recordConditions,
  sheetOf,
  typeSheet,
} from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('the checklist of closing on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people, { session: { recheckSize: 1 }, bundles: [5, 5] })
    id = counting.session.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const typeNth = async (nth: number) => {
    const { subjects } = counting.roster.ballotKinds[0]!
    const counts = sheetOf(subjects, { collected: 5, valid: 5, invalid: 0 }, [
      [4, 1, 0, 0],
      [1, 1, 3, 0],
    ])
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[nth]!.id, counts)
  }
  const closingOf = async () => (await getClosing(ctx, people.head, id)).closing
  const openPoints = async () => {
    const { status } = await closingOf()
    return CLOSING_POINTS.filter((point) => status[point] === 'open')
  }
  const refused = async () => {
    const error: unknown = await closeSession(ctx, people.head, id).catch((each: unknown) => each)
    return error as { code: string; detail: Record<string, unknown> }
  }

  test('names the sheets that are missing while counting goes on', async () => {
    await typeNth(0)
    expect((await closingOf()).missingSheets).toEqual([2])
    expect(await openPoints()).toEqual(['sheets', 'ballots', 'voters', 'findings', 'recheck'])
  })

  test('and the closing agree at every step to the last', async () => {
    await typeNth(0)
    await typeNth(1)
    expect(await openPoints()).toEqual(['recheck'])
    expect((await refused()).code).toBe('recheck_open')

    await drawRecheck(ctx, people.head, id, '3-5-1')
    const [drawn] = (await getRecheck(ctx, people.head, id)).sheets
    expect((await closingOf()).recheck.open).toEqual([drawn!.number])
    const result = { sheet: drawn!.sheet, agrees: true, note: null }
    await recordRecheck(ctx, people.head, id, result)
    expect(await openPoints()).toEqual([])

    await recordVoters(ctx, people.first, id, { ...VOTERS, absentExcused: 1 })
    expect(await openPoints()).toEqual(['voters', 'findings'])
    expect((await refused()).code).toBe('findings_open')
    await recordVoters(ctx, people.first, id, VOTERS)

    const { steps, session } = await getPreparation(ctx, people.first, id)
    expect(missingConditions(steps)).toEqual([])
    const { rule, done } = steps.find((each) => each.rule.condition)!
    const takenBack = { step: rule.id, subject: done[0]!.subject, doneOn: null, file: null }
    await recordSteps(ctx, people.first, id, [takenBack])
    expect(await openPoints()).toEqual(['steps'])
    expect(await refused()).toMatchObject({
      code: 'steps_missing',
      detail: { steps: [rule.id], names: [rule.name] },
    })
    await recordConditions(ctx, people.first, session.id)

    const { ready, emptyFacts, ballots } = await closingOf()
    expect(ready).toBe(true)
    expect(emptyFacts).toContain('venue') // a hint, in nobody's way
    expect(ballots).toEqual([{ code: 'A', issued: 10, collected: 10, onSheets: 10, addUp: true }])
    await closeSession(ctx, people.head, id)
  })

  test('is read by those who read findings, and tells no count of a person', async () => {
    await typeNth(0)
    await typeNth(1)
    for (const actor of [people.first, people.auditor])
      expect(JSON.stringify((await getClosing(ctx, actor, id)).closing)).not.toMatch(/high|rows/)
    for (const actor of [people.chair, people.committee])
      await expect(getClosing(ctx, actor, id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
