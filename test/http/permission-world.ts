import { startVerification } from '../../src/actions/verification-runs.ts'
import { verificationTasks } from '../../src/actions/verification-work.ts'
import { type App, createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { type NamedRoute, namedRoutes } from '../../src/http/permissions.ts'
import { timestampRequest } from '../../src/signatures/timestamp.ts'
import { tokenFor } from '../signatures/authority.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { pdfWithFields } from '../support/signing.ts'
import type { DialectName } from '../support/stores.ts'
import { type Caller, callersOf } from './permission-callers.ts'
import { type Kept, type KeptDatabase, keptDatabase } from './permission-database.ts'
import { giveFactors, oneCode } from './permission-extras.ts'
import { API } from './permission-rows.ts'
import { type Scene, buildScene } from './permission-scene.ts'

export const PASSWORD = 'mat khau rat dai'

/** The whole program with everything the tables speak of, everybody logged in, and the clock stopped. */
export type World = {
  readonly ctx: Context
  readonly app: App
  readonly routes: readonly NamedRoute[]
  readonly scene: Scene
  readonly callers: readonly Caller[]
  /** The cookie of each caller, by account. */
  readonly cookies: ReadonlyMap<string, string>
  readonly database: KeptDatabase
  /** The database before any session is put into a state. */
  readonly base: Kept
}

/** Builds the world over that database; close it with `database.close()`. */
export async function buildWorld(dialect: DialectName): Promise<World> {
  let clock = Date.UTC(2026, 1, 5, 12)
  let running = true
  const now = () => new Date((clock += running ? 1000 : 0)).toISOString()
  const made = await testContext(dialect, { now })
  const wholeDatabase = () => new Promise<null>(() => undefined) // one run, under way all the time
  const trusted = { real: [made.seals.real.id], rehearsal: [made.seals.rehearsal.id] }
  const tasks = verificationTasks((look) => look(ctx.store), { recount: made.recount, trusted })
  const verification = { ...made.verification, ...tasks, wholeDatabase } // the database is exchanged
  const ctx: Context = { ...made, ...(await papersOf(made)), totp: oneCode, verification }
  const database = await keptDatabase(ctx)
  await seatPeople(ctx, 'top')
  const people = await seatPeople(ctx, 'org', 'top')
  await seatPeople(ctx, 'side', 'top')
  await seatPeople(ctx, 'low', 'org')
  await startVerification(ctx, people.auditor)
  const app = createApp(ctx, { take: () => () => undefined })
  const scene = await buildScene(ctx, people)
  const inside = callersOf('inside', 'org')
  const above = [...callersOf('above', 'top'), ...callersOf('beside', 'side')]
  const callers = [...inside, ...above, ...callersOf('below', 'low')]
  const cookies = new Map<string, string>()
  for (const { account } of callers) cookies.set(account, await logIn(app, account))
  const drafted = inside.filter(({ account }) => account !== people.third.account)
  const accounts = drafted.map(({ account }) => account)
  await giveFactors(ctx, [people.second.account, people.third.account], accounts)
  running = false
  const routes = namedRoutes(app.routes)
  return { ctx, app, routes, scene, callers, cookies, database, base: await database.keep() }
}

/** Papers that are quickly drawn, and an authority that answers at once. */
async function papersOf({ pdf }: Context): Promise<Pick<Context, 'pdf' | 'timestamps'>> {
  const [minutes, summary, form] = await Promise.all([
    pdfWithFields(['secretary', 'head', 'chair']),
    pdfWithFields(['chair']),
    pdfWithFields([]),
  ])
  return {
    pdf: {
      ...pdf,
      renderForm: async () => form,
      renderDocument: async ({ identity }) => (identity.document === 'minutes' ? minutes : summary),
    },
    timestamps: async (digest) => tokenFor(timestampRequest(digest, Uint8Array.of(7))),
  }
}

async function logIn(app: App, username: string): Promise<string> {
  const answer = await app.request(`${API}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}
