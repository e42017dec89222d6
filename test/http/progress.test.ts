import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { logIn } from '../../src/actions/log-in.ts'
import { takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { pauseCounting } from '../../src/actions/session-steps.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { createStreamPlaces } from '../../src/http/stream-places.ts'
import { startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet } from '../support/session.ts'
import { type Events, eventsOf } from './events.ts'

const PASSWORD = 'mat khau rat dai'
const HERE = 'http://localhost'

let ctx: Context
let people: People
let counting: CountingSession
let app: ReturnType<typeof createApp>
let opened: Events[]
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  app = createApp(ctx)
  opened = []
})
afterEach(async () => {
  ctx.store.changes.end()
  for (const events of opened) await events.close()
  await ctx.store.db.destroy()
})

const cookieOf = async (actor: Actor) =>
  `tin-nhiem=${(await logIn(ctx, { username: actor.account, password: PASSWORD })).token}`
type Init = { readonly method?: string; readonly headers?: Readonly<Record<string, string>> }
const ask = async (actor: Actor | string | null, path: string, init: Init = {}) => {
  const cookie = typeof actor === 'string' ? actor : actor && (await cookieOf(actor))
  const headers = { origin: HERE, ...init.headers, ...(cookie ? { cookie } : {}) }
  return app.request(`${HERE}${path}`, { ...init, headers })
}
const streamPath = (id = counting.session.id) => `/api/v1/sessions/${id}/progress/stream`
const listen = (response: Response) => {
  const events = eventsOf(response)
  opened.push(events)
  return events
}
const openHall = async () => {
  const path = `/api/v1/sessions/${counting.session.id}/halls`
  const answer = await ask(people.head, path, { method: 'POST' })
  return (await answer.json()) as { path: string; expiresAt: string }
}

