import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getDocument, listDocuments } from '../../src/actions/documents.ts'
import { getSession } from '../../src/actions/sessions.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { getSigning } from '../../src/actions/signing-register.ts'
import { retryTimestamp, stampWaiting } from '../../src/actions/timestamps.ts'
import type { Context } from '../../src/context.ts'
import { AppError } from '../../src/errors.ts'
import { timestampRequest } from '../../src/signatures/timestamp.ts'
import { keepStamping } from '../../src/stamping.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { tokenFor } from '../signatures/authority.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { issuedSession } from '../support/signing.ts'
import { DIALECTS } from '../support/stores.ts'

/** An authority that answers at once. */
const answers = async (digest: Uint8Array) => tokenFor(timestampRequest(digest, Uint8Array.of(7)))
/** One that cannot be reached. */
const isAway = async (): Promise<Uint8Array> => {
  throw new AppError('timestamp_unreachable', { reason: 'network', status: null })
}

describe.each(DIALECTS)('timestamps, on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  const start = async (timestamps: Context['timestamps']) => {
    ctx = await testContext(dialect, { timestamps })
    people = await seatPeople(ctx)
    id = (await issuedSession(ctx, people, { minutes: ['secretary', 'head'] })).session
  }
  beforeEach(() => start(isAway))
  afterEach(async () => ctx.store.db.destroy())

  const current = async () =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current)!
  const sign = async (c: Context, who: 'first' | 'head') =>
    signDocument(c, people[who], (await current()).id, null)
  const waits = async () => (await getSigning(ctx, people.head, id))[0]!.timestampWaits
  const later = (minutes: number, timestamps: Context['timestamps'] = answers): Context => ({
    ...ctx,
    timestamps,
    now: () => new Date(Date.UTC(2026, 1, 5, 13, minutes)).toISOString(),
  })

  test('stand in each signature when the authority answers', async () => {
    await ctx.store.db.destroy()
    await start(answers)
    await sign(ctx, 'first')
    await sign(ctx, 'head')
    expect(await waits()).toBeNull()
    expect((await current()).version).toBe(3)
    const { bytes } = await getDocument(ctx, people.head, (await current()).id)
    // id-aa-timeStampToken, once in each signature
    const hex = /060b2a864886f70d010910020e/g
    expect(Buffer.from(bytes).toString('latin1').match(hex)).toHaveLength(2)
  })

  test('are not asked for where no authority is set', async () => {
    await sign({ ...ctx, timestamps: null }, 'first')
    expect(await waits()).toBeNull()
    await expect(
      retryTimestamp({ ...ctx, timestamps: null }, people.head, (await current()).id),
    ).rejects.toMatchObject({ code: 'no_timestamp_authority' })
  })

  test('hold up nobody: after five seconds the signature stands without, and the document waits', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let tell: () => void
    const asked = new Promise<void>((resolve) => (tell = resolve))
    const neverAnswers = () => {
      tell()
      return new Promise<Uint8Array>(() => undefined)
    }
    const signing = sign({ ...ctx, timestamps: neverAnswers }, 'first')
    await asked
    await vi.advanceTimersByTimeAsync(4_999)
    expect((await current()).version).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    vi.useRealTimers()
    expect((await signing).version).toBe(2)
    expect(await waits()).toMatchObject({ attempts: 0 })
  })

  test('that are missing come later over the whole document, in a version that replaces the signed one', async () => {
    await sign(ctx, 'first')
    await sign(ctx, 'head')
    const signed = await current()
    expect(await stampWaiting(later(0))).toBe(1)
    const stamped = await current()
    expect(stamped).toMatchObject({
      version: 4,
      supersedes: signed.id,
      signedField: null,
      way: 'timestamp',
      openFields: [],
    })
    const before = (await getDocument(ctx, people.head, signed.id)).bytes
    const after = (await getDocument(ctx, people.head, stamped.id)).bytes
    expect(Buffer.from(after).subarray(0, before.length).equals(Buffer.from(before))).toBe(true)
    expect(await waits()).toBeNull()
    expect((await getSession(ctx, people.head, id)).session.state).toBe('signed')
    expect(await stampWaiting(later(1))).toBe(0)
    expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
  })

  test('are tried again after waits that grow, by whichever process finds the queue', async () => {
    await sign(ctx, 'first')
    await sign(ctx, 'head')
    expect(await stampWaiting(later(0, isAway))).toBe(0)
    expect(await waits()).toMatchObject({ attempts: 1, nextAt: '2026-02-05T13:01:00.000Z' })
    const asked = vi.fn(isAway)
    await stampWaiting(later(0, asked))
    expect(asked).not.toHaveBeenCalled()
    await stampWaiting(later(1, asked))
    expect(asked).toHaveBeenCalledTimes(1)
    expect(await waits()).toMatchObject({ attempts: 2, nextAt: '2026-02-05T13:06:00.000Z' })
    expect(await stampWaiting(later(6))).toBe(1)
  })

  test('wait while somebody has still to sign, unless they are asked for at once', async () => {
    await sign(ctx, 'first')
    expect(await stampWaiting(later(0))).toBe(0)
    expect((await current()).version).toBe(2)
    const { id: document } = await current()
    expect(await retryTimestamp(later(0, isAway), people.first, document)).toEqual({ waits: true })
    expect(await retryTimestamp(later(0), people.first, document)).toEqual({ waits: false })
    expect((await current()).version).toBe(3)
    expect(await sign(ctx, 'head')).toMatchObject({ version: 4, signedField: 'head' })
  })

  test('are asked for by those who sign, not by readers', async () => {
    await sign(ctx, 'first')
    const { id: document } = await current()
    for (const actor of [people.committee, people.auditor])
      await expect(retryTimestamp(ctx, actor, document)).rejects.toMatchObject({
        code: 'forbidden',
      })
    await expect(retryTimestamp(ctx, people.head, 'unknown')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('of a document that a reopened session replaced are given up', async () => {
    await sign(ctx, 'first')
    await sign(ctx, 'head')
    await reopenSession(ctx, people.head, id, 'Phát hiện nhập sót')
    expect(await stampWaiting(later(0))).toBe(0)
    expect(await ctx.store.db.selectFrom('timestamp_queue').selectAll().execute()).toEqual([])
  })

  test('are asked for as long as the server runs, and no longer', async () => {
    await sign(ctx, 'first')
    await sign(ctx, 'head')
    const end = keepStamping(later(0), 5)
    await vi.waitFor(async () => expect((await current()).version).toBe(4), 5_000)
    end()
  })
})
