import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { saveDraft } from '../../src/actions/drafts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { openHall } from '../../src/actions/halls.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { recordVoters } from '../../src/actions/sessions.ts'
import { pauseCounting, reopenSession, resumeCounting } from '../../src/actions/session-steps.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { type App, createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { FINAL_ACTS } from '../../src/domain/final-act.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, sheetOf } from '../support/session.ts'
import { BALLOTS, READ, type Typist, figuresOf, standsIn } from './blind-figures.ts'
import { textOf } from './whole-text.ts'

/** One session on which two read figures of their own, and everybody who may look at it. */
type Room = {
  readonly ctx: Context
  readonly app: App
  readonly people: People
  readonly counting: CountingSession
  readonly sheet: string
  readonly cookies: ReadonlyMap<string, string>
}

async function openRoom(): Promise<Room> {
  let codes = 0
  const letters = () =>
    String((codes += 1)).replaceAll(/\d/g, (digit) => 'ABCDEFGHJK'[Number(digit)]!)
  const ctx = await testContext('sqlite', { newCode: (length) => letters().padStart(length, 'Q') })
  const people = await seatPeople(ctx)
  const counting = await countingSession(ctx, people)
  const { id } = counting.session
  await recordVoters(ctx, people.first, id, {
    members: BALLOTS,
    summoned: BALLOTS,
    present: BALLOTS,
    absentExcused: 0,
    absentUnexcused: 0,
  })
  const ballotKind = counting.roster.ballotKinds[0]!.id
  const record = { printed: BALLOTS, issued: BALLOTS, collected: BALLOTS, invalidReasons: null }
  await recordBallots(ctx, people.first, id, [{ ballotKind, ...record, sheets: null }])
  await ctx.store.db.updateTable('sessions').set({ second_person: 1 }).execute()
  const row = await ctx.store.db.selectFrom('sheets').select('id').executeTakeFirstOrThrow()
  const app = createApp(ctx)
  const cookies = new Map<string, string>()
  for (const { account } of Object.values(people)) cookies.set(account, await logIn(app, account))
  return { ctx, app, people, counting, sheet: row.id, cookies }
}

async function logIn(app: App, username: string): Promise<string> {
  const body = JSON.stringify({ username, password: 'mat khau rat dai' })
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const { headers } = await app.request('/api/v1/login', sent)
  return headers.get('set-cookie')!.split(';')[0]!
}

function read({ counting }: Room, typist: Typist) {
  const { ballots, marks } = READ[typist]
  return sheetOf(counting.roster.ballotKinds[0]!.subjects, ballots, marks)
}

/** As the second one reads it, with a mark too many beside the last name. */
function wronglyRead(room: Room) {
  const counts = read(room, 'second')
  const [first, last] = counts.rows
  return { ...counts, rows: [first!, { ...last!, low: last!.low! + 1 }] }
}

async function decide(
  { ctx, people, sheet }: Room,
  decision: 'choose' | 'return' | 'return_all',
  passNo: number | null,
): Promise<void> {
  const { passes } = await getDifferences(ctx, people.head, sheet)
  const passIds = passes.map((pass) => pass.id)
  const input = { decision, passNo, passIds, asOnPaper: true, reason: 'Đối chiếu phiếu giấy' }
  await settleDifference(ctx, people.head, sheet, input)
}

type Step = {
  readonly name: string
  readonly make: (room: Room) => Promise<unknown>
  /** Every pass is in, so that the head compares them. */
  readonly compared?: true
  /** Nobody counts any more. */
  readonly entered?: true
}

/** How far it has come, each made of the one before. */
const STEPS: readonly Step[] = [
  { name: 'before anybody types', make: async () => undefined },
  {
    name: 'while the first one types',
    make: async (room) => {
      await takePass(room.ctx, room.people.first, room.sheet)
      const counts = read(room, 'first')
      await saveDraft(room.ctx, room.people.first, room.sheet, { counts, revision: 0 })
    },
  },
  {
    name: 'once the first pass is in, and the second is being typed',
    make: async (room) => {
      await submitPass(room.ctx, room.people.first, room.sheet, read(room, 'first'))
      await takePass(room.ctx, room.people.second, room.sheet)
    },
  },
  {
    name: 'when the passes differ',
    make: (room) => submitPass(room.ctx, room.people.second, room.sheet, read(room, 'second')),
    compared: true,
  },
  {
    name: 'when all was sent back, and the first one has typed it anew',
    make: async (room) => {
      await decide(room, 'return_all', null)
      await submitPass(room.ctx, room.people.first, room.sheet, read(room, 'first'))
    },
    compared: true,
  },
  {
    name: 'once the first pass was chosen',
    make: (room) => decide(room, 'choose', 1),
    compared: true,
    entered: true,
  },
  {
    name: 'when it was computed, opened again and sent back to the second one',
    make: async (room) => {
      const { id } = room.counting.session
      await closeSession(room.ctx, room.people.head, id)
      await computeOutcome(room.ctx, room.people.head, id)
      await reopenSession(room.ctx, room.people.head, id, 'Phát hiện nhập sót')
      await decide(room, 'return', 2)
    },
    compared: true,
  },
  {
    name: 'once the second pass, which contradicts itself, was taken as on paper',
    make: async (room) => {
      await submitPass(room.ctx, room.people.second, room.sheet, wronglyRead(room))
      await decide(room, 'choose', 2)
    },
    compared: true,
    entered: true,
  },
]