describe('the progress of a session', () => {
  test('is answered once, with no more than its shape', async () => {
    const answer = await ask(people.chair, `/api/v1/sessions/${counting.session.id}/progress`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toMatchObject({ state: 'counting', total: 1, states: null })
  })

  test('streams a first event, and one after each commit', async () => {
    const answer = await ask(people.first, streamPath())
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const events = listen(answer)
    const first = await events.next()
    expect(first).toMatchObject({ event: 'progress', data: { sheets: { empty: 1 } } })
    await takePass(ctx, people.second, counting.sheets[0]!.id)
    const second = await events.next()
    expect(second).toMatchObject({ event: 'progress', data: { sheets: { inWork: 1 } } })
    expect(Number(second!.id)).toBeGreaterThan(Number(first!.id))
    expect(Number(second!.id)).toBe((second!.data as { seq: number }).seq)
    await pauseCounting(ctx, people.head, counting.session.id)
    expect(await events.next()).toMatchObject({ data: { state: 'paused' } })
  })

  test('goes on from the event a browser had last', async () => {
    const before = await ask(people.first, streamPath())
    const { id } = (await listen(before).next())!
    const events = listen(
      await ask(people.first, streamPath(), { headers: { 'last-event-id': id } }),
    )
    const next = events.next()
    await takePass(ctx, people.second, counting.sheets[0]!.id)
    expect(await next).toMatchObject({ data: { sheets: { inWork: 1 } } })
    const behind = await ask(people.first, streamPath(), { headers: { 'last-event-id': id } })
    expect(await listen(behind).next()).toMatchObject({ data: { sheets: { inWork: 1 } } })
    const odd = await ask(people.first, streamPath(), { headers: { 'last-event-id': 'odd' } })
    expect(await listen(odd).next()).toMatchObject({ data: { sheets: { inWork: 1 } } })
  })

  test('tells neither a typed value nor a name', async () => {
    const events = listen(await ask(people.first, streamPath()))
    await events.next()
    await takePass(ctx, people.second, counting.sheets[0]!.id)
    await submitPass(ctx, people.second, counting.sheets[0]!.id, soundSheet(counting))
    const { data } = (await events.next())!
    expect(Object.keys(data as object).sort()).toEqual(
      [
        'ballotsDefinitive',
        'ballotsPlanned',
        'changedAt',
        'seq',
        'session',
        'sheets',
        'state',
        'states',
        'total',
      ].sort(),
    )
    expect(JSON.stringify(data)).not.toMatch(/Nguyễn|Trần|Thư Ký|org-|high|medium|valid/)
  })

  test.each([
    ['nobody', null, 401, 'not_authenticated'],
    ['an administrator', 'admin', 403, 'forbidden'],
    ['a committee before the minutes are made', 'committee', 409, 'wrong_state'],
  ] as const)('is refused to %s before anything is streamed', async (_, role, status, code) => {
    for (const path of [streamPath(), streamPath().replace('/stream', '')]) {
      const answer = await ask(role && people[role], path)
      expect([answer.status, await answer.json()]).toMatchObject([status, { code }])
    }
  })

  test('is out of reach of another organisation', async () => {
    const elsewhere = await seatPeople(ctx, 'elsewhere')
    for (const actor of [elsewhere.first, elsewhere.head, elsewhere.auditor])
      expect((await ask(actor, streamPath())).status).toBe(404)
  })

  test.each(['log-out', 'barring'] as const)('is over at %s', async (what) => {
    const cookie = await cookieOf(people.first)
    const events = listen(await ask(cookie, streamPath()))
    await events.next()
    const last = events.next()
    if (what === 'log-out') await ask(cookie, '/api/v1/logout', { method: 'POST' })
    else await ask(people.admin, '/api/v1/accounts/org-first/disable', { method: 'POST' })
    expect(await last).toMatchObject({ event: 'over' })
    expect(await events.next()).toBeUndefined()
  })

  test('has so many places and no more; a closed page gives its place back', async () => {
    app = createApp(ctx, createStreamPlaces({ all: 3, each: 2 }))
    const cookie = await cookieOf(people.first)
    const first = listen(await ask(cookie, streamPath()))
    listen(await ask(cookie, streamPath()))
    const refused = await ask(cookie, streamPath())
    expect([refused.status, await refused.json()]).toMatchObject([
      503,
      { code: 'too_many_streams' },
    ])
    listen(await ask(people.second, streamPath()))
    expect((await ask(people.third, streamPath())).status).toBe(503)
    await first.close()
    await expect.poll(async () => (await ask(people.third, streamPath())).status).toBe(200)
  })

  test('takes no place for a look at the head of the answer alone', async () => {
    app = createApp(ctx, createStreamPlaces({ all: 1, each: 1 }))
    expect((await ask(people.first, streamPath(), { method: 'HEAD' })).status).toBe(200)
    expect((await ask(people.first, streamPath())).status).toBe(200)
  })

  test('ends at once when the server stops', async () => {
    const server = await startServer(ctx, readConfig({ PORT: '0', LOG_LEVEL: 'silent' }, ROOT))
    const cookie = await cookieOf(people.first)
    const streams = await Promise.all(
      Array.from({ length: 5 }, async () =>
        eventsOf(await fetch(`${server.url}${streamPath()}`, { headers: { cookie } })),
      ),
    )
    for (const events of streams) await events.next()
    const from = performance.now()
    await server.close()
    expect(performance.now() - from).toBeLessThan(5000)
    for (const events of streams) expect(await events.next()).toBeUndefined()
  })
})

describe('the stream of a witness page', () => {
  test('needs its link and nothing else, and is over when the head closes it', async () => {
    const { path } = await openHall()
    const answer = await ask(null, `${path}/stream`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    const events = listen(answer)
    expect(await events.next()).toMatchObject({ data: { title: counting.session.title } })
    await takePass(ctx, people.second, counting.sheets[0]!.id)
    expect(await events.next()).toMatchObject({ data: { sheets: { inWork: 1 } } })
    const last = events.next()
    const closed = `/api/v1/sessions/${counting.session.id}/halls/close`
    expect((await ask(people.head, closed, { method: 'POST' })).status).toBe(204)
    expect(await last).toMatchObject({ event: 'over' })
    expect((await ask(null, `${path}/stream`)).status).toBe(404)
  })

  test('opens nothing else: its token is no log-in', async () => {
    const { path } = await openHall()
    const token = path.replace('/hall/', '')
    for (const cookie of [`tin-nhiem=${token}`, `tin-nhiem=${token.replaceAll('-', '')}`])
      expect((await ask(cookie, '/api/v1/sessions')).status).toBe(401)
    expect((await ask(null, '/hall/0000-0000-0000-0000-0000/stream')).status).toBe(404)
  })

  test('has its places apart from those of other links', async () => {
    app = createApp(ctx, createStreamPlaces({ all: 3, each: 1 }))
    const { path } = await openHall()
    listen(await ask(null, `${path}/stream`))
    expect((await ask(null, `${path}/stream`)).status).toBe(503)
    expect((await ask(null, `${(await openHall()).path}/stream`)).status).toBe(200)
  })

  test('leaves no token in the log', async () => {
    const lines: string[] = []
    const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })
    app = createApp({ ...ctx, log })
    const { path } = await openHall()
    listen(await ask(null, `${path}/stream`))
    await ask(null, path)
    expect(lines.join('')).toContain('"/hall/…/stream"')
    expect(lines.join('')).not.toContain(path)
  })

  test('is listed to the head with its hour, not with its link', async () => {
    const { path, expiresAt } = await openHall()
    const answer = await ask(people.head, `/api/v1/sessions/${counting.session.id}/halls`)
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject([{ expiresAt }])
    expect(text).not.toContain(path.replace('/hall/', ''))
  })
})
