import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import type { Beyond } from '../../src/domain/air-gap.ts'
import { lookBeyond, watchBeyond } from '../../src/serving/air-gap-watch.ts'

const ROUTE: Beyond = { sign: 'route', at: 'eth0' }

describe('the watch', () => {
  test('has looked before it lets the program begin, and tells each change once', async () => {
    let now: readonly Beyond[] = [ROUTE]
    const told: (readonly Beyond[])[] = []
    const watch = await watchBeyond({
      look: async () => now,
      changed: async (signs) => void told.push(signs),
      failed: (error) => expect.unreachable(String(error)),
      everyMs: 5,
    })
    try {
      expect([watch.seen(), told]).toEqual([[ROUTE], [[ROUTE]]])
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(told).toHaveLength(1)
      now = []
      await vi.waitFor(() => expect(told).toEqual([[ROUTE], []]))
      expect(watch.seen()).toEqual([])
    } finally {
      watch.end()
    }
  })

  test('stays shut when what it saw cannot be journalled, or it cannot look again', async () => {
    const failures: unknown[] = []
    let broken = false
    const watch = await watchBeyond({
      look: async () => (broken ? Promise.reject(new Error('cannot look')) : [ROUTE]),
      changed: () => Promise.reject(new Error('database')),
      failed: (error) => failures.push(error),
      everyMs: 5,
    })
    broken = true
    try {
      await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1))
      expect(watch.seen()).toEqual([ROUTE])
    } finally {
      watch.end()
    }
  })
})

describe('a probe', () => {
  test('tells an address that takes a connection from one that does not', async () => {
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const probe = { host: '127.0.0.1', port }
    const answers = async () => (await lookBeyond([probe])).filter(({ sign }) => sign === 'answer')
    expect(await answers()).toEqual([{ sign: 'answer', at: `127.0.0.1:${port}` }])
    await new Promise((resolve) => server.close(resolve))
    expect(await answers()).toEqual([])
  })
})
