import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { OWN_PAPER_SOURCES } from '../../src/domain/own-paper.ts'
import { blockSchema } from '../../src/reports/blocks.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { shell } from '../cli/test-io.ts'

const sh = shell()
afterAll(() => sh.remove())
const page = readFileSync('docs/templates.md', 'utf8')

test('the page can be followed: copy, change, check, look', async () => {
  const own = join(sh.folder, 'mau')
  mkdirSync(own)
  cpSync('templates/criteria', join(own, 'criteria'), { recursive: true })
  const file = join(own, 'criteria/template.yaml')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('TẬP DƯỢT', 'DIỄN TẬP'))
  expect((await sh.run(['templates', '--check', own])).exit).toBe(0)

  const out = join(sh.folder, 'xem')
  expect((await sh.run(['templates', '--preview', 'criteria', '-o', out, own])).exit).toBe(0)
  expect(readdirSync(out)).toContain('criteria-rehearsal.pdf')
  const [drawn] = await extractText(readFileSync(join(out, 'criteria-rehearsal.pdf')))
  // Turned text comes out letter by letter.
  expect(drawn).toContain('Ễ')
  expect(drawn).not.toContain('Ợ')

  writeFileSync(file, text.replace('{{ organisation }}', '{{ organization }}'))
  const { exit, err } = await sh.run(['templates', '--check', own])
  expect(exit).toBe(1)
  expect(page).toContain(`   ${err.replace(own, 'mau').trim()}\n`)
})

test('a paper can be added as the page says, and what the check says of it stands there', async () => {
  const own = join(sh.folder, 'them')
  mkdirSync(join(own, 'giay-xac-nhan'), { recursive: true })
  const file = join(own, 'giay-xac-nhan/template.yaml')
  cpSync('templates/extract/template.yaml', file)
  const { exit, err } = await sh.run(['templates', '--check', own])
  expect(exit).toBe(1)
  expect(page).toContain(`   ${err.replace(own, 'mau').trim()}\n`)

  const text = readFileSync(file, 'utf8')
  const named = text.replace('document: extract', 'document: extract\nname: Giấy xác nhận kết quả')
  expect(page).toContain('name: Giấy xác nhận kết quả')
  writeFileSync(file, named.replace('TRÍCH KẾT QUẢ', 'GIẤY XÁC NHẬN'))
  expect((await sh.run(['templates', '--check', own])).exit).toBe(0)
  const out = join(sh.folder, 'xem-them')
  const preview = ['templates', '--preview', 'giay-xac-nhan', '-o', out, own]
  expect((await sh.run(preview)).exit).toBe(0)
  const drawn = readdirSync(out)
  expect(drawn.every((name) => name.startsWith('giay-xac-nhan-'))).toBe(true)
  const [first] = await extractText(readFileSync(join(out, drawn[0]!)))
  expect(first).toContain('GIẤY XÁC NHẬN')
})

test('the example of a paper that prints the data of the minutes is in order', async () => {
  const { exit, out } = await sh.run(['templates', '--check', 'docs/examples/mau'])
  expect([exit, out]).toEqual([0, expect.stringContaining('không có chỗ sai')])
})

test('the page names every paper whose data can be printed, and no other', () => {
  const rows = [...page.matchAll(/^ {3}\| `(\w+)` +\| [^|]+ \| [^|]+ \|$/gm)].map(
    ([, name]) => name!,
  )
  expect(rows.slice(1).toSorted()).toEqual([...OWN_PAPER_SOURCES].toSorted())
})

test('the page names every block and every layout', () => {
  for (const { shape } of blockSchema.options)
    expect(page).toContain(`| \`${[...shape.block.values][0]}\` `)
  for (const layout of readdirSync('templates/layouts'))
    expect(page).toContain(`| \`${layout.replace('.json', '')}\` |`)
})
