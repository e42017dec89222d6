import { readFileSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { FINAL_ACT_NAMES } from '../../src/domain/final-act.ts'
import type { JournalEntry, JournalEvent } from '../../src/domain/journal.ts'
import { ROOT } from '../../src/program.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { finalActAt } from '../support/final-path.ts'
import { STAGES, type Scene } from './entry-scenes.ts'
import { SESSION_ROUTES } from './entry-session-routes.ts'
import { SHEET_ROUTES } from './entry-sheet-routes.ts'
import { type Client, browse } from './support.ts'

const PASSWORD = 'mat khau rat dai'

/** What no request leaves in the journal that was not confirmed. */
const FINAL_EVENTS: readonly JournalEvent['type'][] = [
  'destruction_confirmed',
  'difference_settled',
  'document_stored',
  'scan_filed',
  'session_reopened',
]
const FINAL_STATES = ['reconciled', 'issued', 'signed', 'published', 'cancelled']

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

const logIn = (who: keyof People): Promise<Client> =>
  browse(ctx).logIn(people[who].account, PASSWORD)

type Operation = {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly requestBody?: unknown
}

async function changingRoutes(): Promise<ReadonlyMap<string, Operation>> {
  const answer = await createApp(ctx).request('/openapi.json')
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> }
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'get')
        .map(([method, told]) => [`${method.toUpperCase()} ${path.replace('/api/v1', '')}`, told]),
    ),
  )
}

test('the routes that say they are confirmed are those of the final acts, and no act is left out', async () => {
  const confirmed = [...(await changingRoutes())]
    .filter(([, told]) => told.parameters?.some(({ name }) => name === 'confirmation'))
    .map(([name]) => name)
  expect(confirmed.sort()).toEqual([
    'POST /documents/{id}/scan',
    'POST /documents/{id}/signatures',
    'POST /documents/{id}/signatures/prepared/{preparation}',
    'POST /documents/{id}/signed',
    'POST /sessions/{id}/cancel',
    'POST /sessions/{id}/close',
    'POST /sessions/{id}/destruction',
    'POST /sessions/{id}/documents',
    'POST /sessions/{id}/documents/corrigendum',
    'POST /sessions/{id}/documents/notice',
    'POST /sessions/{id}/publish',
    'POST /sessions/{id}/reopen',
    'POST /sheets/{id}/settlements',
  ])
  const acts = confirmed.map((name) => finalActAt(name.replace(/^\w+ /, ''))?.act)
  expect(new Set(acts)).toEqual(new Set(FINAL_ACT_NAMES))
})

const taken = Object.entries({ ...SESSION_ROUTES, ...SHEET_ROUTES }).filter(
  ([name, route]) => !name.startsWith('GET') && !route.refusedOnly && !route.form,
)

test.each(taken)('%s unconfirmed leaves nothing final in the journal', async (name, route) => {
  const scene = await STAGES[route.stage](ctx, people)
  const [method = '', pattern = ''] = name.split(' ')
  const client = await logIn(route.by)
  const seen = await journal()
  const path = filled(pattern, scene)
  const { status, body } = await client(method, path, route.body?.(scene), {
    confirmation: '',
    ...(route.revision === undefined ? {} : { 'if-match': `"${route.revision}"` }),
  })
  const events = (await journal()).slice(seen.length)
  const final = events.filter(
    (each) =>
      FINAL_EVENTS.includes(each.type) ||
      (each.type === 'session_moved' && FINAL_STATES.includes(each.state.new)),
  )
  expect(final).toEqual([])
  if (finalActAt(path) === undefined) return expect(status).toBeLessThan(300)
  expect({ status, body }).toMatchObject({ status: 428, body: { code: 'confirmation_required' } })
})

async function journal(): Promise<readonly JournalEvent[]> {
  const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
  return rows.map(({ entry }) => (JSON.parse(entry) as JournalEntry).event)
}

function filled(pattern: string, { id, sheet }: Scene): string {
  return pattern
    .replace('/sheets/{id}', `/sheets/${sheet}`)
    .replace('{id}', id)
    .replace(/\{(place|passNo)\}/, '1')
}

