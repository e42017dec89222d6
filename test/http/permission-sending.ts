import type { NamedRoute } from '../../src/http/permissions.ts'
import { journalHead } from '../../src/storage/journal.ts'
import { finalActAt } from '../support/final-path.ts'
import { confirmationFor } from './confirm.ts'
import type { Answer } from './permission-answer.ts'
import type { Caller } from './permission-callers.ts'
import { type Request, plain } from './permission-request.ts'
import { API } from './permission-rows.ts'
import type { Place, Scene } from './permission-scene.ts'
import { PASSWORD, type World } from './permission-world.ts'

/** Where a request to the route goes, as that caller sends it. */
export function addressOf(
  { scene, callers }: World,
  { path }: NamedRoute,
  request: Request,
  caller: Caller | null,
): string {
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
  const query = typeof request.query === 'function' ? request.query(place) : request.query
  return `${address.replace('*', 'style.css')}${query ?? ''}`
}

function bodyOf(
  scene: Scene,
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
 * What the route answers, and how many requests it took; where it asks for a confirmation, what looking at what
 * it seals is answered and, if that is shown, what the act is answered once confirmed.
 */
export async function send(
  world: World,
  route: NamedRoute,
  request: Request,
  caller: Caller | null,
): Promise<Answer & { readonly requests: number }> {
  const address = addressOf(world, route, request, caller)
  const first = await sendTo(world, route, address, request, caller)
  const asked = first.status === 428 ? finalActAt(address.replace(API, '')) : undefined
  if (!asked || !caller) return { ...first, requests: 1 }
  const look = { method: 'GET', path: `${API}/confirmations`, asked: route.asked }
  const shown = await sendTo(
    world,
    look,
    `${look.path}/${asked.act}/${asked.target}`,
    plain,
    caller,
  )
  if (shown.status !== 200) return { ...shown, requests: 2 }
  const { digest } = JSON.parse(shown.text) as { digest: string }
  const sure = address.startsWith(API)
    ? await confirmedHeaders(world, address, request, caller)
    : confirmedForm(request, digest)
  return { ...(await sendTo(world, route, address, sure, caller)), requests: 3 }
}

async function confirmedHeaders(
  { app, cookies }: World,
  address: string,
  request: Request,
  { account }: Caller,
): Promise<Request> {
  const proof = { method: 'POST', path: address.replace(API, ''), password: PASSWORD }
  const headers = await confirmationFor(app, { ...proof, cookie: cookies.get(account)! })
  return { ...request, headers: { ...request.headers, ...headers } }
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
  { ctx, app, scene, cookies }: World,
  route: NamedRoute,
  address: string,
  request: Request,
  caller: Caller | null,
): Promise<Answer> {
  const body = bodyOf(scene, request, route)
  const entries = async () => (route.method === 'GET' ? 0 : (await journalHead(ctx.store.db)).seq)
  const before = await entries()
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
  const { status, headers } = answer
  const stream = headers.get('content-type')?.startsWith('text/event-stream')
  if (stream) await answer.body?.cancel()
  const text = stream ? '' : await answer.text()
  const problem = headers.get('content-type') === 'application/problem+json'
  const code = problem ? (JSON.parse(text) as { code: string }).code : null
  const grown = (await entries()) - before
  return { status, code, text, to: headers.get('location'), grown }
}