/** Made of the list of names alone; and the pages' own addresses of papers the API gives as well. */
const NOT_VISITED = /criteria\.pdf$|^\/static|^\/sessions\/.*\.pdf$/

/** Every address there is to look at, with this session's ids in it. */
function addresses({ app, counting, sheet }: Room, hall: string): readonly string[] {
  const paths = new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
  const filled: readonly (readonly [RegExp, string])[] = [
    [/^((?:\/api\/v1)?\/sessions\/):id/, counting.session.id],
    [/^((?:\/api\/v1)?\/sheets\/):id/, sheet],
    [/^((?:\/api\/v1)?\/(?:persons|documents)\/):id/, 'unknown'],
    [/^(\/regimes\/):id/, counting.session.regime],
    [/^(\/hall\/):token/, hall],
    [/^(.*\/):subject/, counting.roster.ballotKinds[0]!.subjects[0]!.id],
    [/^(.*\/audit\/sheets\/):sheet/, sheet],
  ]
  return [...paths]
    .filter((path) => !NOT_VISITED.test(path))
    .map((path) => filled.reduce((made, [place, id]) => made.replace(place, `$1${id}`), path))
    .flatMap((path) => confirmationsAt(path, counting.session.id, sheet))
}

/** What is shown before final acts, to whoever does them and to the second person. */
function confirmationsAt(path: string, session: string, sheet: string): readonly string[] {
  if (!path.includes(':act')) return [path]
  return (['settle', 'close', 'cancel'] as const).flatMap((act) => {
    const target = FINAL_ACTS[act].on === 'sheet' ? sheet : session
    const whole = path.replace(':act', act).replace(':target', target)
    return whole.startsWith('/api') ? [whole, `${whole}?as=second`] : [whole]
  })
}

type Seen = { readonly path: string; readonly status: number; readonly text: string }

async function look({ app, cookies }: Room, account: string, path: string): Promise<Seen> {
  const answer = await app.request(path, { headers: { cookie: cookies.get(account)! } })
  const headers = JSON.stringify([...answer.headers])
  return { path, status: answer.status, text: `${headers} ${await textOf(answer)}` }
}

/**
 * Where that person may see the figures of that typist: one's own; the difference as the head, and as the
 * auditor once nobody counts; then also the entry log, with the chair, the activity report and the entries of the session;
 * and what contradicts itself in a sheet that stands, as whoever compares.
 */
function isOpenTo(person: keyof People, typist: Typist, path: string, step: Step): boolean {
  if (person === typist) return true
  const compares = person === 'head' || (person === 'auditor' && step.entered === true)
  if (/\/sheets\/[^/]+\/differences$/.test(path)) return compares && step.compared === true
  if (/\/(?:audit\/)?activity\.(?:pdf|zip|csv)$/.test(path))
    return step.entered === true && ['head', 'auditor'].includes(person)
  if (path.endsWith('/entry-log.pdf'))
    return step.entered === true && ['head', 'auditor', 'chair'].includes(person)
  if (/\/audit\/(?:journal|sheets\/[^/]+|people\/[^/]+)$|\/journal$/.test(path))
    return step.entered === true && compares
  const told = /\/(?:findings|closing|confirm\/close|confirmations\/close\/[^/?]+)$/
  return compares && step === STEPS.at(-1) && told.test(path)
}

const TYPISTS_AND_HEAD = ['first', 'second', 'third', 'head'] as const
const EVERYBODY = [...TYPISTS_AND_HEAD, 'chair', 'committee', 'auditor', 'admin'] as const
/** One of each role that may: the same paper is made for all of them. */
const READS_PAPERS: readonly (keyof People)[] = ['second', 'head', 'chair', 'auditor']

