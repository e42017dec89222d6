import { logIn } from '../../../src/actions/log-in.ts'
import { type App, createApp } from '../../../src/app.ts'
import type { Context } from '../../../src/context.ts'
import type { Actor } from '../../../src/domain/actor.ts'
import { OPEN_GATE } from '../../../src/http/gate.ts'
import { type People, seatPeople, testContext } from '../../support/context.ts'
import type { DialectName } from '../../support/stores.ts'

export const HERE = 'http://localhost'
export const PASSWORD = 'mat khau rat dai'

/** A program with an organisation and its people, and a way to speak to it exactly as an attacker would. */
export type Scene = {
  readonly ctx: Context
  readonly people: People
  readonly app: App
  /** The `Cookie` header of a log-in of that account. */
  readonly cookieOf: (actor: Actor) => Promise<string>
  /** Sends nothing but what is given. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>
}

/** A fresh scene; `gate` stands before the program as the server would put it there. */
export async function sceneOf(
  dialect: DialectName = 'sqlite',
  gate: Partial<typeof OPEN_GATE> = {},
): Promise<Scene> {
  const ctx = await testContext(dialect)
  const people = await seatPeople(ctx)
  const app = createApp(ctx, undefined, { ...OPEN_GATE, ...gate })
  return {
    ctx,
    people,
    app,
    cookieOf: async ({ account }) =>
      `tin-nhiem=${(await logIn(ctx, { username: account, password: PASSWORD })).token}`,
    send: async (path, init) => app.request(path.startsWith('http') ? path : HERE + path, init),
  }
}

/** The log-in form as a browser sends it. */
export function logInForm(username: string, password = PASSWORD): RequestInit {
  return {
    method: 'POST',
    headers: { origin: HERE },
    body: new URLSearchParams({ username, password }),
  }
}
