import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { requireAct } from '../actions/access.ts'
import { type Act, type Role, rolesThatEverMay } from '../domain/roles.ts'
import type { WebEnv } from './env.ts'
import { actorOf } from './log-in.ts'

/** What a route asks for that is no act: nothing, any log-in, or the link of a witness page. */
export const STANDINGS = ['public', 'anyone_logged_in', 'hall_token'] as const
export type Standing = (typeof STANDINGS)[number]

/** What a route asks for: a standing, an act of the permission table, or several of which one will do. */
export type Asked = Standing | Act | readonly Act[]

/** What the routes ask for, by the middleware that stands in each of them to say so. */
const named = new WeakMap<object, Asked>()

/** Names what the route asks for, right behind its path; `requirePermission` sees to it. */
export function asks(asked: Asked): MiddlewareHandler<WebEnv> {
  const name = createMiddleware<WebEnv>((_, next) => next())
  named.set(name, asked)
  return name
}

function isStanding(asked: Asked): asked is Standing {
  return (STANDINGS as readonly unknown[]).includes(asked)
}

/** The acts of which the account must be allowed one; none for a standing. */
export function actsOf(asked: Asked): readonly Act[] {
  if (isStanding(asked)) return []
  return typeof asked === 'string' ? [asked] : asked
}

/** The roles that may ever use the route; `null` where none is asked for. */
export function rolesOf(asked: Asked): readonly Role[] | null {
  return isStanding(asked) ? null : rolesThatEverMay(actsOf(asked))
}

/**
 * Refuses, before anything of the request is read, whoever is not logged in with `not_authenticated` and a
 * role that may never do what the route asks for with `forbidden`. Addresses of the API that there are none
 * of are told to nobody but those who are logged in.
 */
export function requirePermission(): MiddlewareHandler<WebEnv> {
  return createMiddleware<WebEnv>(async (c, next) => {
    const asked = askedOf(c)
    if (asked === undefined) {
      if (c.req.path.startsWith('/api/')) actorOf(c)
    } else if (asked === 'anyone_logged_in') actorOf(c)
    else if (!isStanding(asked)) requireAct(actorOf(c), ...actsOf(asked))
    await next()
  })
}

/** What the route that answers the request asks for; `undefined` where there is no route. */
function askedOf(c: HonoContext<WebEnv>): Asked | undefined {
  for (const { handler } of matchedRoutes(c)) {
    const asked = named.get(handler)
    if (asked !== undefined) return asked
  }
  return undefined
}

/** A registered handler, as the router lists it. */
type Registered = { readonly method: string; readonly path: string; readonly handler: object }

/** A route with what it asks for. */
export type NamedRoute = { readonly method: string; readonly path: string; readonly asked: Asked }

/** Every route with what it asks for; a TypeError names those that do not say it. */
export function namedRoutes(registered: readonly Registered[]): readonly NamedRoute[] {
  const routes = new Map<string, Asked | undefined>()
  for (const { method, path, handler } of registered) {
    if (method === 'ALL' && path.endsWith('*')) continue // what stands before many routes is none
    const key = `${method} ${path}`
    routes.set(key, routes.get(key) ?? named.get(handler))
  }
  const silent = [...routes].filter(([, asked]) => asked === undefined).map(([key]) => key)
  if (silent.length > 0) throw new TypeError(`${silent.join(', ')}: ${WHAT_TO_ADD}`)
  return [...routes].map(([key, asked]) => {
    const [method = '', path = ''] = key.split(' ')
    return { method, path, asked: asked! }
  })
}

const WHAT_TO_ADD =
  'the route does not name its permission. In src/http write route(<act>, {…}) instead of ' +
  'createRoute({…}); in src/ui/routes put asks(<act>) behind the path. <act> is a key of ' +
  `PERMISSIONS in src/domain/roles.ts, several of them, or one of: ${STANDINGS.join(', ')}. Then give it ` +
  'a row in test/http/permission-api-requests.ts or permission-page-requests.ts.'
