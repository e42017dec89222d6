import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkChains } from '../../src/storage/chain-check.ts'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { listSessionIds } from '../../src/storage/session-journal.ts'
import { newPostgresUrl } from '../support/stores.ts'

const ENTRIES = 20_000
const SESSIONS = 2_000

let store: Store
const asked: { readonly text: string; readonly given: readonly unknown[] }[] = []

beforeAll(async () => {
  store = openStore(await newPostgresUrl(), (text, given) => void asked.push({ text, given }))
  // what the texts say is of no account: only how many rows are read for a page
  await sql`insert into journal select n, 's' || lpad((n % ${sql.lit(SESSIONS)})::text, 5, '0'),
    '{"seq":' || n || ',"session":"s"}', 'p' || n, 'h' || n
    from generate_series(1, ${sql.lit(ENTRIES)}) n`.execute(store.db)
  await sql`insert into session_journal select session_id, 1 + (seq - 1) / ${sql.lit(SESSIONS)}, seq, prev_hash, hash
    from journal`.execute(store.db)
})
afterAll(() => store.db.destroy())

type Plan = { readonly 'Actual Rows': number; readonly Plans?: readonly Plan[] }

/** Rows that PostgreSQL reads and hands on at every step of the statement. */
async function rowsRead(text: string, given: readonly unknown[]): Promise<number> {
  const literal = text.replaceAll(/\$(\d+)/g, (_, at: string) => {
    const value = given[Number(at) - 1]
    return typeof value === 'number' ? String(value) : `'${String(value)}'`
  })
  const explain = `explain (analyze, timing off, format json) ${literal}`
  const { rows } = await sql.raw<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explain).execute(store.db)
  const all = (plan: Plan): number =>
    plan['Actual Rows'] + (plan.Plans ?? []).reduce((sum, each) => sum + all(each), 0)
  return all(rows[0]!['QUERY PLAN'][0].Plan)
}

test('each page of the journal costs what the first one costs, however long the journal is', async () => {
  asked.length = 0
  await checkChains(store.db, { signed: () => false })
  const pages = asked.filter(({ text }) => text.includes('left join "session_journal"'))
  expect(pages).toHaveLength(1 + ENTRIES / 1000)
  const [first, last] = [pages[0]!, pages.at(-2)!]
  const read = await rowsRead(first.text, first.given)
  expect(read).toBeGreaterThanOrEqual(1000)
  expect(await rowsRead(last.text, last.given)).toBeLessThan(1.5 * read)
})

test('a page of sessions does not read the journal to its end', async () => {
  asked.length = 0
  const first = await listSessionIds(store.db, '', 10)
  expect(first).toEqual(Array.from({ length: 10 }, (_, at) => `s0000${at}`))
  expect(await listSessionIds(store.db, first.at(-1)!, 2)).toEqual(['s00010', 's00011'])
  const [{ text, given }] = asked as [{ text: string; given: readonly unknown[] }]
  expect(await rowsRead(text, given)).toBeLessThan(100)
})
