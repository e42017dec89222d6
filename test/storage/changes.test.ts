import { beforeEach, describe, expect, test } from 'vitest'
import { type Changes, createChanges } from '../../src/storage/changes.ts'
import { commit } from '../../src/storage/commit.ts'
import { DIALECTS, openTestStore } from '../support/stores.ts'

const LONG = 60_000
const never = new AbortController().signal

describe('whoever waits for a change', () => {
  let changes: Changes
  beforeEach(() => {
    changes = createChanges()
  })

  test('goes on at the next one', async () => {
    const waiting = changes.after(changes.count(), LONG, never)
    changes.tell()
    await waiting
  })

  test('does not miss one that came before the waiting began', async () => {
    const seen = changes.count()
    changes.tell()
    await changes.after(seen, LONG, never)
  })

  test('looks again after a while even if nothing was told', async () => {
    const from = performance.now()
    await changes.after(0, 30, never)
    expect(performance.now() - from).toBeGreaterThanOrEqual(25)
  })

  test('is let go when it is called off, or was already', async () => {
    const caller = new AbortController()
    const waiting = changes.after(0, LONG, caller.signal)
    caller.abort()
    await waiting
    await changes.after(0, LONG, caller.signal)
  })

  test('is let go when the program ends, and ever after', async () => {
    const waiting = changes.after(0, LONG, never)
    expect(changes.ending.aborted).toBe(false)
    changes.end()
    await waiting
    await changes.after(0, LONG, never)
    expect(changes.ending.aborted).toBe(true)
  })
})

test.each(DIALECTS)(
  'a commit on %s is told once it is on disk, a failed one is not',
  async (dialect) => {
    const store = await openTestStore(dialect)
    const who = { actor: null, at: '2026-02-05T01:00:00.000Z' }
    const event = { type: 'account_disabled', account: 'a' } as const
    const failing = commit(store, who, async (_, record) => {
      record(event)
      throw new Error('the disk is full')
    })
    await expect(failing).rejects.toThrow()
    expect(store.changes.count()).toBe(0)
    await commit(store, who, async (_, record) => {
      record(event)
      expect(store.changes.count()).toBe(0)
    })
    expect(store.changes.count()).toBe(1)
    await store.db.destroy()
  },
)
