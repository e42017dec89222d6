import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { passwords } from '../../src/passwords.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet } from '../support/session.ts'
import { type Browser, type Client, browse } from './support.ts'

const PASSWORD = 'mat khau rat dai'

describe('the API', () => {
  let ctx: Context
  let people: People
  let browser: Browser
  let first: Client
  beforeEach(async () => {
    ctx = await testContext()
    people = await seatPeople(ctx)
    browser = browse(ctx)
    first = await browser.logIn('org-first', PASSWORD)
  })
  afterEach(async () => ctx.store.db.destroy())

  test('answers nobody but a logged-in account', async () => {
    const { status, body, headers } = await browser.stranger('GET', '/sessions')
    expect(status).toBe(401)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({
      type: 'urn:tin-nhiem:problem:not_authenticated',
      code: 'not_authenticated',
      status: 401,
    })
  })

  test('says the same for an unknown name, a wrong password and a barred account', async () => {
    const admin = await browser.logIn('org-admin', PASSWORD)
    await admin('POST', '/accounts/org-third/disable')
    const answers = await Promise.all([
      browser.stranger('POST', '/login', { username: 'nobody', password: PASSWORD }),
      browser.stranger('POST', '/login', { username: 'org-first', password: 'sai' }),
      browser.stranger('POST', '/login', { username: 'org-third', password: PASSWORD }),
    ])
    for (const { status, body } of answers) {
      expect(status).toBe(401)
      expect(body).toMatchObject({ code: 'wrong_credentials' })
    }
  })

  test('ends a log-in at log-out, at its hour, and when the account is barred', async () => {
    await first('POST', '/logout')
    expect((await first('GET', '/me')).status).toBe(401)

    const second = await browser.logIn('org-second', PASSWORD)
    const admin = await browser.logIn('org-admin', PASSWORD)
    await admin('POST', '/accounts/org-second/disable')
    expect((await second('GET', '/me')).status).toBe(401)

    const late = browse({ ...ctx, now: () => '2026-02-06T12:00:00.000Z' })
    const { headers } = await browser.stranger('POST', '/login', {
      username: 'org-head',
      password: PASSWORD,
    })
    const cookie = headers.get('set-cookie')!.split(';')[0]!
    const answer = await late.app.request('/api/v1/me', { headers: { cookie } })
    expect(answer.status).toBe(401)
  })

  test('keeps its cookie from scripts and from other sites', async () => {
    const { headers } = await browser.stranger('POST', '/login', {
      username: 'org-first',
      password: PASSWORD,
    })
    expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
  })

  test('stores no token and no password that could be read back', async () => {
    const { headers } = await browser.stranger('POST', '/login', {
      username: 'org-first',
      password: PASSWORD,
    })
    const token = /tin-nhiem=([^;]+)/.exec(headers.get('set-cookie')!)![1]!
    const stored = await ctx.store.db.selectFrom('logins').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(token)
    const hash = await passwords.hash(PASSWORD)
    expect(hash).toMatch(/^\$argon2id\$/)
    expect(await passwords.verify(hash, PASSWORD)).toBe(true)
    expect(await passwords.verify(hash, `${PASSWORD}!`)).toBe(false)
  })

  test('names each malformed value with its place and stores nothing', async () => {
    const { status, body } = await first('POST', '/sessions', {
      mode: 'practice',
      title: '',
      heldOn: '2026-02-30',
      meeting: 'in_person',
      passesRequired: 4,
      extra: true,
    })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'invalid_input' })
    const { errors } = body as { errors: string[] }
    for (const path of ['/mode', '/title', '/heldOn', '/passesRequired', '/extra'])
      expect(errors.some((line) => line.startsWith(`${path}: `))).toBe(true)
    expect(errors.find((line) => line.startsWith('/heldOn'))).toContain('2026-02-30')
    expect((await first('GET', '/sessions')).body).toEqual([])
  })

  test('refuses a session of an online meeting, citing the provision', async () => {
    const { status, body } = await first('POST', '/sessions', {
      mode: 'rehearsal',
      title: 'Hội nghị trực tuyến',
      heldOn: '2026-02-05',
      meeting: 'online',
      passesRequired: 2,
    })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'online_meeting' })
    expect((body as { title: string }).title).toContain('03-HD/TW')
  })

  test('refuses a body that is no JSON, or not said to be', async () => {
    const cookie = await cookieOf(browser, 'org-first')
    const send = (type: string, body: string) =>
      browser.app.request('/api/v1/sessions', {
        method: 'POST',
        headers: { cookie, origin: 'http://localhost', 'content-type': type },
        body,
      })
    expect(await (await send('application/json', '{"mode":')).json()).toMatchObject({
      code: 'invalid_json',
      status: 400,
    })
    expect(await (await send('text/plain', '{}')).json()).toMatchObject({
      code: 'unsupported_media_type',
      status: 415,
    })
    expect((await send('application/json', `"${'x'.repeat(1_100_000)}"`)).status).toBe(413)
  })

  test('refuses a file to verify that is not sent as a PDF, or is none', async () => {
    const cookie = await cookieOf(browser, 'org-first')
    const send = (type: string) =>
      browser.app.request('/api/v1/verify', {
        method: 'POST',
        headers: { cookie, 'content-type': type },
        body: 'not a PDF',
      })
    expect(await (await send('application/octet-stream')).json()).toMatchObject({
      code: 'unsupported_media_type',
      status: 415,
    })
    expect(await (await send('application/pdf')).json()).toMatchObject({ code: 'pdf_unreadable' })
  })

  test('makes accounts for administrators only, each name once', async () => {
    const admin = await browser.logIn('org-admin', PASSWORD)
    const account = {
      username: 'thu.ky-4',
      fullName: 'Thư Ký Thứ Tư',
      role: 'secretary',
      organisation: 'org',
      password: 'một mật khẩu đủ dài',
    }
    expect((await first('POST', '/accounts', account)).status).toBe(403)
    expect((await admin('POST', '/accounts', account)).status).toBe(200)
    expect((await admin('POST', '/accounts', account)).body).toMatchObject({
      code: 'username_taken',
    })
    const short = await admin('POST', '/accounts', { ...account, username: 'b', password: 'ngan' })
    expect((short.body as { errors: string[] }).errors).toHaveLength(2)
  })

  describe('with counting open', () => {
    let counting: CountingSession
    let sheet: string
    beforeEach(async () => {
      counting = await countingSession(ctx, people)
      sheet = counting.sheets[0]!.id
      await first('POST', `/sheets/${sheet}/pass`)
    })
    const passesStored = async () =>
      (await ctx.store.db.selectFrom('entry_passes').selectAll().execute()).length

    test.each([
      ['negative', -1],
      ['fractional', 1.5],
      ['text', '7'],
      ['above a million', 1_000_001],
      ['missing', undefined],
    ])('a count that is %s is refused with its place and nothing is stored', async (_, high) => {
      const sound = soundSheet(counting)
      const counts = { ...sound, rows: [{ ...sound.rows[0]!, high }, sound.rows[1]!] }
      const { status, body } = await first('POST', `/sheets/${sheet}/pass/submission`, counts)
      expect(status).toBe(422)
      expect((body as { errors: string[] }).errors[0]).toMatch(/^\/rows\/0\/high: /)
      expect(await passesStored()).toBe(0)
    })

    test('a save that does not say which revision it saw is refused', async () => {
      const path = `/sheets/${sheet}/pass`
      for (const seen of ['', '"x"', '0', '*', 'W/"0"']) {
        const headers = { 'if-match': seen }
        const { status, body } = await first('PUT', path, soundSheet(counting), headers)
        expect([status, body]).toEqual([
          428,
          expect.objectContaining({ code: 'revision_required' }),
        ])
      }
    })

    test('a ballot kind sent twice is refused, not applied by halves', async () => {
      const kind = counting.roster.ballotKinds[0]!
      const record = { ...kind.account, ballotKind: kind.id, issued: 9, collected: 9, sheets: null }
      const path = `/sessions/${counting.session.id}/ballots`
      const { status } = await first('PUT', path, [record, { ...record, collected: 8 }])
      expect(status).toBe(422)
      const stored = await ctx.store.db.selectFrom('ballot_kinds').select('collected').execute()
      expect(stored).toEqual([{ collected: 10 }])
    })

    test('an unknown sheet, or one of another organisation, is not found', async () => {
      await seatPeople(ctx, 'other')
      const stranger = await browser.logIn('other-first', PASSWORD)
      for (const path of [`/sheets/${sheet}/pass`, '/sheets/unknown/pass'])
        expect((await stranger('POST', path)).body).toMatchObject({ code: 'not_found' })
    })

    test('no answer to the second typist holds a number of the first', async () => {
      const sound = soundSheet(counting)
      const telling = {
        ...sound,
        rows: [
          { ...sound.rows[0]!, high: 7 },
          { ...sound.rows[1]!, low: 6 },
        ],
      }
      await first('POST', `/sheets/${sheet}/pass/submission`, telling)
      const second = await browser.logIn('org-second', PASSWORD)
      const pass = await second('POST', `/sheets/${sheet}/pass`)
      expect(pass.status).toBe(200)
      expect(JSON.stringify((pass.body as { counts: unknown }).counts)).not.toMatch(/:\d/)
      for (const path of [
        `/sessions/${counting.session.id}/sheets`,
        `/sheets/${sheet}/differences`,
      ]) {
        const { body } = await second('GET', path)
        expect(JSON.stringify(body)).not.toMatch(/"(high|medium|low)"/)
      }
    })
  })
})

describe('before the set-up', () => {
  let ctx: Context
  beforeEach(async () => {
    ctx = await testContext()
  })
  afterEach(async () => ctx.store.db.destroy())

  test('the API serves nothing and pages lead to the set-up', async () => {
    const { app, stranger } = browse(ctx)
    expect((await stranger('GET', '/sessions')).body).toMatchObject({ code: 'setup_required' })
    const page = await app.request('/login')
    expect([page.status, page.headers.get('location')]).toEqual([303, '/setup'])
  })
})

async function cookieOf(browser: Browser, username: string): Promise<string> {
  const { headers } = await browser.stranger('POST', '/login', { username, password: PASSWORD })
  return headers.get('set-cookie')!.split(';')[0]!
}
