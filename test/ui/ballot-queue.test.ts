import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Kept } from '../../src/ui/ballot-desk.ts'
import {
  type Answer,
  type Sending,
  type Server,
  type Unsent,
  isStopped,
  sendQueue,
  stillUnsent,
} from '../../src/ui/ballot-queue.ts'

/** A server in memory; `say` decides the answer to the next requests instead of it. */
function makeServer() {
  const papers: string[] = []
  const say: (Answer | 'swallowed')[] = []
  const asked: string[] = []
  const server = { papers, revision: 0, say, asked, here: true, readable: true }
  const keep = ({ place, marks }: Kept): Answer => {
    papers.splice(place - 1, 1, ...(marks === null ? [] : [marks]))
    server.revision += 1
    return { kind: 'saved', revision: server.revision }
  }
  const port: Server = {
    send: async (paper, revision) => {
      asked.push(`${paper.place} ${paper.marks ?? '-'} @${revision}`)
      const told = say.shift()
      if (told && told !== 'swallowed') return told
      if (revision !== server.revision) return { kind: 'changed' }
      const answer = keep(paper)
      return told === 'swallowed' ? { kind: 'unreachable' } : answer
    },
    read: async () =>
      server.readable ? { revision: server.revision, papers: [...papers] } : undefined,
    hold: async (take) => {
      server.here ||= take
      return server.here
        ? { kind: 'saved', revision: server.revision }
        : { kind: 'elsewhere', sentence: '' }
    },
  }
  return { ...server, state: server, port, keep }
}

let server: ReturnType<typeof makeServer>
let drawer: (Unsent | undefined)[]
let told: Sending[]
beforeEach(() => {
  vi.useFakeTimers()
  server = makeServer()
  drawer = []
  told = []
})
afterEach(() => vi.useRealTimers())

const start = (unsent: Unsent = { revision: 0, papers: [] }) =>
  sendQueue(
    server.port,
    { put: async (each) => void drawer.push(each) },
    unsent,
    (state) => void told.push(state),
  )
const settle = () => vi.advanceTimersByTimeAsync(0)
const first = { place: 1, marks: '11' }
const second = { place: 2, marks: '12' }
const UNREACHABLE: Answer = { kind: 'unreachable' }

describe('sending', () => {
  test('goes one after the other, each with the revision the last answer gave', async () => {
    const queue = start()
    queue.send(first)
    queue.send(second)
    expect(queue.state().waiting).toHaveLength(2)
    await settle()
    expect(server.asked).toEqual(['1 11 @0', '2 12 @1'])
    expect(queue.state()).toMatchObject({ waiting: [], revision: 2, saved: second })
  })

  test('keeps what is not acknowledged in the drawer, and empties it at the end', async () => {
    const queue = start()
    queue.send(first)
    queue.send(second)
    await settle()
    expect(drawer[0]).toEqual({ revision: 0, papers: [first] })
    expect(drawer[1]).toEqual({ revision: 0, papers: [first, second] })
    expect(drawer.at(-2)).toEqual({ revision: 1, papers: [second] })
    expect(drawer.at(-1)).toBeUndefined()
  })

  test('begins with what was left unsent', async () => {
    await start({ revision: 0, papers: [first, second] }).retry()
    expect(server.papers).toEqual(['11', '12'])
  })

  test('takes the last paper away', async () => {
    const queue = start()
    queue.send(first)
    queue.send({ place: 1, marks: null })
    await settle()
    expect(server.papers).toEqual([])
  })
})

describe('a server out of reach', () => {
  test('is tried again after a while, in order, while more is read', async () => {
    server.say.push(UNREACHABLE)
    const queue = start()
    queue.send(first)
    await settle()
    expect(queue.state().trouble?.kind).toBe('unreachable')
    queue.send(second)
    await settle()
    expect(server.asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2999)
    expect(server.asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(server.papers).toEqual(['11', '12'])
    expect(queue.state().trouble).toBeUndefined()
  })

  test('whose answer alone was lost has the paper once', async () => {
    server.say.push('swallowed')
    const queue = start()
    queue.send(first)
    queue.send(second)
    await vi.advanceTimersByTimeAsync(3000)
    expect(server.papers).toEqual(['11', '12'])
    expect(queue.state()).toMatchObject({ waiting: [], trouble: undefined, revision: 2 })
  })

  test('that cannot be asked what it has is tried again too', async () => {
    server.say.push({ kind: 'changed' })
    server.state.readable = false
    const queue = start()
    queue.send(first)
    await settle()
    expect(queue.state().trouble?.kind).toBe('unreachable')
    server.state.readable = true
    await vi.advanceTimersByTimeAsync(3000)
    expect(server.papers).toEqual(['11'])
  })
})

describe('a refusal', () => {
  test('stops sending with the server’s sentence until it is tried again', async () => {
    server.say.push({ kind: 'refused', sentence: 'Kỳ đang tạm dừng.' })
    const queue = start()
    queue.send(first)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(queue.state().trouble).toEqual({ kind: 'refused', sentence: 'Kỳ đang tạm dừng.' })
    expect(isStopped(queue.state())).toBe(false)
    await queue.retry()
    expect(server.papers).toEqual(['11'])
  })
})

describe('another window', () => {
  test('that saved in between is a conflict: nothing is overwritten, nothing forgotten', async () => {
    const queue = start()
    server.keep({ place: 1, marks: '33' })
    queue.send(first)
    await settle()
    expect(queue.state()).toMatchObject({ waiting: [first], trouble: { kind: 'conflict' } })
    expect(isStopped(queue.state())).toBe(true)
    await queue.retry()
    expect(server.papers).toEqual(['33'])
    expect(drawer.at(-1)).toEqual({ revision: 0, papers: [first] })
    await queue.forget()
    expect(drawer.at(-1)).toBeUndefined()
  })

  test('that holds the pass stops this one until it is taken', async () => {
    server.state.here = false
    const queue = start()
    await queue.hold()
    expect(queue.state().trouble?.kind).toBe('elsewhere')
    queue.send(first)
    await settle()
    await queue.retry()
    expect(server.asked).toEqual([])
    await queue.take()
    expect(server.papers).toEqual(['11'])
    expect(queue.state().trouble).toBeUndefined()
  })

  test('that was closed lets this one go on by itself', async () => {
    server.state.here = false
    const queue = start()
    await queue.hold()
    server.state.here = true
    await queue.hold()
    expect(isStopped(queue.state())).toBe(false)
  })

  test('that saved while nothing was sent here is seen when the pass is held', async () => {
    const queue = start()
    server.keep(first)
    await queue.hold()
    expect(queue.state().trouble?.kind).toBe('conflict')
  })
})

describe('what is still unsent', () => {
  const unsent = { revision: 4, papers: [first, second] }

  test('is all of it while nobody saved', () => {
    expect(stillUnsent(unsent, { revision: 4, papers: [] })).toEqual([first, second])
  })

  test('is all but the first when the first one got through', () => {
    expect(stillUnsent(unsent, { revision: 5, papers: ['11'] })).toEqual([second])
    const drop = { revision: 4, papers: [{ place: 2, marks: null }] }
    expect(stillUnsent(drop, { revision: 5, papers: ['11'] })).toEqual([])
  })

  test('cannot be said when something else was saved', () => {
    expect(stillUnsent(unsent, { revision: 5, papers: ['13'] })).toBeUndefined()
    expect(stillUnsent(unsent, { revision: 6, papers: ['11', '12'] })).toBeUndefined()
    expect(stillUnsent({ revision: 4, papers: [] }, { revision: 5, papers: [] })).toBeUndefined()
  })
})
