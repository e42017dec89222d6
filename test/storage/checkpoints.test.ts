import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHECKPOINT_EVERY, checkpointText, readCheckpoint } from '../../src/domain/checkpoint.ts'
import type { JournalEvent } from '../../src/domain/journal.ts'
import { sealsUnder } from '../../src/secrets.ts'
import { isSealed } from '../../src/signatures/seal.ts'
import { lastCheckpoint, listCheckpoints } from '../../src/storage/checkpoints.ts'
import { commit } from '../../src/storage/commit.ts'
import type { Store } from '../../src/storage/dialect.ts'
import { journalHead } from '../../src/storage/journal.ts'
import { sessionHead } from '../../src/storage/session-journal.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { DIALECTS, openTestStore } from '../support/stores.ts'

const AT = '2026-02-05T01:00:00.000Z'
const seal = sealsUnder(new Uint8Array(32).fill(7)).real
const GONE = { type: 'network_gone' } as const
const moved = (session: string): JournalEvent => ({
  type: 'session_moved',
  session,
  state: { old: 'draft', new: 'counting' },
  reason: null,
})
const opened = (session: string): JournalEvent => ({ type: 'hall_opened', session, expiresAt: AT })

describe.each(DIALECTS)('heads of the journal on %s', (dialect) => {
  let store: Store
  beforeEach(async () => {
    store = { ...(await openTestStore(dialect)), seal }
  })
  afterEach(async () => store.db.destroy())

  const write = async (...events: readonly JournalEvent[]) =>
    commit(store, { actor: null, at: AT }, async (_, record) => events.forEach(record))
  const bodies = async () =>
    (await listCheckpoints(store.db, 0, 100)).map(({ body }) => readCheckpoint(body)!)

  test('are signed in the transaction that changes the state of a session', async () => {
    await write(opened('s-1'), opened('s-2'))
    expect(await lastCheckpoint(store.db)).toBeUndefined()
    await write(moved('s-1'), GONE)
    const { body, public_key, signature, seq } = (await lastCheckpoint(store.db))!
    const bytes = new TextEncoder().encode(body)
    expect(isSealed({ publicKey: public_key, signature }, 'journal-head', bytes)).toBe(true)
    expect(isSealed({ publicKey: public_key, signature }, 'archive', bytes)).toBe(false)
    const head = await journalHead(store.db)
    expect(seq).toBe(head.seq)
    expect(readCheckpoint(body)).toEqual({
      number: 1,
      prevSha256: null,
      at: AT,
      ...head,
      entries: 4,
      sessions: [
        { session: 's-1', ...(await sessionHead(store.db, 's-1')) },
        { session: 's-2', ...(await sessionHead(store.db, 's-2')) },
      ],
    })
  })

  test('name the sessions written to since the one before, and the one before', async () => {
    await write(moved('s-1'))
    await write(moved('s-2'))
    const [first, second] = await bodies()
    expect(first?.sessions.map(({ session }) => session)).toEqual(['s-1'])
    expect(second?.sessions.map(({ session }) => session)).toEqual(['s-2'])
    expect(second).toMatchObject({ number: 2, prevSha256: sha256(checkpointText(first!)) })
  })

  test(`are signed after ${CHECKPOINT_EVERY} entries, and not after one less`, async () => {
    const many = Array.from({ length: CHECKPOINT_EVERY - 1 }, () => GONE)
    await write(...many)
    expect(await bodies()).toEqual([])
    await write(GONE)
    await write(...many)
    expect(await bodies()).toMatchObject([{ seq: CHECKPOINT_EVERY, sessions: [] }])
    await write(GONE)
    expect(await bodies()).toMatchObject([{ number: 1 }, { seq: 2 * CHECKPOINT_EVERY }])
  }, 60_000)

  test('are not stored when the work fails, nor signed by a store without a seal', async () => {
    const failing = commit(store, { actor: null, at: AT }, async (_, record) => {
      record(moved('s-1'))
      throw new Error('the disk is full')
    })
    await expect(failing).rejects.toThrow('the disk is full')
    const { seal: _, ...bare } = store
    await commit(bare, { actor: null, at: AT }, async (__, record) => record(moved('s-1')))
    expect(await bodies()).toEqual([])
  })
})

test('a text that is no checkpoint as it is written says nothing', () => {
  const text = checkpointText({
    number: 1,
    prevSha256: null,
    at: AT,
    seq: 1,
    hash: 'a',
    entries: 1,
    sessions: [],
  })
  expect(readCheckpoint(text)).toMatchObject({ number: 1 })
  for (const other of [
    text.replace('@1', '@2'),
    ` ${text}`,
    text.replace('"seq":1,', ''),
    '{}',
    '',
  ])
    expect(readCheckpoint(other)).toBeNull()
})