test('documents are signed and scans filed with a confirmation only', async () => {
  const scene = await STAGES.computed(ctx, people)
  const head = await logIn('head')
  const made = await head('POST', `/sessions/${scene.id}/documents`)
  const [{ id: minutes }] = made.body as [{ id: string }]
  const secretary = await logIn('first')
  const none = { confirmation: '' }
  const required = { status: 428, body: { code: 'confirmation_required' } }
  const wish = { keyStore: null }
  expect(await secretary('POST', `/documents/${minutes}/signatures`, wish, none)).toMatchObject(
    required,
  )
  const prepared = { cms: 'AAAA' }
  const path = `/documents/${minutes}/signatures/prepared/x`
  expect(await secretary('POST', path, prepared, none)).toMatchObject(required)
  const expired = { status: 409, body: { code: 'confirmation_expired' } }
  const other = { confirmation: 'no such token' }
  expect(await secretary('POST', path, prepared, other)).toMatchObject(expired)
  expect(await secretary('POST', `/documents/${minutes}/signatures`, wish)).toMatchObject({
    status: 200,
  })
})

test('the second person confirms over the API, and the first one then may', async () => {
  const scene = await STAGES.draft(ctx, people)
  const [head, secretary] = [await logIn('head'), await logIn('first')]
  const set = await secretary('PUT', `/sessions/${scene.id}/second-person`, { required: true })
  expect(set.status).toBe(204)
  const reason = { reason: 'Hoãn hội nghị' }
  const path = `/confirmations/cancel/${scene.id}`
  const first = (await head('GET', path)).body as { digest: string; code: string }
  expect(await secretary('GET', path)).toMatchObject({ status: 403 })
  const second = (await secretary('GET', `${path}?as=second`)).body as typeof first
  expect(second).toMatchObject({ digest: first.digest, code: first.code })
  const proof = { password: PASSWORD }
  const given = { act: 'cancel', target: scene.id, digest: first.digest, proof }
  const { token } = (await head('POST', '/confirmations', given)).body as { token: string }
  const sent = { confirmation: token }
  expect(await head('POST', `/sessions/${scene.id}/cancel`, reason, sent)).toMatchObject({
    status: 409,
    body: { code: 'second_person_missing', detail: { roles: ['secretary'] } },
  })
  expect((await secretary('POST', '/confirmations/second', given)).status).toBe(204)
  expect((await head('POST', `/sessions/${scene.id}/cancel`, reason, sent)).status).toBe(204)
})

test('data that changed since they were shown are looked at again', async () => {
  const scene = await STAGES.computed(ctx, people)
  const [head, secretary] = [await logIn('head'), await logIn('first')]
  const { digest } = (await head('GET', `/confirmations/issue/${scene.id}`)).body as {
    digest: string
  }
  const given = { act: 'issue', target: scene.id, digest, proof: { password: PASSWORD } }
  const { token } = (await head('POST', '/confirmations', given)).body as { token: string }
  const facts = { copies: 7, committee: [], witnesses: [], venue: null, chair: null }
  const times = { countingStarted: null, countingEnded: null, handedOverTo: null }
  const changed = { committeeWord: 'Ban kiểm phiếu', ...facts, ...times }
  expect((await secretary('PUT', `/sessions/${scene.id}/minutes-facts`, changed)).status).toBe(204)
  const stale = { status: 409, body: { code: 'confirmation_stale' } }
  const sent = { confirmation: token }
  expect(await head('POST', `/sessions/${scene.id}/documents`, undefined, sent)).toMatchObject(
    stale,
  )
  expect(await head('POST', '/confirmations', given)).toMatchObject(stale)
  const wrong = { ...given, proof: { password: 'sai' } }
  expect(await head('POST', '/confirmations', { ...wrong, digest: 'x' })).toMatchObject({
    status: 422,
  })
})

test('a session is said to be real or a rehearsal when it is opened, and in no other request', async () => {
  const naming = [...(await changingRoutes())]
    .filter(([, { requestBody }]) => JSON.stringify(requestBody ?? {}).includes('"rehearsal"'))
    .map(([name]) => name)
  expect(naming).toEqual(['POST /sessions'])
})

const FINAL_ACTIONS =
  /\b(?:closeSession|settleDifference|issueDocuments|issueNotice|issueCorrigendum|signDocument|completeExternal|acceptSignedFile|fileScan|publishSession|reopenSession|cancelSession)\(\s*ctx\b/

test('neither the API nor the pages call a final action with the context as it is', () => {
  const files = ['http', 'ui'].flatMap((folder) =>
    readdirSync(`${ROOT}/src/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${ROOT}/src/${folder}/${file}`),
  )
  expect(files.length).toBeGreaterThan(50)
  expect(files.filter((file) => FINAL_ACTIONS.test(readFileSync(file, 'utf8')))).toEqual([])
  expect(FINAL_ACTIONS.test('await closeSession(ctx, actorOf(c), id)')).toBe(true)
})
