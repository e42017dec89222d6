import type { Actor } from '../domain/actor.ts'
import type { Beyond } from '../domain/air-gap.ts'

/** What travels with a request. */
export type WebEnv = {
  Variables: {
    requestId: string
    /** Who is logged in; `undefined` for nobody. */
    actor: (Actor & { readonly username: string }) | undefined
    /** Signs of a network beyond the LAN, where that is watched. */
    beyond: readonly Beyond[] | undefined
  }
}

export type ErrorStatus =
  400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 421 | 422 | 428 | 429 | 500 | 503
