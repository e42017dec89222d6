import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { type Act, PERMISSIONS, type Role } from '../../src/domain/roles.ts'
import type { WebEnv } from '../../src/http/env.ts'
import { type NamedRoute, asks, namedRoutes, rolesOf } from '../../src/http/permissions.ts'
import { officeFilePages } from '../../src/ui/routes/office-files.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { browse } from './support.ts'

const answer = () => new Response('ok')

describe('a route that is not in the permission table', () => {
  test('fails the build, and the failure says which one and what to add', () => {
    const app = new Hono<WebEnv>()
      .get('/named', asks('read_session'), answer)
      .post('/named', answer)
      .delete('/forgotten/:id', answer)
    expect(() => namedRoutes(app.routes)).toThrow(
      /^POST \/named, DELETE \/forgotten\/:id: the route does not name its permission\. In src\/http write route\(<act>, .*in src\/ui\/routes put asks\(<act>\) behind the path.*a row in test\/http\/permission-api-requests\.ts/,
    )
  })

  test('fails it too where it takes every method of one address', () => {
    const app = new Hono<WebEnv>().use('/static/*', (_, next) => next()).all('/anything', answer)
    expect(() => namedRoutes(app.routes)).toThrow(/^ALL \/anything: /)
  })

  test('is found in a part of the program wherever that is put', () => {
    const part = new Hono<WebEnv>().get('/a', asks('public'), answer).get('/b', answer)
    const app = new Hono<WebEnv>().route('/below', part)
    expect(() => namedRoutes(app.routes)).toThrow(/^GET \/below\/b: /)
  })
})

describe('the program', () => {
  let ctx: Context
  let routes: readonly NamedRoute[]
  beforeAll(async () => {
    ctx = await testContext()
    await seatPeople(ctx)
    routes = namedRoutes(createApp(ctx).routes)
  })
  afterAll(async () => ctx.store.db.destroy())

  test('has a route for every act of the table, and asks everybody else to be logged in', () => {
    const asked = new Set(routes.flatMap((route) => route.asked))
    const acts = Object.keys(PERMISSIONS) as Act[]
    expect(acts.filter((act) => !asked.has(act))).toEqual([])
    const open = routes.filter(({ asked: to }) => to === 'public' || to === 'hall_token')
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /favicon.ico',
      'GET /hall/:token',
      'GET /hall/:token/stream',
      'GET /login',
      'GET /login/oidc',
      'GET /login/oidc/callback',
      'GET /openapi.json',
      'GET /setup',
      'GET /setup/restore',
      'GET /setup/restore/:ticket',
      'GET /static/*',
      'POST /api/v1/login',
      'POST /login',
      'POST /setup',
      'POST /setup/restore',
      'POST /setup/restore/:ticket/file',
      'POST /setup/restore/:ticket/finish',
    ])
  })

  test('names the same act for a file whether a page or the API gives it', () => {
    const pages = namedRoutes(officeFilePages(ctx).routes)
    expect(pages.length).toBeGreaterThan(5)
    for (const { path, asked } of pages)
      expect(routes.find((each) => each.path === `/api/v1${path}`)).toMatchObject({ asked })
  })

  test('refuses a role that may never do it before the body is read, and says who may', async () => {
    const browser = browse(ctx)
    const { app } = browser
    const first = await browser.logIn('org-first', 'mat khau rat dai')
    const refused = await first('POST', '/sessions/none/close')
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: { act: 'close_session', roles: ['head'] } },
    })
    const log = await app.request('/api/v1/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'org-first', password: 'mat khau rat dai' }),
    })
    let read = false
    const body = new ReadableStream(
      {
        pull: (controller) => {
          read = true
          controller.error(new Error('nobody shall read this'))
        },
      },
      { highWaterMark: 0 },
    )
    const options = {
      method: 'POST',
      headers: {
        origin: 'http://localhost',
        cookie: log.headers.get('set-cookie')!.split(';')[0]!,
      },
      body,
      duplex: 'half',
    }
    const page = await app.request('/sheets/none/differences', options)
    expect([page.status, read]).toEqual([403, false])
    expect(await page.text()).toContain('Người làm được việc đó: Trưởng ban kiểm phiếu.')
  })

  test('describes each route of the API by the roles of which one is asked for', async () => {
    const response = await browse(ctx).app.request('/openapi.json')
    const { paths, components } = (await response.json()) as Description
    expect(components.securitySchemes).toEqual({
      cookie: { type: 'apiKey', in: 'cookie', name: 'tin-nhiem' },
    })
    for (const { method, path, asked } of routes.filter((each) => each.path.startsWith('/api/'))) {
      const named = path.replaceAll(/:(\w+)/g, '{$1}')
      const { security, responses } = paths[named]![method.toLowerCase()]!
      const roles = rolesOf(asked)
      const anybody = asked === 'public' ? [] : [{ cookie: [] }]
      expect(security, path).toEqual(roles?.map((role) => ({ cookie: [role] })) ?? anybody)
      expect(Object.keys(responses).includes('403'), path).toBe(roles !== null)
    }
  })
})

type Description = {
  readonly components: { readonly securitySchemes: unknown }
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly security: readonly { readonly cookie: readonly Role[] }[]
            readonly responses: Readonly<Record<string, unknown>>
          }
        >
      >
    >
  >
}
