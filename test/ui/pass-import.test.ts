import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takePass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import { xlsx } from '../formats/workbooks.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Answer, type Visit, visitAs } from './app.ts'
import { formOf, selectedIn } from './form-fields.ts'

const SHEET =
  'Số phiếu thu về: 10\nSố phiếu hợp lệ: 9\nSố phiếu không hợp lệ: 1\n' +
  'TT;Họ và tên;TNC;TN;TNT;KHL\n1;Nguyễn Văn Một;7;1;1;0\n2;Trần Thị Hai;2;0;6;1\n'

let ctx: Context
let people: People
let counting: CountingSession
let sheet: string
let first: Visit
let page: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  sheet = counting.sheets[0]!.id
  await takePass(ctx, people.first, sheet)
  first = await visitAs(ctx, people.first)
  page = `/sheets/${sheet}/import`
})
afterEach(async () => ctx.store.db.destroy())

const draft = async () => (await takePass(ctx, people.first, sheet)).counts
const preview = (text: string) => first.post(page, { text, do: 'preview' })
/** Sends the form of the page as it stands, with these changes. */
const send = (shown: Answer, changes: Readonly<Record<string, string>>) =>
  first.post(page, { ...formOf(shown.html), ...changes })

describe('filling a pass from a file', () => {
  test('begins at a link on the entry page', async () => {
    expect((await first.get(`/sheets/${sheet}/entry`)).html).toContain(`href="${page}"`)
    const { status, html } = await first.get(page)
    expect(status).toBe(200)
    expect(html).toContain('type="file"')
    expect(html).toContain('name="text"')
  })

  test('shows what would be stored, stores it when confirmed, and goes back to the entry', async () => {
    const shown = await preview(SHEET)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('1. Nguyễn Văn Một 7 1 1 0 hàng 5')
    expect((await draft()).collected).toBeNull()
    const done = await send(shown, { do: 'import' })
    expect([done.status, done.to]).toEqual([303, `/sheets/${sheet}/entry?notice=pass_imported`])
    expect(await draft()).toEqual(soundSheet(counting))
    expect((await first.get(done.to!)).text).toContain('So từng ô với phiếu rồi nộp')
  })

  test('takes a workbook that was chosen, and its bytes along to the confirmation', async () => {
    const rows = [
      ['Thu về', 10],
      ['Hợp lệ', 9],
      ['Không hợp lệ', 1],
      ['Họ và tên', 'Tín nhiệm cao', 'Tín nhiệm', 'Tín nhiệm thấp', 'Không hợp lệ'],
      ['Nguyễn Văn Một', 7, 1, 1, 0],
      ['Trần Thị Hai', 2, 0, 6, 1],
    ]
    const file = new File([new Uint8Array(await xlsx({ name: 'Tập 1', rows }))], 'tap 1.xlsx')
    const shown = await first.post(page, { file, text: '', do: 'preview' })
    expect(shown.text).toContain('Trang “Tập 1”')
    expect((await send(shown, { do: 'import' })).status).toBe(303)
    expect(await draft()).toEqual(soundSheet(counting))
  })

  test('says what a submission would be told of cells the file does not have', async () => {
    const { text } = await preview('Họ và tên;TNC;TN;TNT\nNguyễn Văn Một;7;1;1\nTrần Thị Hai;2;0;6')
    expect(text).toContain('tệp không có số này; nhập tay sau khi nạp (“Số phiếu thu về”)')
    expect(text).toContain('Nộp nguyên như vậy sẽ bị báo: 5 ô chưa có số.')
  })

  test('says beside the number of ballots what is wrong with its cell', async () => {
    const { html } = await preview(SHEET.replace('thu về: 10', 'thu về: mười'))
    expect(html).toMatch(/<dd>— \(để trống\)<span class="fault"> phải là số nguyên/)
  })

  test('shows each fault with its place and beside its row, and offers no confirmation', async () => {
    const shown = await preview(SHEET.replace('7;1;1', '7;x;1').replace('Trần Thị', 'Trân Thị'))
    expect(shown.text).toContain('Ô D5: phải là số nguyên từ 0 đến 1.000.000 (“x”)')
    expect(shown.text).toContain(
      'Ô B6: không có ai tên này trên phiếu (so đúng từng chữ, từng dấu) (“Trân Thị Hai”); trên phiếu có “Trần Thị Hai”',
    )
    expect(shown.text).toContain('hàng 5 cột D: phải là số nguyên')
    expect(shown.html).not.toContain('value="import"')
    const forced = await send(shown, { do: 'import' })
    expect(forced.status).toBe(422)
    expect(forced.text).toContain('Chưa nạp được tệp, chưa lưu gì')
    expect((await draft()).collected).toBeNull()
  })

  test('reads columns as the user chooses, even without a heading', async () => {
    const bare = 'Nguyễn Văn Một;7;1;1;0\nTrần Thị Hai;2;0;6;1\n'
    const lost = await preview(bare)
    expect(lost.text).toContain('không thấy ô “Họ và tên”')
    const columns = { A: 'name', B: 'high', C: 'medium', D: 'low', E: 'invalid' }
    const chosen = {
      'sheets.0.firstRow': '1',
      ...Object.fromEntries(
        Object.entries(columns).map(([at, to]) => [`sheets.0.columns.${at}`, to]),
      ),
    }
    const shown = await send(lost, { ...chosen, do: 'preview' })
    expect(shown.text).toContain('2. Trần Thị Hai 2 0 6 1 hàng 2')
    expect(selectedIn(shown.html, 'sheets.0.columns.D')).toBe('low')
    expect((await send(shown, { do: 'import' })).status).toBe(303)
    expect(await draft()).toMatchObject({ collected: null, rows: soundSheet(counting).rows })
  })

  test('with another choice of columns than was shown is shown anew, not stored', async () => {
    const shown = await preview(SHEET)
    const swapped = { 'sheets.0.columns.C': 'medium', 'sheets.0.columns.D': 'high', do: 'import' }
    const again = await send(shown, swapped)
    expect(again.status).toBe(409)
    expect(again.text).toContain('không còn như lúc xem trước')
    expect(again.text).toContain('1. Nguyễn Văn Một 1 7 1 0')
    expect((await draft()).collected).toBeNull()
    expect((await send(again, { do: 'import' })).status).toBe(303)
  })

  test('asks which of several sheets is meant', async () => {
    const table = (high: number) => [
      ['Họ và tên', 'TNC', 'TN', 'TNT'],
      ['Nguyễn Văn Một', high, 1, 1],
      ['Trần Thị Hai', 2, 0, 6],
    ]
    const bytes = await xlsx({ name: 'Tập 1', rows: table(7) }, { name: 'Tập 2', rows: table(5) })
    const file = new File([new Uint8Array(bytes)], 'a.xlsx')
    const asked = await first.post(page, { file, do: 'preview' })
    expect(asked.text).toContain('Trang “Tập 1”: nhiều trang cùng có bảng; chọn một trang Trang')
    expect(asked.text).not.toContain('Sẽ vào bản đang nhập')
    const refused = await send(asked, { read: '1', 'sheets.1.firstRow': 'x', do: 'preview' })
    expect(formOf(refused.html)).toMatchObject({ read: '1', 'sheets.1.firstRow': 'x' })
    const shown = await send(asked, { read: '1', do: 'preview' })
    expect(shown.text).toContain('1. Nguyễn Văn Một 5 1 1 —')
    expect((await send(shown, { do: 'import' })).status).toBe(303)
    expect((await draft()).rows[0]).toMatchObject({ high: 5, invalid: null })
  })

  test('says at its field that a row number is none', async () => {
    const shown = await preview(SHEET)
    const again = await send(shown, { 'sheets.0.firstRow': 'x', do: 'preview' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('hàng đầu tiên có người: phải là số')
    expect(again.html).toMatch(/id="sheets.0.firstRow"[^>]* aria-invalid="true"/)
  })
})

describe('bad input to the page', () => {
  test.each([
    ['nothing', {}, 422],
    ['both', { text: SHEET, file: new File(['a'], 'a.csv') }, 422],
    ['carried bytes that are none', { content: '§' }, 422],
    ['garbage', { file: new File([new Uint8Array([0x50, 0x4b, 3, 4, 0])], 'a.xlsx') }, 422],
    ['ten megabytes', { text: 'a;'.repeat(5_000_000) }, 413],
  ])('%s is refused in words and changes nothing', async (_, fields, status) => {
    const answer = await first.post(page, { ...fields, do: 'import' })
    expect(answer.status).toBe(status)
    expect(answer.text).not.toContain('Lỗi hệ thống')
    expect((await draft()).collected).toBeNull()
  })

  test('of a file and a text together says that one of them is meant', async () => {
    const answer = await first.post(page, { text: SHEET, file: new File([SHEET], 'a.csv') })
    expect(answer.text).toContain('chỉ một trong hai')
    expect(answer.text).not.toContain('Sẽ vào bản đang nhập')
  })

  test('a sheet that is not one’s own, unknown, or handed in is refused', async () => {
    const second = await visitAs(ctx, people.second)
    expect((await second.get(page)).status).toBe(403)
    expect((await second.post(page, { text: SHEET })).status).toBe(403)
    const head = await visitAs(ctx, people.head)
    expect((await head.post(page, { text: SHEET })).status).toBe(403)
    expect((await first.post('/sheets/unknown/import', { text: SHEET })).status).toBe(404)
    const shown = await preview(SHEET)
    await typeSheet(ctx, people.first, sheet, soundSheet(counting))
    const late = await send(shown, { do: 'import' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Lượt nhập')
    expect((await first.get(page)).to).toBe(`/sheets/${sheet}/entry`)
  })

  test('the same file for the second pass is refused', async () => {
    await send(await preview(SHEET), { do: 'import' })
    await takePass(ctx, people.second, sheet)
    const second = await visitAs(ctx, people.second)
    const answer = await second.post(page, { text: SHEET, do: 'preview' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Hai lượt phải độc lập')
    expect(answer.text).not.toContain('Nguyễn Văn Một 7')
  })

  test('names and values are shown as text', async () => {
    const { html } = await preview(SHEET.replace('Trần Thị Hai', '<script>x</script>'))
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('<script>x')
  })
})
