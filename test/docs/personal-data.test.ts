import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import vi from '../../src/messages/vi.json' with { type: 'json' }
import { ROOT } from '../../src/program.ts'
import { KEPT, PERSONAL_DATA, PURPOSES } from '../../src/storage/personal-data.ts'
import { openTestStore } from '../support/stores.ts'

const FILE = `${ROOT}/docs/personal-data.md`
const MARK = '<!-- register -->\n'

test('the register of personal data is the one of the program', () => {
  const rows = Object.entries(PERSONAL_DATA).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, [purpose, kept]]) => {
      const words = [vi.personalPurposes[purpose], vi.personalKept[kept]]
      return `- \`${table}.${column}\`: ${words.join('. Giữ đến khi ')}.\n`
    }),
  )
  const page = readFileSync(FILE, 'utf8')
  const written = page.slice(0, page.indexOf(MARK) + MARK.length) + `\n${rows.join('')}`
  if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, written)
  expect(readFileSync(FILE, 'utf8')).toBe(written)
})

test('every purpose and every term has words and is used', () => {
  const used = Object.values(PERSONAL_DATA).flatMap((columns) => Object.values(columns).flat())
  for (const each of [...PURPOSES, ...KEPT]) expect(used).toContain(each)
  expect(Object.keys(vi.personalPurposes)).toEqual([...PURPOSES])
  expect(Object.keys(vi.personalKept)).toEqual([...KEPT])
})

test('no column that refers to an account or is called a name is left out', async () => {
  const store = await openTestStore('sqlite')
  const tables = await store.db.introspection.getTables()
  const told = (table: string) =>
    Object.keys(PERSONAL_DATA[table as keyof typeof PERSONAL_DATA] ?? {})
  const naming = tables.flatMap(({ name, columns }) =>
    columns
      .filter((each) =>
        /^(account_id|full_name|username|signer|recipient|person_id)$/.test(each.name),
      )
      .map((each) => [name, each.name] as const),
  )
  expect(naming.length).toBeGreaterThan(15)
  for (const [table, column] of naming) expect(told(table), table).toContain(column)
  await store.db.destroy()
})
