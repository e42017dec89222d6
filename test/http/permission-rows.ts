import type { NamedRoute } from '../../src/http/permissions.ts'
import { API_REQUESTS } from './permission-api-requests.ts'
import { PAGE_REQUESTS } from './permission-page-requests.ts'
import type { Request, Requests } from './permission-request.ts'
import { nameOf } from './permission-told.ts'

/** What the paths of the API begin with. */
export const API = '/api/v1'

const rows = new Map<string, readonly Request[]>()

/** The rows of a route in one of the tables: its own, though other routes may have the same. */
export function requestsTo(route: NamedRoute): readonly Request[] {
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

/** The rows that no route has. */
export function rowsWithoutRoute(routes: readonly NamedRoute[]): readonly string[] {
  const known = new Set(routes.map(nameOf))
  const api = Object.keys(API_REQUESTS).map((name) => name.replace(' ', ` ${API}`))
  return [...api, ...Object.keys(PAGE_REQUESTS)].filter((name) => !known.has(name))
}
