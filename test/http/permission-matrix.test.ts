import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { SESSION_STATES, type SessionState } from '../../src/domain/session.ts'
import { type NamedRoute, namedRoutes } from '../../src/http/permissions.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { timestampRequest } from '../../src/signatures/timestamp.ts'
import { tokenFor } from '../signatures/authority.ts'
import { journalHead } from '../../src/storage/journal.ts'
import { createTold, faultsOfSilence, nameOf } from './permission-told.ts'
import { SILENT_ROUTES } from './silent-routes.ts'
import { pdfWithFields } from '../support/signing.ts'
import { giveFactors, oneCode } from './permission-extras.ts'
import { API_REQUESTS } from './permission-api-requests.ts'
import { type Answer, endsAs } from './permission-answer.ts'
import { type Caller, callersOf } from './permission-callers.ts'
import { type KeptDatabase, keptDatabase } from './permission-database.ts'
import { type End, expectedEnd } from './permission-expected.ts'
import { offersOf } from './permission-offers.ts'
import { PAGE_REQUESTS } from './permission-page-requests.ts'
import { confirmationFor } from './confirm.ts'
import { finalActAt } from '../support/final-path.ts'
import { type Request, type Requests, plain } from './permission-request.ts'
import { type Place, type Scene, buildScene, setStates } from './permission-scene.ts'

const API = '/api/v1'
const PASSWORD = 'mat khau rat dai'
const SET_UP = {
  organisation: 'Đảng ủy Mẫu',
  side: 'party',
  username: 'quan-tri',
  fullName: 'Quản Trị Mẫu',
  password: 'kho doan lam nhe 42',
  again: 'kho doan lam nhe 42',
}

/** The state of every session, and whether it was opened again before. */
type Stand = { readonly state: SessionState | null; readonly again: boolean }

/** The rows of a route in one of the tables: its own, though other routes may have the same. */
function requestsTo(route: NamedRoute): readonly Request[] {
  const name = nameOf(route)
  const known = rows.get(name)
  if (known) return known
  const api = route.path.startsWith(API)
  const row: Requests | undefined = (api ? API_REQUESTS : PAGE_REQUESTS)[name.replace(API, '')]
  if (row === undefined)
    throw new Error(
      `${name} has no row in test/http/permission-${api ? 'api' : 'page'}-requests.ts`,
    )
  const made = [row].flat().map((each: Request) => ({ ...each }))
  rows.set(name, made)
  return made
}
const rows = new Map<string, readonly Request[]>()

/** How many requests were sent, and what came of them. */
const counts = { requests: 0, offers: 0, ends: new Map<End, number>() }
const told = createTold()

