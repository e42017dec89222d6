import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

const QUERY = 'from=1/2/2026&to=28/2/2026&regime=96-qd-tw-2023&mode=rehearsal'

describe('the page of the consolidated table', () => {
  test('is reached from the first page by those who may have it', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    expect((await auditor.get('/')).html).toContain('href="/consolidated"')
    expect((await auditor.get('/consolidated')).text).toContain('96-QĐ/TW')
    const first = await visitAs(ctx, people.first)
    expect((await first.get('/')).html).not.toContain('href="/consolidated"')
    expect((await first.get('/consolidated')).status).toBe(403)
  })

  test('shows what was found and leads to the table', async () => {
    const counting = await countingSession(ctx, people)
    const { id, shortId } = counting.session
    const auditor = await visitAs(ctx, people.auditor)
    expect((await auditor.get(`/consolidated?${QUERY}`)).text).toContain('Chưa lập văn bản')
    for (const actor of [people.first, people.second])
      await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    await issueDocuments(ctx, people.head, id)
    const page = await auditor.get(`/consolidated?${QUERY}`)
    expect(page.text).toContain(shortId)
    const file = /href="(\/consolidated\.pdf[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&')
    const pdf = await auditor.get(file ?? '')
    expect(pdf.status).toBe(200)
    expect(pdf.html).toMatch(/^%PDF-1\.7/)
  })

  test('says what is wrong with a day that is none', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    const page = await auditor.get(`/consolidated?${QUERY.replace('28/2', '30/2')}`)
    expect(page.status).toBe(422)
    expect(page.html).toContain('id="to-fault"')
  })
})
