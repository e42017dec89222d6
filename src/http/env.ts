import type { Actor } from '../domain/actor.ts'

/** What travels with a request. */
export type WebEnv = {
  Variables: {
    requestId: string
    /** Who is logged in; `undefined` for nobody. */
    actor: (Actor & { readonly username: string }) | undefined
  }
}

export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 500 | 503
