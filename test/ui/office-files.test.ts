import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import type { Context } from '../../src/context.ts'
import { OFFICE_DOWNLOADS } from '../../src/http/office-downloads.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { createApp } from '../../src/app.ts'
import { cookieOf, visitAs } from './app.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

test('every file is linked where it can be had, and is the same from the page and the API', async () => {
  const counting = await countingSession(ctx, people)
  const { id } = counting.session
  const head = await visitAs(ctx, people.head)
  const early = await head.get(`/sessions/${id}/results.xlsx`)
  expect(early.status).toBe(409)
  expect(early.html).toContain('<html')
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
  const first = await visitAs(ctx, people.first)
  const pages = [
    (await head.get(`/sessions/${id}/results`)).html,
    (await head.get(`/sessions/${id}/documents`)).html,
    (await first.get(`/sessions/${id}/roster/fingerprint`)).html,
  ].join('\n')
  const cookie = await cookieOf(ctx, people.head)
  for (const { path, type } of OFFICE_DOWNLOADS) {
    expect(pages).toContain(`href="/sessions/${id}/${path}"`)
    const bytes = await Promise.all(
      ['', '/api/v1'].map(async (base) => {
        const address = `${base}/sessions/${id}/${path}`
        const answer = await createApp(ctx).request(address, { headers: { cookie } })
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toBe(type)
        expect(answer.headers.get('content-disposition')).toMatch(
          /^attachment; filename="[\w.-]+"$/,
        )
        expect(answer.headers.get('cache-control')).toBe('no-store')
        return new Uint8Array(await answer.arrayBuffer())
      }),
    )
    expect(Buffer.compare(bytes[0]!, bytes[1]!)).toBe(0)
  }
})
