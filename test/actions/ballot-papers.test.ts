import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ballotCodesOf, getBallotPapers } from '../../src/actions/ballot-papers.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import { freezeRoster } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_KINDS, NEW_SESSION } from '../support/session.ts'

let ctx: Context
let people: People
let id: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  const other = { ...NEW_KINDS[0]!, code: 'B/2', title: 'Phiếu màu vàng' }
  id = (await createSession(ctx, people.first, { ...NEW_SESSION, mode: 'real' })).id
  await saveRoster(ctx, people.first, id, [...NEW_KINDS, other])
})
afterEach(async () => ctx.store.db.destroy())

const print = (actor = people.first, options = {}) => getBallotPapers(ctx, actor, id, options)

describe('the ballots of a session', () => {
  test('are not printed while the list may still be changed', async () => {
    await expect(print()).rejects.toMatchObject({ code: 'wrong_state' })
    await freezeRoster(ctx, people.first, id)
    expect((await print()).bytes.length).toBeGreaterThan(1000)
  })

  test('are for those who prepare, count and watch, never for the rest', async () => {
    await freezeRoster(ctx, people.first, id)
    for (const actor of [people.second, people.head, people.chair, people.auditor])
      expect((await print(actor)).bytes.length).toBeGreaterThan(1000)
    for (const actor of [people.committee, people.admin])
      await expect(print(actor)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('are one kind or all, each with the code that the pages show, under a plain file name', async () => {
    await freezeRoster(ctx, people.first, id)
    const { session, roster } = await getSession(ctx, people.first, id)
    const [first, second] = roster.ballotKinds
    const codes = ballotCodesOf(session, roster)
    const one = await print(people.first, { kind: second!.id, size: 'a5' })
    expect(one.fileName).toBe(`phieu-tin-nhiem-${session.shortId}-B2-a5.pdf`)
    const text = (await extractText(one.bytes)).join('\n')
    expect(text).toContain(codes.get(second!.id))
    expect(text).not.toContain(codes.get(first!.id))
    const all = await print()
    expect(all.fileName).toBe(`phieu-tin-nhiem-${session.shortId}-a4.pdf`)
    expect(await extractText(all.bytes)).toHaveLength(4)
    await expect(print(people.first, { kind: 'none' })).rejects.toMatchObject({
      code: 'not_found',
      detail: { what: 'ballot_kind' },
    })
  })
})
