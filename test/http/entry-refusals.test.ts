import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { ERROR_CODES, type ErrorCode } from '../../src/errors.ts'
import { STATUS } from '../../src/http/problems.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { confirmationFor } from './confirm.ts'
import { confirmation } from './entry-confirmation.ts'
import { changed, objectsIn, placesIn } from './entry-malformed.ts'
import type { Route } from './entry-route.ts'
import { STAGES, type Scene } from './entry-scenes.ts'
import { SESSION_ROUTES } from './entry-session-routes.ts'
import { SHEET_ROUTES } from './entry-sheet-routes.ts'
import { textOf } from './whole-text.ts'

/** Every route of one session or one sheet; a route that is not listed fails the test. */
const ROUTES = { ...SESSION_ROUTES, ...SHEET_ROUTES }

/** What malformed values get; numbers of a finding may be any, and are then those of another one. */
const OTHER_NUMBERS = ['invalid_input', 'finding_changed', 'warning_unseen']

/** Ten megabytes of digits in one string. */
const PASTE = new Blob([`"${'7'.repeat(10_000_000)}"`])

let ctx: Context
let app: App
let people: People
let strangers: People
let tables: readonly string[]
const cookies = new Map<string, string>()
beforeAll(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  strangers = await seatPeople(ctx, 'other')
  app = createApp(ctx)
  const { rows } = await sql<{ name: string }>`select name from sqlite_master
    where type = 'table' and name not like 'sqlite%' and name not in ('logins', 'confirmations') order by name`.execute(
    ctx.store.db,
  )
  tables = rows.map(({ name }) => name)
  for (const { account } of [...Object.values(people), ...Object.values(strangers)])
    cookies.set(account, await logIn(account))
})
afterAll(async () => ctx.store.db.destroy())

async function logIn(username: string): Promise<string> {
  const answer = await app.request('/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'mat khau rat dai' }),
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

/** The fields of the form with what its preview told. */
async function confirmed(name: string, route: Route, scene: Scene) {
  const { text } = await sender(`${name}/preview`, route, scene)({})
  return { ...route.form, ...confirmation(text) }
}

/** Everything the database holds, but who is logged in, and what they have confirmed. */
async function everything(): Promise<string> {
  const all = []
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      ctx.store.db,
    )
    all.push([table, rows.map(({ bytes: _, ...row }) => row)]) // their digest stands beside them
  }
  return JSON.stringify(all)
}

/** How many rows were ever written, rolled back or not: while it stands still, nothing has changed. */
async function writes(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(ctx.store.db)
  return rows[0]!.n
}

/** What each session was opened as, the oldest first. */
async function modes() {
  const columns = ['id', 'short_id', 'mode'] as const
  return ctx.store.db.selectFrom('sessions').select(columns).orderBy('created_at').execute()
}

