import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { getUses, recordUse } from '../../src/actions/uses.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('the register of uses on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    const counting = await countingSession(ctx, people)
    id = counting.session.id
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    await issueDocuments(ctx, people.head, id)
  })
  afterEach(async () => ctx.store.db.destroy())

  const sign = async () => {
    for (const signer of [people.first, people.head, people.chair])
      for (const { id: document, current, name } of await listDocuments(ctx, signer, id))
        if (current && (name === 'minutes' || signer === people.chair))
          await signDocument(ctx, signer, document, null)
  }
  const register = () => getUses(ctx, people.committee, id)
  const decided = async (parts = {}) => {
    const person = (await register()).people[1]!
    return {
      subject: person.subject.id,
      use: person.followUps[0]!.rule.id,
      decision: 'Đưa ra khỏi quy hoạch',
      number: '12-QĐ/TU',
      decidedOn: '2026-02-20',
      decidedBy: 'Ban Thường vụ Tỉnh ủy Mẫu',
      dueOn: '2026-02-19',
      supersedes: null,
      ...parts,
    }
  }

  test('is empty until somebody writes in it, and shows the clause with its consequence', async () => {
    const { people: listed, uses, history, suggested } = await register()
    expect(history).toEqual([])
    expect(uses).toHaveLength(6)
    expect(listed.map(({ band, records }) => [band?.provision.ref, records])).toEqual([
      [undefined, []],
      ['Điều 11.2', []],
    ])
    expect(listed[0]!.followUps).toEqual([])
    expect(listed[1]!.followUps.length).toBeGreaterThan(1)
    expect(suggested.map((each) => each.day)).toEqual(['2026-02-19', '2026-03-05'])
  })

  test('takes what the competent level decided once the documents are signed', async () => {
    await expect(recordUse(ctx, people.committee, id, await decided())).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await sign()
    await recordUse(ctx, people.committee, id, await decided())
    const [, person] = (await register()).people
    expect(person!.records).toMatchObject([
      { number: '12-QĐ/TU', decidedOn: '2026-02-20', account: people.committee.account },
    ])
  })

  test('keeps what was corrected, and corrects nothing twice', async () => {
    await sign()
    const first = await recordUse(ctx, people.committee, id, await decided())
    const correction = await decided({ number: '13-QĐ/TU', supersedes: first.id })
    await recordUse(ctx, people.committee, id, correction)
    const { people: listed, history } = await register()
    expect(listed[1]!.records.map((each) => each.number)).toEqual(['13-QĐ/TU'])
    expect(history.map((each) => each.number)).toEqual(['12-QĐ/TU', '13-QĐ/TU'])
    await expect(recordUse(ctx, people.committee, id, correction)).rejects.toMatchObject({
      code: 'use_changed',
    })
  })

  test('marks what is not decided by its day', async () => {
    await sign()
    await recordUse(ctx, people.committee, id, await decided({ decidedOn: null }))
    const overdue = async (today: string) =>
      (await getUses({ ...ctx, today: () => today }, people.auditor, id)).people[1]!.records[0]!
        .overdue
    expect([await overdue('2026-02-19'), await overdue('2026-02-20')]).toEqual([false, true])
  })

  test('has no follow-up for somebody in no band, and no use the regulation does not name', async () => {
    await sign()
    const input = await decided()
    const [plain] = (await register()).people
    for (const parts of [{ subject: plain!.subject.id }, { use: 'praise' }, { subject: 'nobody' }])
      await expect(
        recordUse(ctx, people.committee, id, { ...input, ...parts }),
      ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is written by the competent level and read by chair, auditor and committee', async () => {
    await sign()
    const input = await decided()
    for (const actor of [people.first, people.head, people.chair, people.auditor])
      await expect(recordUse(ctx, actor, id, input)).rejects.toMatchObject({ code: 'forbidden' })
    for (const reader of [people.chair, people.auditor, people.committee])
      expect((await getUses(ctx, reader, id)).people).toHaveLength(2)
    for (const stranger of [people.first, people.head, people.admin])
      await expect(getUses(ctx, stranger, id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
