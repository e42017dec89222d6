import type { NamedRoute } from '../../src/http/permissions.ts'
import type { Answer } from './permission-answer.ts'
import type { Request } from './permission-request.ts'

/** A route by method and path. */
export const nameOf = ({ method, path }: NamedRoute) => `${method} ${path}`

/** Keeps what became of requests that were taken: whether each wrote into the journal. */
export function createTold() {
  const taken = new Set<Request>()
  const journalled = new Set<Request>()
  const silent = new Set<Request>()
  return {
    /** Notes an answer; a refusal that wrote into the journal is told. */
    note({ method }: NamedRoute, request: Request, { status, grown }: Answer): string | undefined {
      if (status >= 400) return grown > 0 ? 'refused, yet journalled' : undefined
      taken.add(request)
      if (method !== 'GET') (grown > 0 ? journalled : silent).add(request)
      return undefined
    },
    isTaken: (request: Request) => taken.has(request),
    isJournalled: (request: Request) => journalled.has(request),
    /** Whether it was taken without an entry, by anybody in any state. */
    isSilent: (request: Request) => silent.has(request),
  }
}

/** What is wrong with the list of routes that write nothing, and with the word `quiet` of the tables. */
export function faultsOfSilence(
  routes: readonly NamedRoute[],
  requestsTo: (route: NamedRoute) => readonly Request[],
  told: ReturnType<typeof createTold>,
  listed: Readonly<Record<string, string>>,
): readonly string[] {
  const changing = routes.filter(({ method }) => method !== 'GET')
  const names = new Set(changing.map(nameOf))
  const gone = Object.keys(listed).filter((name) => !names.has(name))
  return [
    ...gone.map((name) => `${name} is listed and no route`),
    ...changing.flatMap((route) => {
      const requests = requestsTo(route)
      const writes = requests.some(told.isJournalled)
      const name = nameOf(route)
      if (listed[name] !== undefined) {
        if (writes) return [`${name} is listed and writes into the journal`]
        return requests.some(told.isSilent) ? [] : [`${name} is listed and was never taken`]
      }
      if (!writes) return [`${name} never wrote into the journal`]
      return requests.flatMap((request) => {
        if (told.isSilent(request) === (request.quiet !== undefined)) return []
        return [`${name} (${request.at}): ${request.quiet ?? 'taken without an entry'}`]
      })
    }),
  ]
}
