import { describe, expect, it } from 'vitest'
import { extractText } from '../../../src/reports/attachments.ts'
import { loadFonts } from '../../../src/reports/fonts.ts'
import { ballotModel, ballotSchema } from '../../../src/reports/models/ballot.ts'
import { renderForm } from '../../../src/reports/render.ts'
import { loadTemplates } from '../../../src/reports/template.ts'
import { formInput, sampleNames } from '../samples.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const modelOf = (name: string) => {
  const { known, identity } = formInput('ballot', name)
  return ballotModel(known, identity)
}
const pagesOf = async (name: string, half = false) =>
  (await extractText(await renderForm({ ...formInput('ballot', name), half }, resources))).map(
    (page) => page.replace(/\s+/g, ' '),
  )

describe('the ballot', () => {
  it.each(sampleNames('ballot'))('matches its schema: %s', (name) => {
    expect(ballotSchema.strict().safeParse(modelOf(name)).error).toBeUndefined()
  })

  it('keeps the order of the approved list and numbers people, never papers', async () => {
    const rows = modelOf('fifty-people').ballots[0]!.sections[0]!.rows
    const { subjects } = formInput('ballot', 'fifty-people').known.ballots[0]!
    expect(rows.map(({ name }) => name)).toEqual(subjects.map(({ name }) => name))
    expect(rows.at(-1)?.number).toBe('50')
    const text = (await pagesOf('normal')).join(' ')
    expect(text).not.toMatch(/phiếu số|số thứ tự|số sê-ri/i)
  })

  it('has the criteria on the back, in their order, on the sheet and on half of it', async () => {
    for (const half of [false, true]) {
      const pages = await pagesOf('normal', half)
      expect(pages).toHaveLength(2)
      const places = ['1. Phẩm', '2. Ý thức', '3. Kết quả', '4. Sự', '5. Việc'].map((words) =>
        pages[1]!.indexOf(words),
      )
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(places[0]).toBeGreaterThan(0)
      expect(pages[0]).toContain('(đóng dấu treo)')
    }
  })

  it('has three boxes in a vote of three levels, two in a vote of two, and says how many', async () => {
    const [three] = await pagesOf('normal')
    expect(three).toContain('một trong ba ô “Tín nhiệm cao”, “Tín nhiệm”, “Tín nhiệm thấp”')
    const [two] = await pagesOf('two-levels')
    expect(two).toContain('một trong hai ô “Tín nhiệm”, “Không tín nhiệm”')
    expect(two).not.toMatch(/Tín nhiệm (cao|thấp)/)
  })

  it('begins a page with each kind and bears the code of its kind', async () => {
    const pages = await pagesOf('two-kinds')
    const { ballots } = formInput('ballot', 'two-kinds').known
    expect(pages).toHaveLength(4)
    expect(pages[0]).toContain(ballots[0]!.code)
    expect(pages[2]).toContain(ballots[1]!.code)
    expect(pages[2]).not.toContain(ballots[0]!.code)
  })

  it('repeats the sentence on signing only where the regulation was read to say it', async () => {
    expect((await pagesOf('normal')).join(' ')).toContain('có thể ký tên hoặc không ký tên')
    expect((await pagesOf('state')).join(' ')).not.toContain('ký tên')
  })

  it('is a sheet of A4, or half of one', async () => {
    const boxOf = async (half: boolean) => {
      const bytes = await renderForm({ ...formInput('ballot', 'normal'), half }, resources)
      const boxes = Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/\/MediaBox \[([^\]]*)\]/g)
      return [...boxes].map(([, box = '']) => box.split(' ').map((point) => Math.round(+point)))
    }
    expect(await boxOf(false)).toEqual([
      [0, 0, 595, 842],
      [0, 0, 595, 842],
    ])
    expect(await boxOf(true)).toEqual([
      [0, 0, 420, 595],
      [0, 0, 420, 595],
    ])
  })
})
