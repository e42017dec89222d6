import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { listDocumentCopies, printCopies } from '../../src/actions/document-copies.ts'
import { getDocument, issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import type { Context } from '../../src/context.ts'
import type { DocumentName } from '../../src/domain/proceedings.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('stored documents on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    const counting = await countingSession(ctx, people, { session: { mode: 'real' } })
    id = counting.session.id
    for (const actor of [people.first, people.second])
      await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
    await issue()
  })
  afterEach(async () => ctx.store.db.destroy())

  const issue = async () => {
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    await issueDocuments(ctx, people.head, id)
  }
  const current = async (name: DocumentName) =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  const print = (document: string, copies: number, actor = people.first) =>
    printCopies(ctx, actor, document, { copies, recipient: 'Ban Tổ chức' })

  describe('the register of printed copies', () => {
    test('numbers copies through, also past a signature, for each document by itself', async () => {
      const minutes = await current('minutes')
      expect((await print(minutes.id, 2)).map(({ number }) => number)).toEqual([1, 2])
      expect((await print((await current('summary')).id, 1))[0]).toMatchObject({ number: 1 })
      expect((await print(minutes.id, 1))[0]).toMatchObject({ number: 3 })
      const registered = await listDocumentCopies(ctx, people.auditor, id)
      expect(registered.map(({ name, number }) => [name, number])).toEqual([
        ['minutes', 1],
        ['minutes', 2],
        ['minutes', 3],
        ['summary', 1],
      ])
      expect(registered[0]).toMatchObject({
        recipient: 'Ban Tổ chức',
        account: people.first.account,
        document: minutes.id,
      })
    })

    test('gives two who print at once different numbers', async () => {
      const { id: minutes } = await current('minutes')
      const both = await Promise.all([print(minutes, 3), print(minutes, 2, people.chair)])
      expect(
        both
          .flat()
          .map(({ number }) => number)
          .toSorted((a, b) => a - b),
      ).toEqual([1, 2, 3, 4, 5])
    })

    test('changes no byte and is written in the journal', async () => {
      const { id: minutes, sha256 } = await current('minutes')
      await print(minutes, 2)
      const { bytes, document } = await getDocument(ctx, people.auditor, minutes)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      expect(document.sha256).toBe(sha256)
      const { entry } = await ctx.store.db
        .selectFrom('journal')
        .select('entry')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      expect((JSON.parse(entry) as { event: unknown }).event).toEqual({
        type: 'copies_printed',
        session: id,
        document: minutes,
        from: 1,
        to: 2,
        recipient: 'Ban Tổ chức',
      })
      expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
    })

    test('takes no copies of a version that was replaced, nor from who does not hand papers out', async () => {
      const { id: minutes } = await current('minutes')
      await expect(print(minutes, 1, people.auditor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(print('none', 1)).rejects.toMatchObject({ code: 'not_found' })
      await reopenSession(ctx, people.head, id, 'Kiểm lại')
      await expect(print(minutes, 1)).rejects.toMatchObject({ code: 'wrong_state' })
      await issue()
      await expect(print(minutes, 1)).rejects.toMatchObject({ code: 'document_superseded' })
      expect((await print((await current('minutes')).id, 1))[0]).toMatchObject({
        number: 1,
        revision: 2,
      })
    })
  })

  test('a version that is replaced is named with the one that replaces it, on both sides', async () => {
    await reopenSession(ctx, people.head, id, 'Kiểm lại')
    const before = (await listDocuments(ctx, people.head, id)).filter(
      ({ name }) => name === 'minutes',
    )
    expect(before).toMatchObject([{ current: false, supersededBy: null, replaces: null }])
    await issue()
    const [old, now] = (await listDocuments(ctx, people.head, id)).filter(
      ({ name }) => name === 'minutes',
    )
    expect(old).toMatchObject({ supersededBy: { id: now!.id, revision: 2, version: 1 } })
    expect(now).toMatchObject({ replaces: { id: old!.id, revision: 1, version: 1 } })
    const { bytes } = await getDocument(ctx, people.auditor, now!.id)
    const text = (await extractText(bytes)).at(-1)!.replace(/\s+/g, ' ')
    expect(text).toContain('Thay thế bản thứ 1 của văn bản này')
    expect(text.replace(/\s/g, '')).toContain(old!.sha256)
  })
})

test('copies go on counting on the version with a signature', async () => {
  const ctx = await testContext()
  const people = await seatPeople(ctx)
  const counting = await countingSession(ctx, people)
  const { id } = counting.session
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  const [minutes] = await issueDocuments(ctx, people.head, id)
  const order = { copies: 2, recipient: 'ký tay' }
  await printCopies(ctx, people.chair, minutes!.id, order)
  const signed = await signDocument(ctx, people.first, minutes!.id, null)
  const [next] = await printCopies(ctx, people.chair, signed.id, order)
  expect(next).toMatchObject({ number: 3, document: signed.id })
  await ctx.store.db.destroy()
})
