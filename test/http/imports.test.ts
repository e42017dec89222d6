import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../src/app.ts'
import { takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { hiddenGroups, rosterFingerprint } from '../../src/formats/fingerprint.ts'
import { SPREADSHEET_LIMIT } from '../../src/formats/spreadsheet.ts'
import { xlsx } from '../formats/workbooks.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession, soundSheet } from '../support/session.ts'
import { browse } from './support.ts'

const SHEET =
  'Số phiếu thu về: 10\nSố phiếu hợp lệ: 9\nSố phiếu không hợp lệ: 1\n' +
  'TT;Họ và tên;TNC;TN;TNT;KHL\n1;Nguyễn Văn Một;7;1;1;0\n2;Trần Thị Hai;2;0;6;1\n'
const ROSTER = 'TT;Họ và tên;Chức vụ\n1;Uỷ Thuỷ;Bí thư\n2;An Ân;Phó Bí thư\n'

type Fields = Readonly<Record<string, string | Uint8Array>>
type Preview = {
  readonly digest: string
  readonly challenge: string
  readonly fingerprint: readonly (string | null)[]
  readonly mapping: { readonly columns: Record<string, string> }
  readonly ballotKinds: Parameters<typeof rosterFingerprint>[0]
}
type Answer = { readonly status: number; readonly body: Preview & Record<string, unknown> }

describe('imports over HTTP', () => {
  let ctx: Context
  let people: People
  let app: App
  let counting: Awaited<ReturnType<typeof countingSession>>
  let sheet: string
  let draft: string
  const cookies = new Map<string, string>()

  beforeAll(async () => {
    ctx = await testContext('sqlite')
    people = await seatPeople(ctx)
    app = browse(ctx).app
    counting = await countingSession(ctx, people)
    sheet = `/sheets/${counting.sheets[0]!.id}/pass/import`
    await takePass(ctx, people.first, counting.sheets[0]!.id)
    const { id } = await createSession(ctx, people.first, NEW_SESSION)
    draft = `/sessions/${id}/ballot-kinds/import`
    for (const username of ['org-first', 'org-second', 'org-head']) {
      const answer = await send(
        '/login',
        JSON.stringify({ username, password: 'mat khau rat dai' }),
      )
      cookies.set(username, answer.headers.get('set-cookie')!.split(';')[0]!)
    }
  })
  afterAll(async () => ctx.store.db.destroy())

  const send = (path: string, body: string | FormData, type?: string, username = 'org-first') =>
    app.request(`/api/v1${path}`, {
      method: 'POST',
      headers: {
        origin: 'http://localhost',
        cookie: cookies.get(username) ?? '',
        ...(typeof body === 'string' ? { 'content-type': type ?? 'application/json' } : {}),
      },
      body,
    })

  async function post(path: string, fields: Fields, username = 'org-first'): Promise<Answer> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields))
      form.set(
        name,
        typeof value === 'string' ? value : new File([new Uint8Array(value)], 'Nguyễn Văn A.xlsx'),
      )
    const response = await send(path, form, undefined, username)
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }

  test('pasted counts are shown, then fill the pass', async () => {
    const shown = await post(`${sheet}/preview`, { text: SHEET })
    expect(shown).toMatchObject({
      status: 200,
      body: { source: 'text', passNo: 1, clean: true, counts: soundSheet(counting), faults: [] },
    })
    const stored = await post(sheet, { text: SHEET, digest: shown.body.digest })
    expect(stored).toEqual(shown)
  })

  test('a chosen file is read by its bytes, as the user maps it, and its name is kept nowhere', async () => {
    const rows = [['Danh sách'], ['Nguyễn Văn Một', 7, 1, 1, 0], ['Trần Thị Hai', 2, 0, 6, 1]]
    const file = await xlsx({ name: 'Tập 1', rows })
    const lost = await post(`${sheet}/preview`, { file })
    expect(lost.body).toMatchObject({ mapping: null, clean: false })
    const mapping = {
      sheet: 'Tập 1',
      firstRow: 2,
      columns: { A: 'name', B: 'high', C: 'medium', D: 'low', E: 'invalid' },
    }
    const fields = { file, mapping: JSON.stringify(mapping) }
    const shown = await post(`${sheet}/preview`, fields)
    expect(shown.body).toMatchObject({
      clean: true,
      mapping,
      counts: { collected: null, rows: soundSheet(counting).rows },
    })
    expect((await post(sheet, { ...fields, digest: shown.body.digest })).status).toBe(200)
    const journal = await ctx.store.db.selectFrom('journal').select('entry').execute()
    expect(JSON.stringify(journal)).not.toContain('Nguyễn Văn A')
  })

  test('faults come as one line for each place', async () => {
    const text = SHEET.replace('7;1;1', '7;x;1')
    const { digest } = (await post(`${sheet}/preview`, { text })).body
    expect(await post(sheet, { text, digest })).toMatchObject({
      status: 422,
      body: {
        code: 'import_faults',
        errors: ['D5: phải là số nguyên từ 0 đến 1.000.000 (đang là x)'],
      },
    })
  })

  test('a roster is shown with two groups hidden, and stored when they are typed', async () => {
    const fields = {
      text: ROSTER,
      kinds: JSON.stringify([{ key: '', code: 'A', title: 'Ban Thường vụ' }]),
    }
    const { status, body } = await post(`${draft}/preview`, fields)
    expect(status).toBe(200)
    expect(body.fingerprint.filter((group) => group === null)).toHaveLength(2)
    const whole = rosterFingerprint(body.ballotKinds)
    const groups = hiddenGroups(body.challenge)!.map((place) => whole[place])
    const sent = { ...fields, digest: body.digest, challenge: body.challenge }
    expect(await post(draft, { ...sent, groups: '0000 ffff' })).toMatchObject({
      status: 422,
      body: { code: 'fingerprint_wrong' },
    })
    expect(await post(draft, { ...sent, groups: groups.join(' ') })).toMatchObject({
      status: 200,
      body: { fingerprint: whole, roster: { ballotKinds: [{ code: 'A' }] } },
    })
    const printed = await app.request(`/api/v1${draft.replace('import', 'fingerprint')}`, {
      headers: { cookie: cookies.get('org-first')! },
    })
    expect(await printed.json()).toEqual(whole)
  })

  test.each([
    ['neither file nor text', {}, ['/file: thiếu mục này']],
    [
      'both',
      { text: 'a', file: new Uint8Array([1]) },
      ['/file: chọn tệp hoặc dán văn bản, chỉ một trong hai'],
    ],
    [
      'a mapping of unknown fields',
      { text: 'a', mapping: '{"sheet":"","firstRow":1,"columns":{"A":"x"}}' },
      ['/mapping/columns/A'],
    ],
    [
      'a mapping of unknown columns',
      { text: 'a', mapping: '{"sheet":"","firstRow":1,"columns":{"1":"name"}}' },
      ['/mapping/columns/1'],
    ],
    [
      'an address that is none',
      { text: 'a', mapping: '{"sheet":"","firstRow":1,"columns":{},"ballots":{"valid":"x"}}' },
      ['/mapping/ballots/valid'],
    ],
  ])('a request with %s is refused with its place', async (_, fields, places) => {
    const { status, body } = await post(`${sheet}/preview`, fields)
    expect([status, body['code']]).toEqual([422, 'invalid_input'])
    const errors = body['errors'] as string[]
    expect(errors.map((error, at) => error.startsWith(places[at]!))).toEqual(places.map(() => true))
  })

  test('a mapping that is no JSON is refused as such', async () => {
    const { status, body } = await post(`${sheet}/preview`, { text: 'a', mapping: '{' })
    expect([status, body['code']]).toEqual([400, 'invalid_json'])
  })

  test.each(['application/json', 'text/csv', 'application/octet-stream'])(
    'a body of type %s is refused: only forms are read',
    async (type) => {
      const response = await send(`${sheet}/preview`, '{}', type)
      expect(response.status).toBe(415)
      expect(await response.json()).toMatchObject({ code: 'unsupported_media_type' })
    },
  )

  test('a form that breaks off is refused, not a fault', async () => {
    const type = 'multipart/form-data; boundary=x'
    const response = await send(`${sheet}/preview`, '--x\r\nContent-Disp', type)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_json' })
  })

  test('so is one sent to a page', async () => {
    const pages = [
      `/sheets/${counting.sheets[0]!.id}/import`,
      draft.replace('ballot-kinds', 'roster'),
    ]
    for (const path of pages)
      for (const type of ['multipart/form-data; boundary=x', 'application/json']) {
        const response = await app.request(path, {
          method: 'POST',
          headers: {
            origin: 'http://localhost',
            cookie: cookies.get('org-first')!,
            'content-type': type,
          },
          body: '--x\r\nContent-Disp',
        })
        expect(response.status).toBe(415)
        expect(await response.text()).toContain('Kiểu nội dung gửi lên không đúng')
      }
  })

  test('a file above the limit is refused, one of the limit is looked at', async () => {
    const bytes = (size: number) => new Uint8Array(size).fill(0x20).fill(0x61, 0, 1)
    const most = await post(`${sheet}/preview`, { file: bytes(SPREADSHEET_LIMIT) })
    expect([most.status, most.body['clean']]).toEqual([200, false])
    expect(await post(`${sheet}/preview`, { file: bytes(SPREADSHEET_LIMIT + 1) })).toMatchObject({
      status: 413,
      body: { code: 'too_large' },
    })
    for (const fields of [{ file: bytes(10_000_000) }, { text: 'a;'.repeat(5_000_000) }])
      expect(await post(`${sheet}/preview`, fields)).toMatchObject({
        status: 413,
        body: { code: 'too_large' },
      })
  })

  test('other routes keep their smaller limit', async () => {
    const response = await send('/sessions', JSON.stringify({ title: 'a'.repeat(1_100_000) }))
    expect(response.status).toBe(413)
  })

  test('garbage and damaged files are refused with a way on', async () => {
    for (const file of [
      new Uint8Array([0x50, 0x4b, 3, 4, 0]),
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]),
    ]) {
      const { status, body } = await post(`${sheet}/preview`, { file })
      expect([status, body['code']]).toEqual([422, 'spreadsheet_unreadable'])
      expect(body['title']).toMatch(/lưu lại thành \.xlsx/)
    }
    const rows = 'a\n'.repeat(2001)
    expect((await post(`${sheet}/preview`, { text: rows })).body['code']).toBe(
      'spreadsheet_too_large',
    )
  })

  test('a sheet nobody has, or somebody else has taken, is refused', async () => {
    const foreign = await post('/sheets/nobody/pass/import/preview', { text: SHEET })
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'not_found'])
    const second = await post(`${sheet}/preview`, { text: SHEET }, 'org-second')
    expect([second.status, second.body['code']]).toEqual([403, 'not_your_pass'])
  })

  test('an import sent again once the pass was handed in is refused and changes nothing', async () => {
    const { digest } = (await post(`${sheet}/preview`, { text: SHEET })).body
    expect((await post(sheet, { text: SHEET, digest })).status).toBe(200)
    const id = counting.sheets[0]!.id
    const events = () => ctx.store.db.selectFrom('journal').select('entry').execute()
    await submitPass(ctx, people.first, id, soundSheet(counting))
    const before = await events()
    const again = await post(sheet, { text: SHEET, digest })
    expect([again.status, again.body['code']]).toEqual([409, 'pass_final'])
    expect(await events()).toEqual(before)
  })

  test('who may not type may not import', async () => {
    expect((await post(`${sheet}/preview`, { text: SHEET }, 'org-head')).status).toBe(403)
    expect((await post(`${draft}/preview`, { text: ROSTER }, 'org-head')).status).toBe(403)
  })
})
