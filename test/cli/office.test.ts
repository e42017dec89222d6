import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { docxParts, paragraphTexts } from '../reports/docx-parts.ts'
import { sampleInput } from '../reports/samples.ts'
import { shell } from './test-io.ts'
import { tallyText } from '../../src/formats/tally.ts'

describe('tin-nhiem render to office files', () => {
  const sh = shell()
  afterAll(() => sh.remove())
  const tally = sh.file(
    'so-lieu.json',
    tallyText(sampleInput('minutes', 'normal').proceedings.tally),
  )
  const out = (name: string) => join(sh.folder, name)

  test('makes by the end of the name a table whose counts compute to the same result', async () => {
    const expected = await sh.run(['compute', tally])
    expect(expected.exit).toBe(0)
    for (const name of ['ket-qua.xlsx', 'ket-qua.CSV']) {
      expect(await sh.run(['render', 'summary', tally, '-o', out(name)])).toMatchObject({ exit: 0 })
      expect(await sh.run(['compute', out(name)])).toEqual(expected)
    }
  })

  test('makes a document to be edited, which says that it is one', async () => {
    const { exit } = await sh.run(['render', 'minutes', tally, '-o', out('bien-ban.docx')])
    expect(exit).toBe(0)
    const parts = docxParts(new Uint8Array(readFileSync(out('bien-ban.docx'))))
    expect(paragraphTexts(parts.get('word/document.xml')!)).toContain('BIÊN BẢN KIỂM PHIẾU')
    expect([...parts.values()].join('')).toContain('Bản để biên tập, không thay bản đã ký')
  })

  test('makes it in the layout that is named; a table has none, and another side has others', async () => {
    const render = (name: string, layout: string) =>
      sh.run(['render', 'minutes', tally, '-o', join(sh.folder, name), '--layout', layout])
    for (const layout of ['hd05-2026', 'hd36-2018'])
      for (const end of ['docx', 'pdf'])
        expect((await render(`${layout}.${end}`, layout)).exit).toBe(0)
    for (const end of ['docx', 'pdf']) {
      const [one, other] = ['hd05-2026', 'hd36-2018'].map((layout) =>
        readFileSync(join(sh.folder, `${layout}.${end}`)),
      )
      expect(Buffer.compare(one!, other!)).not.toBe(0)
    }
    for (const layout of ['nd30-2020', 'hd99']) {
      const { exit, err } = await render('x.pdf', layout)
      expect([exit, err]).toEqual([2, expect.stringContaining(layout)])
    }
    expect((await render('x.xlsx', 'hd05-2026')).exit).toBe(2)
    expect(existsSync(join(sh.folder, 'x.xlsx'))).toBe(false)
  })

  test('signs none of them', async () => {
    const key = sh.file('khoa.p12', 'x')
    for (const name of ['a.docx', 'a.xlsx', 'a.csv']) {
      const args = ['render', 'minutes', tally, '-o', out(name), '--sign', key]
      expect(await sh.run(args)).toMatchObject({ exit: 2 })
    }
  })

  test('a table that is no results file is refused in words', async () => {
    const { exit, err } = await sh.run(['compute', sh.file('la.csv', 'TT;Họ và tên\n1;Ân\n')])
    expect(exit).toBe(2)
    expect(err).toContain('la.csv: Không đọc được tệp này')
  })
})
