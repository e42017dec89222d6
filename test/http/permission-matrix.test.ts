import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { SESSION_STATES } from '../../src/domain/session.ts'
import { ROOT } from '../../src/program.ts'
import { journalHead } from '../../src/storage/journal.ts'
import { testContext } from '../support/context.ts'
import { createAsking } from './permission-asking.ts'
import { requestsTo, rowsWithoutRoute } from './permission-rows.ts'
import { faultsOfSilence, nameOf } from './permission-told.ts'
import { type World, buildWorld } from './permission-world.ts'
import { JOURNALLED_ELSEWHERE, SILENT_ELSEWHERE, SILENT_ROUTES } from './silent-routes.ts'

const SET_UP = {
  organisation: 'Đảng ủy Mẫu',
  side: 'party',
  username: 'quan-tri',
  fullName: 'Quản Trị Mẫu',
  password: 'kho doan lam nhe 42',
  again: 'kho doan lam nhe 42',
}

describe('every route, as everybody, in every state', () => {
  let world: World
  let asking: ReturnType<typeof createAsking>
  beforeAll(async () => {
    world = await buildWorld('sqlite')
    asking = createAsking(world)
  }, 300_000)
  afterAll(async () => {
    await world.database.close()
    console.log(asking.summary())
  })

  test('what is about no session is answered as the table says', async () => {
    expect(await asking.askAll({ state: null, again: false })).toEqual([])
  }, 300_000)

  const states = SESSION_STATES.map((state) => ({ state, again: false }))
  const reopened = (['counting', 'entered'] as const).map((state) => ({ state, again: true }))
  test.each([...states, ...reopened])(
    'what is about a session in $state is, opened again or not ($again)',
    async (stand) => {
      expect(await asking.askAll(stand)).toEqual([])
    },
    300_000, // as long as it takes on a machine with other work
  )

  test('every request of the tables was taken from somebody, unless the table says why not', () => {
    const all = world.routes.flatMap((route) =>
      requestsTo(route).map((request) => ({ route, request })),
    )
    const wrong = all.filter(
      ({ request }) => asking.told.isTaken(request) === (request.untaken !== undefined),
    )
    expect(wrong.map(({ route, request }) => `${nameOf(route)} ${request.at}`)).toEqual([])
  })

  test('setting up, which can be done but once, is journalled', async () => {
    const fresh = await testContext('sqlite')
    const form = new FormData()
    const typed = { ...SET_UP, code: fresh.setupCode! }
    for (const [name, value] of Object.entries(typed)) form.set(name, value)
    const headers = { origin: 'http://localhost' }
    const answer = await createApp(fresh).request('/setup', { method: 'POST', headers, body: form })
    expect(answer.status).toBe(303)
    const grown = (await journalHead(fresh.store.db)).seq
    expect(grown).toBeGreaterThan(0)
    const route = world.routes.find((each) => nameOf(each) === 'POST /setup')!
    const noted = { status: 303, code: null, text: '', to: '/', grown }
    asking.told.note(route, requestsTo(route)[0]!, noted)
    await fresh.store.db.destroy()
  })

  test('every route that changes something writes into the journal, or is listed with the reason', () => {
    const elsewhere = { ...JOURNALLED_ELSEWHERE, ...SILENT_ELSEWHERE }
    const here = world.routes.filter((route) => !(nameOf(route) in elsewhere))
    expect(faultsOfSilence(here, requestsTo, asking.told, SILENT_ROUTES)).toEqual([])
  })

  test('a route that the scene cannot have taken has its entry asserted where it can be', () => {
    const names = new Set(world.routes.map(nameOf))
    for (const [name, [event, file]] of Object.entries(JOURNALLED_ELSEWHERE)) {
      expect(names).toContain(name)
      const route = world.routes.find((each) => nameOf(each) === name)!
      expect([name, requestsTo(route).some(asking.told.isJournalled)]).toEqual([name, false])
      expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`'${event}'`)
    }
  })

  test('a route that writes nothing and cannot be taken here is one, and was not taken', () => {
    const names = new Set(world.routes.map(nameOf))
    for (const name of Object.keys(SILENT_ELSEWHERE)) {
      expect(names).toContain(name)
      const route = world.routes.find((each) => nameOf(each) === name)!
      expect([name, requestsTo(route).some(asking.told.isTaken)]).toEqual([name, false])
    }
  })

  test('the tables have no row that is no route', () => {
    expect(rowsWithoutRoute(world.routes)).toEqual([])
  })
})
