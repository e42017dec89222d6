import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { acknowledgeWarning, getDifferences, getFindings } from '../../src/actions/reconcile.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { takePass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, sheetOf, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('findings on %s', (dialect) => {
  let ctx: Context
  let people: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  /** Under 262-QĐ/TW, where the second person's invalid line makes the whole paper invalid. */
  const oldVote = async (collected = 10) => {
    const vote = await countingSession(ctx, people, { session: { heldOn: '2015-01-20' } })
    for (const actor of [people.first, people.second])
      await typeSheet(ctx, actor, vote.sheets[0]!.id, soundSheet(vote))
    const ballotKind = vote.roster.ballotKinds[0]!.id
    const account = { ballotKind, printed: 12, issued: 11, collected, invalidReasons: null }
    await recordBallots(ctx, people.first, vote.session.id, [{ ...account, sheets: null }])
    return vote.session.id
  }

  test('come in the order of looking: what is counted before what follows', async () => {
    const id = await oldVote(11)
    const { findings, open } = await getFindings(ctx, people.head, id)
    expect(findings.map((each) => each.code)).toEqual(['W201', 'E301', 'E201', 'E402'])
    expect(open).toEqual(findings)
  })

  test('on a person’s marks are told to head and auditor with the marks, to others without', async () => {
    const id = await oldVote()
    const marks = async (actor: People['head']) =>
      (await getFindings(ctx, actor, id)).findings.find((each) => each.code === 'E402')?.numbers
    expect(await marks(people.head)).toEqual({ invalid: 1 })
    expect(await marks(people.auditor)).toEqual({ invalid: 1 })
    expect(await marks(people.first)).toEqual({})
    const { open, findings } = await getFindings(ctx, people.first, id)
    expect(open.map((each) => each.numbers)).toEqual(findings.map((each) => each.numbers))
    expect(findings[0]).toMatchObject({ code: 'W201', numbers: { issued: 11, present: 10 } })
  })

  test('that were answered stay answered in what others read', async () => {
    const id = await oldVote()
    const [found] = (await getFindings(ctx, people.head, id)).findings
    const { code, path, numbers } = found!
    await acknowledgeWarning(ctx, people.head, id, { code, path, numbers, reason: 'phát thêm' })
    const { open, acknowledgements } = await getFindings(ctx, people.first, id)
    expect(open.map((each) => each.code)).toEqual(['E402'])
    expect(acknowledgements).toMatchObject([{ code: 'W201', numbers }])
  })

  test('on a pass of one’s own come with its totals before its people', async () => {
    const vote = await countingSession(ctx, people)
    const { subjects } = vote.roster.ballotKinds[0]!
    const wrong = sheetOf(subjects, { collected: 9, valid: 9, invalid: 1 }, [
      [7, 1, null, 0],
      [2, 0, 5, 1],
    ])
    const sheet = vote.sheets[0]!.id
    await takePass(ctx, people.first, sheet)
    const { findings } = await submitPass(ctx, people.first, sheet, wrong)
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'E101 /rows/0/low',
      'W301 /collected',
      'E201 /valid',
      'E401 /rows/1',
    ])
  })

  test('the slips behind differences come with them, once every pass is in', async () => {
    const vote = await countingSession(ctx, people)
    const { subjects } = vote.roster.ballotKinds[0]!
    const counts = { collected: 10, valid: 9, invalid: 1 }
    const last = [2, 0, 6, 1] as const
    const sheet = vote.sheets[0]!.id
    await typeSheet(ctx, people.first, sheet, sheetOf(subjects, counts, [[7, 2, 0, 0], last]))
    expect((await getDifferences(ctx, people.head, sheet)).slips).toEqual([])
    await typeSheet(ctx, people.second, sheet, sheetOf(subjects, counts, [[7, 0, 2, 0], last]))
    expect((await getDifferences(ctx, people.head, sheet)).slips).toEqual([
      { slip: 'swapped_columns', paths: ['/rows/0/medium', '/rows/0/low'], suspect: null },
    ])
  })
})