type Sent = {
  readonly by?: string | null
  /** Confirmed first, where it is final. */
  readonly sure?: true
  readonly path?: string
  readonly body?: BodyInit | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** A way to send the route's request otherwise than it should be. */
type Sender = (sent: Sent) => Promise<{ status: number; code: string | null; text: string }>

function sender(name: string, route: Route, scene: Scene): Sender {
  const [method = '', pattern = ''] = name.split(' ')
  const type = route.form ? 'multipart/form-data; boundary=x' : 'application/json'
  const sound = route.form ? formOf(route.form) : route.body && JSON.stringify(route.body(scene))
  return async ({ by = people[route.by].account, path, body = sound, headers = {}, sure }) => {
    const cookie = by === null ? undefined : cookies.get(by)
    const to = path ?? filled(pattern, scene)
    const own = { method, path: to, cookie: cookie ?? '', password: 'mat khau rat dai' }
    const proof = sure ? await confirmationFor(app, own) : {}
    const answer = await app.request(`/api/v1${to}`, {
      method,
      headers: {
        origin: 'http://localhost',
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': type }),
        ...(route.revision === undefined ? {} : { 'if-match': `"${route.revision}"` }),
        ...proof,
        ...headers,
      },
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    })
    const text = await textOf(answer)
    const problem = answer.headers.get('content-type') === 'application/problem+json'
    const code = problem ? (JSON.parse(text) as { code: string }).code : null
    return { status: answer.status, code, text }
  }
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

function filled(pattern: string, { id, sheet }: Scene): string {
  return pattern
    .replace('/sheets/{id}', `/sheets/${sheet}`)
    .replace('{id}', id)
    .replace('{place}', pattern.includes('ballots/{place}') ? '1' : '')
    .replace('{passNo}', '1')
    .replace('{thread}', '1')
}

const routesOf = async () => {
  const { paths } = (await (await app.request('/openapi.json')).json()) as {
    paths: Record<string, Record<string, unknown>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  )
}

test('every route of a session and of a sheet is in the table below', async () => {
  const own = (await routesOf()).filter((each) => /^\w+ \/(sessions\/\{id\}|sheets\/)/.test(each))
  expect(own.sort()).toEqual(Object.keys(ROUTES).sort())
})

describe.each(Object.entries(ROUTES))('%s', (name, listed) => {
  let route = listed
  let scene: Scene
  let send: Sender
  beforeAll(async () => {
    scene = await STAGES[route.stage](ctx, people)
    if (route.confirms) route = { ...route, form: await confirmed(name, route, scene) }
    send = sender(name, route, scene)
  })

  /** Each request gets one of those codes with its status, and nothing in the database has changed. */
  const refuses = async (codes: readonly string[], sent: readonly Sent[], through = send) => {
    const standing = await everything()
    const written = await writes()
    for (const each of sent) {
      const { status, code, text } = await through(each)
      const what = () => `${JSON.stringify(each).slice(0, 300)} got ${status} ${text.slice(0, 300)}`
      if (!codes.includes(code ?? '') || status !== STATUS[code as ErrorCode])
        throw new Error(`${what()}, not ${codes.join(' or ')}`)
      if ((await writes()) !== written && (await everything()) !== standing)
        throw new Error(`${what()} and changed something`)
    }
  }

  test('refuses strangers, other roles, other organisations and ids there are none of', async () => {
    const nowhere = filled(name.split(' ')[1]!, { ...scene, id: 'nowhere', sheet: 'nowhere' })
    await refuses(['not_authenticated'], [{ by: null }])
    await refuses(['forbidden'], [{ by: people[route.not].account }, { by: people.admin.account }])
    await refuses(
      ['not_found'],
      [{ by: strangers[route.by].account }, { path: nowhere }, ...longId(nowhere)],
    )
  })

  /** An id longer than any that was ever given out is no id. */
  const longId = (path: string): Sent[] => [{ path: path.replace('nowhere', 'n'.repeat(64)) }]

  if (route.early)
    test(`before its time is refused: ${route.early[1]}`, async () => {
      const [stage, code] = route.early!
      const early = await STAGES[stage](ctx, people)
      const body = route.body && early.counting === null ? undefined : early
      await refuses([code], [{ sure: true }], sender(name, route, body ?? scene))
    })

  if (!name.startsWith('GET'))
    test('is refused once the session is cancelled', async () => {
      const cancelled = await STAGES.cancelled(ctx, people)
      const wrong = sender(name, route, { ...cancelled, passIds: ['x'] })
      await refuses([route.cancelled ?? 'wrong_state'], [{}], wrong)
    })

  if (!name.startsWith('GET'))
    test('refuses a paste of ten megabytes, whether its length is said or not', async () => {
      const said = { 'content-length': String(PASTE.size) }
      await refuses(
        ['too_large'],
        [{ body: PASTE.stream(), headers: said }, { body: PASTE.stream() }],
      )
    })

  if (route.body) {
    test('refuses what is no JSON, and JSON of another shape', async () => {
      const text = JSON.stringify(route.body!(scene))
      const broken = [text.slice(0, -1), '', '{', `${text}${text}`, '\u0000', 'NaN']
      await refuses(
        ['invalid_json', 'invalid_input'],
        broken.map((body) => ({ body })),
      )
      const others = ['null', '7', '"x"', '[[]]', '[7]', 'true', '{"x":1}']
      await refuses(
        ['invalid_input'],
        others.map((body) => ({ body })),
      )
      await refuses(
        ['invalid_input', 'unsupported_media_type'],
        [{ headers: { 'content-type': 'text/plain' } }],
      )
    })

    test('refuses a value of another type at every place, and a key too many', async () => {
      const sound = route.body!(scene)
      const wrong = placesIn(sound).flatMap((place) =>
        [{ wrong: true }, 1.5, -1].map((value) => changed(sound, place, value)),
      )
      const plus = objectsIn(sound).map((place) => changed(sound, [...place, 'surplus'], 1))
      expect(wrong.length + plus.length).toBeGreaterThan(2)
      await refuses(
        OTHER_NUMBERS,
        [...wrong, ...plus].map((body) => ({ body: JSON.stringify(body) })),
      )
    })
  }

  if (route.form)
    test('refuses what is no form, and a form with a field missing, broken or too many sources', async () => {
      const fields = route.form!
      const json = { body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } }
      await refuses(['unsupported_media_type'], [json])
      await refuses(['invalid_json'], [{ body: '--x\r\nContent-Disp' }])
      const file = formOf(fields)
      file.set('file', new File(['a'], 'a.csv'))
      await refuses(['invalid_input'], [{ body: file }, { body: formOf({}) }])
      const told = ['digest', 'challenge', 'groups'].filter((each) => each in fields)
      expect(told.length > 0).toBe(route.confirms === true)
      for (const each of told) {
        const { [each]: _, ...rest } = fields
        await refuses(['invalid_input'], [{ body: formOf(rest) }])
        if (each === 'groups') continue // wrong ones are refused and written down
        const wrong = '0'.repeat(64).slice(0, each === 'digest' ? 64 : 40)
        await refuses(['import_changed'], [{ body: formOf({ ...fields, [each]: wrong }) }])
      }
    })

  if (route.strays)
    test('refuses other places in its path', async () => {
      for (const [end, code] of Object.entries(route.strays!)) {
        const path = filled(name.split(' ')[1]!, scene).replace(/\/[^/]+\/[^/]+$/, end)
        await refuses([code], [{ path }])
      }
    })

  if (route.revision !== undefined)
    test('refuses a save that saw another revision, or does not say which', async () => {
      const stale = ['"99"', `"${route.revision! + 1}"`].map((match) => ({
        headers: { 'if-match': match },
      }))
      await refuses(['draft_changed'], stale)
      const unsaid = ['', '0', '"x"', '*', 'W/"0"', '"-1"'].map((match) => ({
        headers: { 'if-match': match },
      }))
      await refuses(['revision_required', 'invalid_input'], unsaid)
    })

  if (!route.refusedOnly)
    test(`is taken when all is as it should be; sent again: ${route.again}`, async () => {
      const opened = await modes()
      const first = await send({ sure: true })
      expect(first.status, first.text).toBeLessThan(300)
      expect((await modes()).slice(0, opened.length)).toEqual(opened)
      const before = await everything()
      const { again = '' } = route
      if ((ERROR_CODES as readonly string[]).includes(again))
        return refuses([again], [{ sure: true }])
      const second = await send({ sure: true })
      expect(second.status, second.text).toBeLessThan(300)
      expect((await everything()) === before).toBe(again === 'same')
    })
})
