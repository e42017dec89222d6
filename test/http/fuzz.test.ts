import { afterAll, beforeAll, expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/errors.ts'
import type { People } from '../support/context.ts'
import { type Chance, chanceOf } from '../oracle/chance.ts'
import { type Schema, fromSchema } from './fuzz/from-schema.ts'
import { OTHERS_SECRET, fuzzScene } from './fuzz/fuzz-scene.ts'
import { HOSTILE_TEXTS, hostileBody } from './fuzz/hostile.ts'

const REQUESTS = 20_000
/** Another seed sends other requests: `FUZZ_SEED=7 npx vitest run test/http/fuzz.test.ts`. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 96)

type Operation = {
  readonly method: string
  readonly path: string
  /** By media type; empty where no body is read. */
  readonly bodies: readonly (readonly [type: string, schema: Schema])[]
  readonly query: readonly string[]
}
type Sent = { readonly method: string; readonly path: string; readonly init: RequestInit }

let scene: Awaited<ReturnType<typeof fuzzScene>>
let operations: readonly Operation[]
const cookies = new Map<string, string>()
/** Names of form fields, as the pages show them on the way. */
const fields = new Set(['reason', 'revision', 'notice', 'next'])

beforeAll(async () => {
  scene = await fuzzScene()
  operations = [...(await described()), ...pages()]
}, 60_000)
afterAll(async () => scene.ctx.store.db.destroy())

type Described = {
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> }
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
}

async function described(): Promise<Operation[]> {
  const answer = await scene.app.request('/openapi.json')
  const { paths } = (await answer.json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      bodies: Object.entries(requestBody?.content ?? {}).map(
        ([type, { schema }]) => [type, schema] as const,
      ),
      query: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
    })),
  )
}

/** The routes that are not in the description of the API: pages, forms and files. */
function pages(): Operation[] {
  const routes = scene.app.routes.filter(
    ({ method, path }) => method !== 'ALL' && !path.startsWith('/api/'),
  )
  const known = new Map(routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]))
  return [...known.values()].map(({ method, path }) => ({
    method,
    path: path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}'),
    bodies: [],
    query: ['notice', 'next', 'kind'],
  }))
}

/** Something that is right for that name now and then: an id there is, a password, a reason. */
function rightText(name: string, chance: Chance): string {
  const { ids } = scene
  if (/organisation|parent/.test(name)) return chance.oneOf(ids['organisations']!)
  if (/subject/.test(name)) return chance.oneOf(ids['subjects']!)
  if (/^username$/.test(name)) return `ten-${chance.below(1000)}`
  if (/password/i.test(name)) return 'mat khau rat dai va la'
  return chance.oneOf(['Lý do của người thử', 'A', 'Nguyễn Văn Một', '1', ...HOSTILE_TEXTS])
}

/** Ways that end in a drawn paper are mostly sent ids that are none: drawing is tested elsewhere. */
const SLOW = /\.(?:pdf|docx|xlsx)$|\/(?:compute|print)|documents/

function pathOf(path: string, chance: Chance): string {
  return path.replaceAll(/(\w[\w-]*)\/\{(\w+)\}|\{(\w+)\}/g, (_, before: string | undefined) => {
    const known = before === undefined ? [] : (scene.ids[before] ?? [])
    const good = known.length > 0 && chance.happens(SLOW.test(path) ? 25 : 80)
    const one = good ? chance.oneOf(known) : chance.oneOf([...HOSTILE_TEXTS, '1', '2', 'x'])
    const text = one.slice(0, 4000).replaceAll(/\p{Surrogate}/gu, '?')
    return `${before === undefined ? '' : `${before}/`}${chance.happens(95) ? encodeURIComponent(text) : encodeURI(text).replaceAll('#', '')}`
  })
}

function queryOf(names: readonly string[], chance: Chance): string {
  if (chance.happens(60)) return ''
  const query = new URLSearchParams()
  for (const name of names)
    if (chance.happens(50)) query.append(name, chance.oneOf(HOSTILE_TEXTS).slice(0, 4000))
  return query.size > 0 ? `?${query}` : ''
}

const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/pdf',
  'text/plain',
  'application/xml',
  'x',
]

