import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { AppError } from '../../src/errors.ts'
import { parseRegime } from '../../src/formats/regime.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }
import { band, bytes, regimeFile } from '../formats/regime-sample.ts'
import { NEW_SESSION } from '../support/session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

describe('a regulation', () => {
  test('is shown with every line, its evidence and what it decides', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    const list = await auditor.get('/regimes')
    expect(list.html.match(/href="\/regimes\/[a-z0-9-]+"/g)).toHaveLength(ctx.regimes.length)
    const { regime, sha256 } = ctx.regimes.find((each) => each.regime.id === '96-qd-tw-2023')!
    const { text } = await auditor.get('/regimes/96-qd-tw-2023')
    expect(regime.provisions.length).toBeGreaterThan(10)
    for (const { ref, note } of regime.provisions) {
      expect(text).toContain(ref)
      if (note) expect(text).toContain(note)
    }
    expect(text).toContain(sha256)
    expect(text).toContain('tín nhiệm thấp trên 1/2, dưới 2/3')
    expect(text).toContain('tín nhiệm thấp từ 2/3 trở lên')
    expect(text).toContain('tỉ lệ tính trên tổng số phiếu thu về')
    expect(text).toContain('chưa kiểm chứng')
  })

  test('strictly above its limit is not shown as "or more"', async () => {
    const { text } = await (await visitAs(ctx, people.head)).get('/regimes/35-2012-qh13')
    expect(text).toContain('tín nhiệm thấp trên 1/2, đến 2/3')
    expect(text).toMatch(/tín nhiệm thấp trên 2\/3(?! trở lên)/)
  })

  test('that is not known is not found', async () => {
    const answer = await (await visitAs(ctx, people.admin)).get('/regimes/none')
    expect(answer.status).toBe(404)
  })
})

const regimeOf = (provisions: unknown[], parts: Record<string, unknown> = {}) =>
  parseRegime(bytes(regimeFile(provisions, parts)), 'mau-1.json')

describe('the page of a regulation', () => {
  test('has contents, counts of evidence, where rules act, and sources to click or read', async () => {
    const file = regimeOf([
      { ...band('a', { ge: '1/3', lt: '1/2' }), ref: 'Điều 5.1', evidence: 'assumed' },
      { ...band('b', { ge: '1/2' }), ref: 'Điều 5.2', note: 'Chưa rõ.' },
    ])
    const { html, text, headers } = await (
      await visitAs({ ...ctx, regimes: [file] }, people.auditor)
    ).get('/regimes/mau-1')
    expect(html).toContain('<a href="#dieu-5">Điều 5</a> <small>(2)</small>')
    expect(html).toContain('id="dieu-5"')
    expect(text).toMatch(/2 trích nguyên văn 0 diễn đạt lại 1 chưa kiểm chứng/)
    expect(text).toContain('tín nhiệm thấp từ 1/3, dưới 1/2')
    expect(text).toContain(vi.ruleActs.band)
    expect(text).toContain('Ghi chú: Chưa rõ.')
    expect(html).toContain(
      '<a href="https://example.org/" rel="noreferrer">https://example.org/</a>',
    )
    expect(html.match(/id="nguon-1"/g)).toHaveLength(1)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

test('a regulation whose file is gone is shown as it was recorded, and says so', async () => {
  await createSession(ctx, people.first, NEW_SESSION)
  const without = { ...ctx, regimes: [] }
  const { status, text } = await (
    await visitAs(without, people.auditor)
  ).get('/regimes/96-qd-tw-2023')
  expect(status).toBe(200)
  expect(text).toContain('Đây là bản đã ghi')
  expect(text).toContain('Điều 11.2')
})

describe('the list of regulations', () => {
  test('says of each its side, period, how it is chosen and what it replaces', async () => {
    const regimes = [
      regimeOf([], { effectiveTo: '2026-06-30' }),
      regimeOf([], { id: 'mau-2', number: '2-QĐ/TW', replaces: 'mau-1' }),
      regimeOf([], { id: 'mau-3', number: '3-NQ', side: 'state', chosen: 'by_name' }),
    ]
    const { text } = await (await visitAs({ ...ctx, regimes }, people.first)).get('/regimes')
    expect(text).toMatch(
      /1-QĐ\/TW .*Đảng .*01\/01\/2023 – 30\/06\/2026 .*không, đã có tệp thay thế .*đã có mau-2/,
    )
    expect(text).toMatch(/2-QĐ\/TW .*Đảng .*01\/01\/2023 – nay .*theo ngày lấy phiếu .*mau-1/)
    expect(text).toMatch(/3-NQ .*Nhà nước .*01\/01\/2023 – nay .*chỉ khi chọn đích danh/)
  })

  test('shows everybody which files are set aside, where they are wrong and why', async () => {
    const refusedRegimes = [
      new AppError('regime_file_invalid', {
        file: 'sai.json',
        others: ['khac.json'],
        issues: [{ path: '/effectiveFrom', rule: 'regimes_overlap', found: '"2023-01-01"' }],
      }),
      new AppError('regime_file_changed', {
        file: 'sua.json',
        id: 'sua',
        path: '/provisions/3/rule/ge',
      }),
      new AppError(
        'regime_file_invalid',
        { file: 'hong.json', path: '', rule: 'invalid_utf8' },
        new AppError('invalid_utf8', { offset: 7 }),
      ),
    ]
    for (const actor of Object.values(people)) {
      const { text } = await (await visitAs({ ...ctx, refusedRegimes }, actor)).get('/regimes')
      expect(text).toContain('Có 3 tệp quy định không được dùng.')
      expect(text).toMatch(/sai\.json .*\/effectiveFrom: hai quy định cùng bên .*; xem khac\.json/)
      expect(text).toMatch(
        /sua\.json .*khác bản đã ghi tại \/provisions\/3\/rule\/ge.*--recorded sua/,
      )
      expect(text).toMatch(/hong\.json .*\(toàn tệp\): Tệp không phải văn bản UTF-8/)
    }
  })

  test('says nothing of files when all are in order', async () => {
    const { text } = await (await visitAs(ctx, people.first)).get('/regimes')
    expect(text).not.toContain('không được dùng')
  })
})