describe('every route, as everybody, in every state', () => {
  let ctx: Context
  let database: KeptDatabase
  let app: App
  let scene: Scene
  let base: Buffer
  let routes: readonly NamedRoute[]
  const cookies = new Map<string, string>()
  const callers = [
    ...callersOf('inside', 'org'),
    ...callersOf('above', 'top'),
    ...callersOf('beside', 'side'),
    ...callersOf('below', 'low'),
  ]

  beforeAll(async () => {
    let clock = Date.UTC(2026, 1, 5, 12)
    let running = true
    const now = () => new Date((clock += running ? 1000 : 0)).toISOString()
    const made = await testContext('sqlite', { now })
    const [minutes, summary, form] = await Promise.all([
      pdfWithFields(['secretary', 'head', 'chair']),
      pdfWithFields(['chair']),
      pdfWithFields([]),
    ])
    const pdf = {
      ...made.pdf,
      renderForm: async () => form,
      renderDocument: async ({ identity }: { identity: { document: string } }) =>
        identity.document === 'minutes' ? minutes : summary,
    }
    const stamp = async (digest: Uint8Array) => tokenFor(timestampRequest(digest, Uint8Array.of(7)))
    ctx = { ...made, pdf, timestamps: stamp, totp: oneCode }
    database = await keptDatabase(ctx)
    await seatPeople(ctx, 'top')
    const people = await seatPeople(ctx, 'org', 'top')
    await seatPeople(ctx, 'side', 'top')
    await seatPeople(ctx, 'low', 'org')
    app = createApp(ctx, { take: () => () => undefined })
    routes = namedRoutes(app.routes)
    scene = await buildScene(ctx, people)
    for (const { account } of callers) cookies.set(account, await logIn(account))
    const inside = callers.filter((each) => each.from === 'inside').map((each) => each.account)
    const draftingFactors = inside.filter((each) => each !== 'org-third')
    await giveFactors(ctx, ['org-second', 'org-third'], draftingFactors)
    running = false
    base = await database.keep()
  }, 300_000)
  afterAll(async () => {
    await database.close()
    const ends = [...counts.ends].map(([end, count]) => `${end} ${count}`).join(', ')
    console.log(`${counts.requests} requests to ${routes.length} routes: ${ends}`)
    console.log(`${counts.offers} links and forms of their pages`)
  })

  async function logIn(username: string): Promise<string> {
    const answer = await app.request(`${API}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    })
    return answer.headers.get('set-cookie')!.split(';')[0]!
  }

  function addressOf({ path }: NamedRoute, request: Request, caller: Caller | null): string {
    const place = scene.places[request.at ?? 'counted']
    const ids: Readonly<Record<string, string>> = {
      id: path.includes('/documents/:id')
        ? scene.document
        : path.includes('/sheets/:id')
          ? place.sheet
          : place.id,
      document: scene.document,
      subject: place.subject,
      ...request.path?.(scene, caller ?? callers[0]!),
    }
    const address = path.replaceAll(/:(\w+(?:\{[^}]*\})?)/g, (_, name: string) => ids[name] ?? name)
    return `${address.replace('*', 'style.css')}${request.query ?? ''}`
  }

  function bodyOf(
    { at, json, form, bytes }: Request,
    { method, path }: NamedRoute,
  ): BodyInit | undefined {
    const place = scene.places[at ?? 'counted']
    if (json) return JSON.stringify(json(place, scene))
    if (!form && (bytes || method !== 'POST' || path.startsWith(API))) return bytes?.(scene)
    const data = new FormData() // a button alone is a form too
    for (const [name, value] of Object.entries(form?.(place, scene) ?? {})) data.set(name, value)
    return data
  }

  /**
   * What the route answers; where it asks for a confirmation, what looking at what it seals is answered and,
   * if that is shown, what the act is answered once confirmed.
   */
  async function send(route: NamedRoute, request: Request, caller: Caller | null): Promise<Answer> {
    const address = addressOf(route, request, caller)
    const first = await sendTo(route, address, request, caller)
    const asked = first.status === 428 ? finalActAt(address.replace(API, '')) : undefined
    if (!asked || !caller) return first
    const look = { method: 'GET', path: `${API}/confirmations`, asked: route.asked }
    const shown = await sendTo(look, `${look.path}/${asked.act}/${asked.target}`, plain, caller)
    if (shown.status !== 200) return shown
    const { digest } = JSON.parse(shown.text) as { digest: string }
    if (!address.startsWith(API))
      return sendTo(route, address, confirmedForm(request, digest), caller)
    const proof = { method: 'POST', path: address.replace(API, ''), password: PASSWORD }
    const headers = await confirmationFor(app, { ...proof, cookie: cookies.get(caller.account)! })
    return sendTo(
      route,
      address,
      { ...request, headers: { ...request.headers, ...headers } },
      caller,
    )
  }

  function confirmedForm(request: Request, digest: string): Request {
    const form = (place: Place, of: Scene) => ({
      ...request.form?.(place, of),
      digest,
      proof: PASSWORD,
    })
    return { ...request, form }
  }

  async function sendTo(
    route: NamedRoute,
    address: string,
    request: Request,
    caller: Caller | null,
  ): Promise<Answer> {
    const body = bodyOf(request, route)
    const before = route.method === 'GET' ? 0 : (await journalHead(ctx.store.db)).seq
    const answer = await app.request(address, {
      method: route.method,
      headers: {
        origin: 'http://localhost',
        ...(caller ? { cookie: cookies.get(caller.account)! } : {}),
        ...(request.json ? { 'content-type': 'application/json' } : {}),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    counts.requests += 1
    const { status, headers } = answer
    const grown = route.method === 'GET' ? 0 : (await journalHead(ctx.store.db)).seq - before
    const stream = headers.get('content-type')?.startsWith('text/event-stream')
    if (stream) await answer.body?.cancel()
    const text = stream ? '' : await answer.text()
    const problem = headers.get('content-type') === 'application/problem+json'
    const code = problem ? (JSON.parse(text) as { code: string }).code : null
    return { status, code, text, to: headers.get('location'), grown }
  }
  const ownersOf = ({ owners = [] }: Request, caller: Caller | null) =>
    owners.map((owner) => (owner === 'self' ? caller?.account : owner))

  /** Sends the request of a route as everybody; what does not end as the table says. */
  async function ask(route: NamedRoute, request: Request, { state, again }: Stand, kept: Buffer) {
    if (request.inState !== undefined && (request.inState !== state || again)) return []
    const missing = request.missing?.(state ?? 'draft', again) ?? false
    const wrong: string[] = []
    for (const caller of [null, ...callers]) {
      if (state === null && caller && caller.from !== 'inside') continue
      const own = ownersOf(request, caller).includes(caller?.account ?? '')
      const { needs } = request
      const end = expectedEnd(route.asked, { caller, state, own, needs })
      const answer = await send(route, request, caller)
      counts.ends.set(end, (counts.ends.get(end) ?? 0) + 1)
      const who = `${route.method} ${addressOf(route, request, caller)} (${request.at}) as ${caller?.account ?? 'a stranger'}`
      if (!endsAs(end, route, answer, { hidden: request.hidden, missing })) {
        const said = answer.code ?? /<h1[\s\S]*?<\/p>/.exec(answer.text)?.[0] ?? ''
        wrong.push(`${who}: ${answer.status} ${said}, not ${end}`)
      }
      const fault = told.note(route, request, answer)
      if (fault) wrong.push(`${who}: ${fault}`)
      if (caller && route.method === 'GET' && answer.status === 200 && /<main/.test(answer.text))
        for (const offer of offersOf(answer.text, routes)) {
          counts.offers += 1
          const offered = expectedEnd(offer.asked, { caller, state, own: true })
          const other = expectedEnd(offer.asked, { caller, state, own: false })
          if (offered !== 'allowed' && other !== 'allowed' && offered !== 'open')
            wrong.push(`${who} is offered ${offer.method} ${offer.address}: ${offered}`)
        }
      if (route.method !== 'GET') await database.bringBack(kept)
    }
    return wrong
  }

  test('what is about no session is answered as the table says', async () => {
    await database.bringBack(base)
    const wrong: string[] = []
    for (const route of routes)
      for (const request of requestsTo(route))
        if (request.at === undefined)
          wrong.push(...(await ask(route, request, { state: null, again: false }, base)))
    expect(wrong).toEqual([])
  })

  const states = SESSION_STATES.map((state) => ({ state, again: false }))
  const reopened = (['counting', 'entered'] as const).map((state) => ({
    state,
    again: true,
  }))
  test.each([...states, ...reopened])(
    'what is about a session in $state is, opened again or not ($again)',
    async ({ state, again }) => {
      await database.bringBack(base)
      await setStates(ctx, scene, state, again)
      const kept = await database.keep()
      const wrong: string[] = []
      for (const route of routes)
        for (const request of requestsTo(route))
          if (request.at !== undefined)
            wrong.push(...(await ask(route, request, { state, again }, kept)))
      expect(wrong).toEqual([])
    },
    300_000, // as long as it takes on a machine with other work
  )

  test('every request of the tables was taken from somebody, unless the table says why not', () => {
    const all = routes.flatMap((route) => requestsTo(route).map((request) => ({ route, request })))
    const never = all.filter(
      ({ request }) => !told.isTaken(request) && request.untaken === undefined,
    )
    expect(
      never.map(({ route, request }) => `${route.method} ${route.path} ${request.at}`),
    ).toEqual([])
    const needless = all.filter(
      ({ request }) => told.isTaken(request) && request.untaken !== undefined,
    )
    expect(needless.map(({ route }) => nameOf(route))).toEqual([])
  })

  test('setting up, which can be done but once, is journalled', async () => {
    const fresh = await testContext('sqlite')
    const form = new FormData()
    const typed = { ...SET_UP, code: fresh.setupCode! }
    for (const [name, value] of Object.entries(typed)) form.set(name, value)
    const headers = { origin: 'http://localhost' }
    const answer = await createApp(fresh).request('/setup', { method: 'POST', headers, body: form })
    expect(answer.status).toBe(303)
    const grown = (await journalHead(fresh.store.db)).seq
    expect(grown).toBeGreaterThan(0)
    const route = routes.find((each) => nameOf(each) === 'POST /setup')!
    told.note(route, requestsTo(route)[0]!, { status: 303, code: null, text: '', to: '/', grown })
    await fresh.store.db.destroy()
  })

  test('every route that changes something writes into the journal, or is listed with the reason', () => {
    expect(faultsOfSilence(routes, requestsTo, told, SILENT_ROUTES)).toEqual([])
  })

  test('the tables have no row that is no route', () => {
    const known = new Set(routes.map(nameOf))
    const rows = [
      ...Object.keys(API_REQUESTS).map((name) => name.replace(' ', ` ${API}`)),
      ...Object.keys(PAGE_REQUESTS),
    ]
    expect(rows.filter((name) => !known.has(name))).toEqual([])
  })
})
