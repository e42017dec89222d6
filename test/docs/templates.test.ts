import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
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

test('the page names every block and every layout', () => {
  for (const { shape } of blockSchema.options)
    expect(page).toContain(`| \`${[...shape.block.values][0]}\` `)
  for (const layout of readdirSync('templates/layouts'))
    expect(page).toContain(`| \`${layout.replace('.json', '')}\` |`)
})
