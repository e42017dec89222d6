import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getRoleCards } from '../../src/actions/role-cards.ts'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { findCountingOpened } from '../../src/storage/counting-opened.ts'
import { listDocuments } from '../../src/storage/documents.ts'
import { journalHead } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession } from '../support/session.ts'
import { issuedSession } from '../support/signing.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext('sqlite')
  people = await seatPeople(ctx)
})
afterEach(() => ctx.store.db.destroy())

const pagesOf = async (actor: People['head'], id: string) => {
  const { bytes } = await getRoleCards(ctx, actor, id)
  return (await extractText(bytes)).map((page) => page.replaceAll(/\s+/g, ' '))
}
const short = (hash: string) => hash.slice(0, 16).match(/.{4}/g)!.join(' ')

describe('the cards of the roles', () => {
  test('have a page for each role, with the codes of this session on every one', async () => {
    const { session } = await countingSession(ctx, people, { session: { mode: 'real' } })
    const opened = (await findCountingOpened(ctx.store.db, session.id))!.journal
    const head = await journalHead(ctx.store.db)
    const pages = await pagesOf(people.first, session.id)
    expect(pages).toHaveLength(4)
    for (const page of pages) {
      expect(page).toContain(`mục ${opened.seq}, ${short(opened.hash)}`)
      expect(page).toContain(`mục ${head.seq}, ${short(head.hash)}`)
      expect(page).toContain(short(ctx.seals.real.id))
    }
  })

  test('name the papers there are to whoever may read them, by the digest of the file', async () => {
    const { session: id } = await issuedSession(ctx, people, {
      minutes: ['head'],
      summary: ['head'],
    })
    const papers = await listDocuments(ctx.store.db, id)
    expect(papers.length).toBeGreaterThan(1)
    const [page] = await pagesOf(people.auditor, id)
    for (const { sha256 } of papers) expect(page).toContain(short(sha256))
  })

  test('of a rehearsal tell the key of rehearsals', async () => {
    const { session } = await countingSession(ctx, people, {
      session: { mode: 'rehearsal' },
    })
    const [page] = await pagesOf(people.head, session.id)
    expect(page).toContain(short(ctx.seals.rehearsal.id))
    expect(page).not.toContain(short(ctx.seals.real.id))
  })

  test('are refused while the list may still change, and to who has no part in the counting', async () => {
    const draft = await createSession(ctx, people.first, NEW_SESSION)
    await expect(getRoleCards(ctx, people.first, draft.id)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    const { session } = await countingSession(ctx, people)
    for (const actor of [people.admin, people.committee])
      await expect(getRoleCards(ctx, actor, session.id)).rejects.toMatchObject({
        code: 'forbidden',
      })
  })
})