function requestFor(operation: Operation, chance: Chance, cookie: string | undefined): Sent {
  const { method, bodies, query } = operation
  const path = pathOf(operation.path, chance) + queryOf(query, chance)
  const headers: Record<string, string> = { origin: 'http://localhost', ...(cookie && { cookie }) }
  if (chance.happens(30)) headers['if-match'] = chance.oneOf(['"0"', '"1"', '*', 'x', ''])
  if (method === 'GET') return { method, path, init: { method, headers } }
  const raw = chance.happens(25)
  if (raw) {
    headers['content-type'] = chance.oneOf(TYPES)
    return { method, path, init: { method, headers, body: hostileBody(chance) } }
  }
  const [type, schema] = bodies.length > 0 ? chance.oneOf(bodies) : ['form', undefined]
  if (type === 'application/json' && schema) {
    headers['content-type'] = type
    const body = JSON.stringify(fromSchema(schema, chance, rightText)) ?? ''
    return { method, path, init: { method, headers, body } }
  }
  if (schema && !type.startsWith('multipart')) {
    headers['content-type'] = type
    return { method, path, init: { method, headers, body: hostileBody(chance) } }
  }
  const names = Object.keys(schema?.properties ?? {})
  return { method, path, init: { method, headers, body: formOf(names, chance) } }
}

function formOf(names: readonly string[], chance: Chance): FormData {
  const form = new FormData()
  const all = names.length > 0 ? names : [...fields]
  const count = names.length > 0 ? names.length : chance.below(12)
  for (let at = 0; at < count; at += 1) {
    const name = names[at] ?? chance.oneOf(all)
    if (chance.happens(15)) form.append(name, new File([hostileBody(chance)], 'tệp ../x.xlsx'))
    else
      form.append(name, chance.happens(50) ? rightText(name, chance) : chance.oneOf(HOSTILE_TEXTS))
  }
  return form
}

async function cookieOf(account: string): Promise<string> {
  const known = cookies.get(account)
  if (known) return known
  const body = JSON.stringify({ username: account, password: 'mat khau rat dai' })
  const headers = { 'content-type': 'application/json', origin: 'http://localhost' }
  const sent = await scene.app.request('/api/v1/login', { method: 'POST', headers, body })
  expect(sent.status, account).toBe(200)
  const cookie = sent.headers.getSetCookie()[0]!.split(';')[0]!
  cookies.set(account, cookie)
  return cookie
}

/** What an answer must never hold: where the program lies, what it is made of, or what is another's. */
const INSIDES = /node_modules|\bat .{1,80}\.[jt]sx?:\d+|SQLITE_|SqliteError|syntax error at or near/

async function judged({ method, path, init }: Sent, account: string | null): Promise<string[]> {
  const answer = await scene.app.request(`http://localhost${path}`, init)
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) {
    await answer.body?.cancel()
    return []
  }
  const text = await answer.text()
  for (const [, name] of text.matchAll(/ name="([\w.-]{1,40})"/g)) fields.add(name!)
  if (answer.status === 401 && account !== null) cookies.delete(account)
  const code = type.includes('problem+json')
    ? (JSON.parse(text) as { code: string }).code
    : undefined
  const held = code === 'too_many_streams'
  return [
    ...(answer.status >= 500 && !held ? [`${answer.status}`] : []),
    ...(INSIDES.test(text) ? ['insides'] : []),
    ...(text.includes(OTHERS_SECRET) ? ["another's data"] : []),
    ...(code !== undefined && code !== 'fault' && !ERROR_CODES.some((each) => each === code)
      ? [`unknown code ${code}`]
      : []),
  ].map(
    (what) => `${what}: ${method} ${path.slice(0, 300)} ${bodyText(init)} ${text.slice(0, 200)}`,
  )
}

function bodyText({ body }: RequestInit): string {
  if (body instanceof FormData) return JSON.stringify([...body]).slice(0, 600)
  return typeof body === 'string' ? body.slice(0, 600) : ''
}

function actorsOf(people: People): readonly (string | null)[] {
  return [...Object.values(people).map(({ account }) => account), null]
}

test(`of ${REQUESTS} requests on every route, well formed, hostile and raw, none makes a fault, shows the program’s insides or another’s data`, async () => {
  const chance = chanceOf(SEED)
  const actors = actorsOf(scene.people)
  const wrong: string[] = []
  const visited = new Map<string, number>()
  for (let at = 0; at < REQUESTS; at += 1) {
    const operation = operations[at % operations.length]!
    const account = chance.oneOf(actors)
    const cookie = account === null ? undefined : await cookieOf(account)
    const sent = requestFor(operation, chance, cookie)
    wrong.push(...(await judged(sent, account)))
    visited.set(`${operation.method} ${operation.path}`, 1)
  }
  expect(wrong.slice(0, 20)).toEqual([])
  expect(visited.size).toBe(operations.length)
}, 600_000)
