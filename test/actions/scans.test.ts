import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listDocuments } from '../../src/actions/documents.ts'
import { type NewScan, fileScan, getScan } from '../../src/actions/scans.ts'
import { getSession } from '../../src/actions/sessions.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { getSigning, listScans } from '../../src/actions/signing-register.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { issuedSession } from '../support/signing.ts'
import { DIALECTS } from '../support/stores.ts'

const PDF = Buffer.from('%PDF-1.4 a scan')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0])

describe.each(DIALECTS)('papers signed by hand, on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    const documents = { minutes: ['secretary', 'head', 'chair'], summary: ['chair'] }
    id = (await issuedSession(ctx, people, documents, 'real')).session
  })
  afterEach(async () => ctx.store.db.destroy())

  const current = async (name = 'minutes') =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  const file = async (fields: readonly string[], more: Partial<NewScan> = {}, name?: string) =>
    fileScan(ctx, people.head, (await current(name)).id, {
      mediaType: 'application/pdf',
      bytes: PDF,
      fields,
      replaces: null,
      ...more,
    })
  const stateOf = async () => (await getSession(ctx, people.head, id)).session.state

  test('count as signed in the fields named, and the session moves on as if signed', async () => {
    const scan = await file(['secretary', 'head', 'chair'])
    expect(await stateOf()).toBe('issued')
    await file(['chair'], { mediaType: 'image/jpeg', bytes: JPEG }, 'summary')
    expect(await stateOf()).toBe('signed')
    const [minutes] = await getSigning(ctx, people.auditor, id)
    expect(minutes).toMatchObject({ turn: null, mine: false })
    expect(minutes!.fields.map((each) => [each.state, each.scan])).toEqual(
      Array.from({ length: 3 }, () => ['by_hand', scan.id]),
    )
    const { rows } = { rows: await ctx.store.db.selectFrom('journal').select('entry').execute() }
    const filed = rows
      .map(({ entry }) => JSON.parse(entry) as { event: { type: string; sha256?: string } })
      .find(({ event }) => event.type === 'scan_filed')
    expect(filed?.event.sha256).toBe(createHash('sha256').update(PDF).digest('hex'))
    expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
  })

  test('leave the rest to be signed by key, in the order', async () => {
    const { id: document } = await current()
    await expect(
      signDocument(ctx, people.head, document, null, { field: 'head' }),
    ).rejects.toMatchObject({ code: 'signing_out_of_turn' })
    await file(['secretary'])
    await expect(signDocument(ctx, people.first, document, null)).rejects.toMatchObject({
      code: 'already_signed',
    })
    // it is the head's turn now: what is missing is only the key
    await expect(signDocument(ctx, people.head, document, null)).rejects.toMatchObject({
      code: 'p12_unreadable',
    })
  })

  test('are taken in the order only, none left out, each once, and in fields there are', async () => {
    await expect(file(['head'])).rejects.toMatchObject({
      code: 'signing_out_of_turn',
      detail: { turn: 'secretary' },
    })
    await expect(file(['secretary', 'chair'])).rejects.toMatchObject({
      code: 'signing_out_of_turn',
    })
    await expect(file([])).rejects.toMatchObject({ code: 'no_such_signature_field' })
    await expect(file(['seal'])).rejects.toMatchObject({ code: 'no_such_signature_field' })
    await file(['secretary'])
    await expect(file(['secretary', 'head'])).rejects.toMatchObject({ code: 'already_signed' })
    expect(await listScans(ctx, people.auditor, id)).toHaveLength(1)
  })

  test('are never overwritten: a better scan replaces one with its reason, also later', async () => {
    const first = await file(['secretary', 'head', 'chair'])
    await file(['chair'], {}, 'summary')
    const replaces = { scan: first.id, reason: 'Bản trước mờ' }
    const better = await file([], { mediaType: 'image/png', bytes: PNG, replaces })
    expect(better).toMatchObject({ fields: first.fields, supersedes: first.id })
    await expect(file([], { replaces })).rejects.toMatchObject({ code: 'document_superseded' })
    await expect(file([], { replaces: { scan: 'unknown', reason: 'x' } })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await listScans(ctx, people.auditor, id)).map((each) => each.current)).toEqual([
      false,
      true,
      true,
    ])
    expect(Buffer.from((await getScan(ctx, people.auditor, first.id)).bytes)).toEqual(PDF)
    expect(await getScan(ctx, people.auditor, better.id)).toMatchObject({ mediaType: 'image/png' })
    expect((await getSigning(ctx, people.head, id))[0]!.fields[0]!.scan).toBe(better.id)
  })

  test('must be the kind of file they are said to be, and no larger than 20 MB', async () => {
    for (const [mediaType, bytes] of [
      ['application/pdf', PNG],
      ['image/png', JPEG],
      ['image/jpeg', PDF],
      ['image/png', new Uint8Array()],
    ] as const)
      await expect(file(['secretary'], { mediaType, bytes })).rejects.toMatchObject({
        code: 'scan_unreadable',
      })
    const most = Buffer.concat([PDF, Buffer.alloc(20_000_000 - PDF.length)])
    await expect(
      file(['secretary'], { bytes: Buffer.concat([most, Buffer.alloc(1)]) }),
    ).rejects.toMatchObject({ code: 'too_large' })
    await file(['secretary'], { bytes: most })
  })

  test('are filed by secretary or head, and read by whoever reads the documents', async () => {
    const { id: document } = await current()
    const scan = { mediaType: 'application/pdf', bytes: PDF, fields: ['secretary'], replaces: null }
    const as = (actor: Actor) => fileScan(ctx, actor, document, scan as NewScan)
    for (const actor of [people.chair, people.auditor, people.admin])
      await expect(as(actor)).rejects.toMatchObject({ code: 'forbidden' })
    const { id: filed } = await as(people.first)
    await expect(getScan(ctx, people.admin, filed)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getScan(ctx, people.head, 'unknown')).rejects.toMatchObject({ code: 'not_found' })
  })
})
