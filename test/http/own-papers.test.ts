import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type OwnTemplates, ownTemplates } from '../support/own-templates.ts'
import { countingSession } from '../support/session.ts'
import { type Client, browse } from './support.ts'

const PASSWORD = 'mat khau rat dai'

let own: OwnTemplates
let ctx: Context
let people: People
let first: Client
let auditor: Client
let id: string
let shortId: string
beforeEach(async () => {
  own = ownTemplates()
  own.add('tally_sheet', 'bang-dem', 'Bảng đếm tay')
  own.add('consolidated', 'bieu-gui', 'Biểu gửi cấp trên')
  own.add('ballot', 'phieu-rieng', 'Phiếu riêng')
  own.add('criteria', 'giay-sai', 'Giấy sai', ['{{ organisation }}', '{{ organization }}'])
  ctx = await testContext('sqlite', own.context())
  people = await seatPeople(ctx)
  const { session } = await countingSession(ctx, people)
  id = session.id
  shortId = session.shortId
  const browser = browse(ctx)
  first = await browser.logIn('org-first', PASSWORD)
  auditor = await browser.logIn('org-auditor', PASSWORD)
})
afterEach(async () => {
  await ctx.store.db.destroy()
  own.remove()
})

describe('the papers an organisation added, over the API', () => {
  test('are listed by name, title and whose data they print: all, and those of a session', async () => {
    const tallySheet = { name: 'bang-dem', title: 'Bảng đếm tay', source: 'tally_sheet' }
    const table = { name: 'bieu-gui', title: 'Biểu gửi cấp trên', source: 'consolidated' }
    const ballot = { name: 'phieu-rieng', title: 'Phiếu riêng', source: 'ballot' }
    expect(await auditor('GET', '/papers')).toMatchObject({
      status: 200,
      body: [tallySheet, table, ballot],
    })
    expect((await first('GET', '/papers')).body).toEqual([tallySheet, ballot])
    const listed = await auditor('GET', `/sessions/${id}/papers`)
    expect(listed).toMatchObject({ status: 200, body: [tallySheet, ballot] })
  })

  test('are PDF files under their own names', async () => {
    const { status, body, headers } = await first('GET', `/sessions/${id}/papers/bang-dem/file`)
    expect(status).toBe(200)
    expect(body).toMatch(/^%PDF-1\.7/)
    expect(headers.get('content-type')).toBe('application/pdf')
    const name = `attachment; filename="bang-dem-${shortId}.pdf"`
    expect(headers.get('content-disposition')).toBe(name)
    const half = await first('GET', `/sessions/${id}/papers/phieu-rieng/file?size=a5`)
    expect(half.headers.get('content-disposition')).toContain('-a5.pdf')
  })

  test('are refused by name, size and query that there are none of', async () => {
    for (const name of ['none', 'criteria', '..%2Fcriteria', 'bieu-gui', 'x'.repeat(100)])
      expect(await first('GET', `/sessions/${id}/papers/${name}/file`)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      })
    for (const path of [`${'x'.repeat(101)}/file`, 'phieu-rieng/file?size=a3'])
      expect(await first('GET', `/sessions/${id}/papers/${path}`)).toMatchObject({
        status: 422,
        body: { code: 'invalid_input' },
      })
    expect(await first('GET', `/sessions/${id}/papers/giay-sai/file`)).toMatchObject({
      body: { code: 'template_invalid', detail: { file: 'giay-sai/template.yaml' } },
    })
    expect((await first('GET', '/sessions/none/papers/bang-dem/file')).status).toBe(404)
  })

  test('of many sessions are asked for as the consolidated table is', async () => {
    const query = 'from=2026-02-01&to=2026-02-28&regime=96-qd-tw-2023&mode=rehearsal'
    const path = (name: string) => `/consolidated/papers/${name}/file`
    expect((await first('GET', `${path('bieu-gui')}?${query}`)).status).toBe(403)
    // Nothing of these days is issued.
    expect(await auditor('GET', `${path('bieu-gui')}?${query}`)).toMatchObject({
      status: 404,
      body: { detail: { what: 'sessions' } },
    })
    expect(await auditor('GET', `${path('bang-dem')}?${query}`)).toMatchObject({
      status: 404,
      body: { detail: { what: 'paper' } },
    })
    expect((await auditor('GET', path('bieu-gui'))).status).toBe(422)
  })
})
