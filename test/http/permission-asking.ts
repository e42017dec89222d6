import type { SessionState } from '../../src/domain/session.ts'
import type { NamedRoute } from '../../src/http/permissions.ts'
import { endsAs } from './permission-answer.ts'
import type { Caller } from './permission-callers.ts'
import type { Kept } from './permission-database.ts'
import { type End, expectedEnd } from './permission-expected.ts'
import { offersOf } from './permission-offers.ts'
import type { Request } from './permission-request.ts'
import { requestsTo } from './permission-rows.ts'
import { addressOf, send } from './permission-sending.ts'
import { setStates } from './permission-scene.ts'
import { createTold } from './permission-told.ts'
import type { World } from './permission-world.ts'

/** The state of every session, and whether it was opened again before. */
export type Stand = { readonly state: SessionState | null; readonly again: boolean }

/** Of those who may ask, who does; each comes with how it has to end. */
export type Choice = (
  asking: readonly (readonly [Caller | null, End])[],
) => readonly (readonly [Caller | null, End])[]

/** Asks the routes of a world, and keeps what came of it. */
export function createAsking(world: World, choose: Choice = (asking) => asking) {
  const { callers, routes, database } = world
  const told = createTold()
  const counts = { requests: 0, offers: 0, ends: new Map<End, number>() }
  const ownersOf = ({ owners = [] }: Request, caller: Caller | null) =>
    owners.map((owner) => (owner === 'self' ? caller?.account : owner))

  /** The links and forms of a page that lead where the caller may never go. */
  function wrongOffers(html: string, caller: Caller, state: Stand['state']): readonly string[] {
    return offersOf(html, routes).flatMap((offer) => {
      counts.offers += 1
      const offered = expectedEnd(offer.asked, { caller, state, own: true })
      const other = expectedEnd(offer.asked, { caller, state, own: false })
      if (offered === 'allowed' || other === 'allowed' || offered === 'open') return []
      return [`is offered ${offer.method} ${offer.address}: ${offered}`]
    })
  }

  /** Sends the request of a route as everybody chosen; what does not end as the table says. */
  async function ask(
    route: NamedRoute,
    request: Request,
    { state, again }: Stand,
    kept: Kept,
  ): Promise<readonly string[]> {
    if (request.inState !== undefined && (request.inState !== state || again)) return []
    const missing = request.missing?.(state ?? 'draft', again) ?? false
    const { needs, hidden } = request
    const asking = [null, ...callers]
      .filter((caller) => state !== null || !caller || caller.from === 'inside')
      .map((caller) => {
        const own = ownersOf(request, caller).includes(caller?.account ?? '')
        return [caller, expectedEnd(route.asked, { caller, state, own, needs })] as const
      })
    const wrong: string[] = []
    for (const [caller, end] of choose(asking)) {
      const answer = await send(world, route, request, caller)
      counts.requests += answer.requests
      counts.ends.set(end, (counts.ends.get(end) ?? 0) + 1)
      const who = `${route.method} ${addressOf(world, route, request, caller)} (${request.at}) as ${caller?.account ?? 'a stranger'}`
      if (!endsAs(end, route, answer, { hidden, missing })) {
        const said = answer.code ?? /<h1[\s\S]*?<\/p>/.exec(answer.text)?.[0] ?? ''
        wrong.push(`${who}: ${answer.status} ${said}, not ${end}`)
      }
      const fault = told.note(route, request, answer)
      if (fault) wrong.push(`${who}: ${fault}`)
      if (caller && route.method === 'GET' && answer.status === 200 && /<main/.test(answer.text))
        wrong.push(...wrongOffers(answer.text, caller, state).map((offer) => `${who} ${offer}`))
      if (route.method !== 'GET') await database.bringBack(kept)
    }
    return wrong
  }

  return {
    told,
    /** Asks what is about no session, or what is about one, with every session in that state. */
    async askAll({ state, again }: Stand): Promise<readonly string[]> {
      const { ctx, scene, base } = world
      await database.bringBack(base)
      if (state !== null) await setStates(ctx, scene, state, again)
      const kept = state === null ? base : await database.keep()
      const wrong: string[] = []
      for (const route of routes)
        for (const request of requestsTo(route))
          if ((request.at === undefined) === (state === null))
            wrong.push(...(await ask(route, request, { state, again }, kept)))
      return wrong
    },
    /** What was done, in two lines. */
    summary(): string {
      const ends = [...counts.ends].map(([end, count]) => `${end} ${count}`).join(', ')
      return `${counts.requests} requests to ${routes.length} routes: ${ends}\n${counts.offers} links and forms of their pages`
    },
  }
}
