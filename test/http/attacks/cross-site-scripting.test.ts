import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Running } from '../../../src/main.ts'
import { launchBrowser, serveOn } from '../../ui/browser.ts'
import { type CountingSession, countingSession } from '../../support/session.ts'
import { type Scene, logInForm, sceneOf } from './scene.ts'

const MARK = `"'><img src=x onerror=alert(1)><script>alert(2)</script>`
const RAW = /<img src=x|<script>alert|"'><img/

/** Free texts of people: table and column. */
const TEXTS = [
  ['organisations', 'name'],
  ['organisations', 'superior'],
  ['organisations', 'locality'],
  ['organisations', 'symbol'],
  ['accounts', 'full_name'],
  ['sessions', 'title'],
  ['ballot_kinds', 'title'],
  ['subjects', 'name'],
  ['subjects', 'position'],
  ['subjects', 'block'],
] as const

let scene: Scene
let counting: CountingSession
let cookies: readonly string[]
let browser: Browser
let server: Running
beforeAll(async () => {
  scene = await sceneOf()
  counting = await countingSession(scene.ctx, scene.people)
  const { admin, first, head, chair, auditor } = scene.people
  cookies = await Promise.all([admin, first, head, chair, auditor].map(scene.cookieOf))
  for (const [table, column] of TEXTS) {
    const text = sql.lit(` ${MARK}`)
    const [at, field] = [sql.table(table), sql.ref(column)]
    await sql`update ${at} set ${field} = coalesce(${field}, '') || ${text}`.execute(scene.ctx.store.db) // prettier-ignore
  }
  server = await serveOn(scene.ctx)
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Every page of the program that shows this session, its sheet or its lists. */
function pages(): readonly string[] {
  const routes = (scene.app as unknown as { routes: { method: string; path: string }[] }).routes
  const subject = counting.roster.ballotKinds[0]!.subjects[0]!.id
  const ids: Readonly<Record<string, string>> = {
    sessions: counting.session.id,
    sheets: counting.sheets[0]!.id,
    regimes: '96-qd-tw-2023',
  }
  const paths = routes
    .filter(({ method, path }) => method === 'GET' && !/^\/api|\.\w+$|\*|stream|hall/.test(path))
    .map(({ path }) =>
      path
        .replace(/^\/(\w+)\/:id/, (_, place: string) => `/${place}/${ids[place] ?? 'x'}`)
        .replace(':subject', subject),
    )
  return [...new Set(paths)]
}

describe('cross-site scripting', () => {
  test('markup in every text people type is printed as text on every page', async () => {
    let shown = 0
    const all = pages()
    expect(all.length).toBeGreaterThan(25)
    for (const path of all)
      for (const cookie of cookies) {
        const answer = await scene.send(path, { headers: { cookie } })
        const text = await answer.text()
        expect([path, answer.status < 500]).toEqual([path, true])
        expect([path, RAW.exec(text)]).toEqual([path, null])
        if (text.includes('&lt;img src=x')) shown += 1
      }
    expect(shown).toBeGreaterThan(40)
  })

  test('markup behind the question mark, in the path and in what was typed comes back as text', async () => {
    const value = encodeURIComponent(MARK)
    const [cookie] = [cookies[1]!]
    for (const path of [
      `/?notice=${value}`,
      `/login?notice=${value}&next=${value}`,
      `/login?next=/${value}`,
      `/consolidated?from=${value}&to=${value}&regime=${value}&mode=${value}`,
      `/${value}`,
      `/sessions/${value}`,
      `/sessions/${counting.session.id}/${value}`,
      `/hall/${value}`,
    ])
      for (const headers of [{}, { cookie }, { cookie: cookies[4]! }]) {
        const text = await (await scene.send(path, { headers })).text()
        expect([path, RAW.exec(text)]).toEqual([path, null])
      }
    const refused = await (await scene.send('/login', logInForm(MARK, MARK))).text()
    expect(RAW.exec(refused)).toBeNull()
    expect(refused).toContain('&lt;img')
  })

  test('answers of the API are no page, whatever stands in them', async () => {
    const headers = { cookie: cookies[1]! }
    const answer = await scene.send('/api/v1/sessions', { headers })
    expect(await answer.text()).toContain('onerror')
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('in a browser nothing of it runs, and what slipped in could not', async () => {
    const context = await browser.newContext()
    const [name, value] = cookies[2]!.split('=') as [string, string]
    await context.addCookies([{ name, value, url: server.url }])
    const page = await context.newPage()
    const alarms: string[] = []
    page.on('dialog', (dialog) => {
      alarms.push(dialog.message())
      void dialog.dismiss()
    })
    for (const path of [
      '/',
      `/sessions/${counting.session.id}`,
      `/sessions/${counting.session.id}/roster`,
    ])
      // prettier-ignore
      await page.goto(`${server.url}${path}`)
    expect(alarms).toEqual([])
    const verdicts = await page.evaluate(() => {
      const attempt = (act: () => unknown) => {
        try {
          act()
          return 'done'
        } catch (error) {
          return (error as Error).name
        }
      }
      const inline = document.createElement('script')
      return [
        attempt(() => (document.body.innerHTML = '<b>x</b>')),
        attempt(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')),
        attempt(() => inline.append('window.slippedIn = true')),
        attempt(() => document.head.append(inline)),
        String('slippedIn' in window),
      ]
    })
    expect(verdicts.slice(0, 2)).toEqual(['TypeError', 'TypeError'])
    expect(verdicts.at(-1)).toBe('false')
    await context.close()
  })
})
