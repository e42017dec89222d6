import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getSession } from '../../src/actions/sessions.ts'
import { sheetCodesOf } from '../../src/actions/sheet-codes.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Client, browse } from './support.ts'

const PASSWORD = 'mat khau rat dai'

let ctx: Context
let people: People
let counting: CountingSession
let first: Client
let head: Client
let id: string
let code: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  id = counting.session.id
  const browser = browse(ctx)
  first = await browser.logIn('org-first', PASSWORD)
  head = await browser.logIn('org-head', PASSWORD)
  const { session, roster } = await getSession(ctx, people.first, id)
  code = sheetCodesOf(session, roster).get(1) ?? ''
})
afterEach(async () => ctx.store.db.destroy())

describe('a sheet over the API', () => {
  const sheet = () => counting.sheets[0]!.id

  test('is found by the code on its tally sheet', async () => {
    const { status, body } = await first('POST', `/sessions/${id}/sheets/by-code`, { code })
    expect(status).toBe(200)
    expect(body).toEqual({ id: sheet(), number: 1 })
  })

  test('is not found by those who do not type, nor by what is no text', async () => {
    const path = `/sessions/${id}/sheets/by-code`
    expect((await head('POST', path, { code })).status).toBe(403)
    for (const wrong of [{}, { code: 7 }, { code, sheet: 1 }, { code: '0'.repeat(101) }])
      expect(await first('POST', path, wrong)).toMatchObject({ body: { code: 'invalid_input' } })
    expect((await first('POST', '/sessions/none/sheets/by-code', { code })).status).toBe(404)
  })

  test('is taken up without a body, with an empty one, and with its code', async () => {
    const path = `/sheets/${sheet()}/pass`
    for (const body of [undefined, {}, { code }])
      expect(await first('POST', path, body)).toMatchObject({ status: 200, body: { passNo: 1 } })
  })

  test('is not taken up with a wrong code: the answer says which wrong it is and what to do', async () => {
    const path = `/sheets/${sheet()}/pass`
    const mistyped = await first('POST', path, { code: `${code.slice(0, -1)}#` })
    expect(mistyped).toMatchObject({ status: 422, body: { code: 'sheet_code_mistyped' } })
    expect((mistyped.body as { title: string }).title).toContain('gõ lại nguyên mã')
    const other = await countingSession(ctx, people)
    const { session, roster } = await getSession(ctx, people.first, other.session.id)
    const elsewhere = sheetCodesOf(session, roster).get(1)
    expect(await first('POST', path, { code: elsewhere })).toMatchObject({
      status: 409,
      body: { code: 'sheet_code_other_session', detail: { shortId: session.shortId } },
    })
    const sheets = await first('GET', `/sessions/${id}/sheets`)
    expect(sheets.body).toMatchObject([{ passes: [] }])
  })
})

describe('the papers of counting over the API', () => {
  test('are PDF files under their names', async () => {
    await typeSheet(ctx, people.first, counting.sheets[0]!.id, soundSheet(counting))
    await typeSheet(ctx, people.second, counting.sheets[0]!.id, soundSheet(counting))
    const files = [
      ['tally-sheets', 'bang-ke-phieu'],
      ['zero-report', 'bao-cao-so-0'],
      ['entry-log', 'nhat-ky-nhap-phieu'],
      ['role-cards', 'the-viec'],
    ] as const
    for (const [path, name] of files) {
      const { status, body, headers } = await head('GET', `/sessions/${id}/${path}.pdf`)
      expect(status).toBe(200)
      expect(body).toMatch(/^%PDF-1\.7/)
      expect(headers.get('content-type')).toBe('application/pdf')
      const file = `${name}-${counting.session.shortId}.pdf`
      expect(headers.get('content-disposition')).toBe(`attachment; filename="${file}"`)
    }
  })

  test('are refused to who may not have them, or not yet', async () => {
    expect((await first('GET', `/sessions/${id}/entry-log.pdf`)).status).toBe(403)
    expect((await head('GET', `/sessions/${id}/entry-log.pdf`)).status).toBe(409)
  })
})