describe('a session', () => {
  let room: Room
  const answered = new Map<string, number>()
  beforeAll(async () => {
    room = await openRoom()
  })
  afterAll(async () => room.ctx.store.db.destroy())

  const leaks = async (person: keyof People, step: Step, paths: readonly string[]) => {
    const found: string[] = []
    for (const path of paths) {
      const { status, text } = await look(room, room.people[person].account, path)
      expect(status, path).toBeLessThan(500)
      if (status === 200) answered.set(path, (answered.get(path) ?? 0) + 1)
      for (const typist of ['first', 'second'] as const)
        if (!isOpenTo(person, typist, path, step))
          for (const figure of figuresOf(typist))
            if (standsIn(text, figure)) found.push(`${person} sees ${figure} at ${path}`)
    }
    return found
  }

  test.each(STEPS.map((step) => [step.name, step] as const))(
    '%s tells nobody a figure that is not theirs, paused or not',
    async (_, step) => {
      const { ctx, people, counting } = room
      const { id } = counting.session
      await step.make(room)
      const paths = addresses(room, (await openHall(ctx, people.head, id)).token)
      const pages = paths.filter((path) => !path.endsWith('.pdf'))
      for (const who of step.compared ? EVERYBODY : TYPISTS_AND_HEAD)
        expect(await leaks(who, step, READS_PAPERS.includes(who) ? paths : pages)).toEqual([])
      if (step.entered) return
      await pauseCounting(ctx, people.head, id)
      for (const who of ['second', 'head'] as const)
        expect(await leaks(who, step, pages)).toEqual([])
      await resumeCounting(ctx, people.head, id)
    },
  )

  test('was really looked at: pages, papers and streams were answered', () => {
    const { id } = room.counting.session
    const api = `/api/v1/sessions/${id}`
    for (const path of ['progress/stream', 'closing', 'halls', 'shifts', 'findings', 'journal'])
      expect(answered.get(`${api}/${path}`), path).toBeGreaterThan(0)
    for (const path of [`close/${id}?as=second`, `close/${id}`, `settle/${room.sheet}`])
      expect(answered.get(`/api/v1/confirmations/${path}`), path).toBeGreaterThan(0)
    expect(answered.get(`/sessions/${id}/second`)).toBeGreaterThan(0)
    for (const paper of ['tally-sheets', 'zero-report', 'role-cards', 'entry-log'])
      expect(answered.get(`${api}/${paper}.pdf`), paper).toBeGreaterThan(0)
    expect([...answered.keys()].filter((path) => path.startsWith('/hall/'))).toHaveLength(
      2 * STEPS.length,
    )
    expect(answered.size).toBeGreaterThan(40)
  })
})

test('the figures are seen where they may be', async () => {
  const room = await openRoom()
  for (const { make } of STEPS.slice(0, 4)) await make(room)
  const figures = (['first', 'second'] as const).flatMap(figuresOf)
  const own = (await look(room, 'org-second', `/sheets/${room.sheet}/entry`)).text
  expect(figuresOf('second').every((figure) => standsIn(own, figure))).toBe(true)
  const compared = (await look(room, 'org-head', `/sheets/${room.sheet}/differences`)).text
  expect(figures.every((figure) => standsIn(compared, figure))).toBe(true)
  await room.ctx.store.db.destroy()
})

test('what a typist sends is answered without a figure of the other', async () => {
  const room = await openRoom()
  for (const { make } of STEPS.slice(0, 3)) await make(room)
  const send = async (method: string, path: string, body?: unknown, revision?: number) => {
    const answer = await room.app.request(`/api/v1/sheets/${room.sheet}/${path}`, {
      method,
      headers: {
        cookie: room.cookies.get('org-second')!,
        origin: 'http://localhost',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const counts = read(room, 'second')
  const settling = { decision: 'choose', passNo: 2, passIds: ['x'], reason: 'x' }
  const sent = [
    await send('POST', 'pass'),
    await send('PUT', 'pass', counts, 0),
    await send('PUT', 'pass', counts, 0),
    await send('POST', 'pass/window', { tab: 'window-here', act: 'take' }),
    await send('POST', 'pass/window', { tab: 'window-here', act: 'leave' }),
    await send('POST', 'pass/submission', { ...counts, valid: 1 }, 1),
    await send('POST', 'pass/submission', counts, 2),
    await send('POST', 'pass/submission', counts, 3),
    await send('POST', 'settlements', settling),
    await send('DELETE', 'pass'),
    await send('POST', 'pass'),
  ]
  expect(sent.map(({ status }) => status)).toEqual([
    200, 200, 412, 200, 200, 200, 200, 409, 403, 409, 200,
  ])
  for (const { text } of sent)
    expect(figuresOf('first').filter((figure) => standsIn(text, figure))).toEqual([])
  await room.ctx.store.db.destroy()
})
