import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { forgetOrder } from '../../src/actions/submissions.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'

const TYPED = 'marks-that-nobody-may-find-again'

describe('what was deleted from a database in a file', () => {
  test('stays in the log while another process reads, which is told, and is gone the next time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-forget-'))
    const file = join(folder, 'x.sqlite')
    const store = openStore(file)
    await migrate(store)
    await sql`pragma busy_timeout = 0`.execute(store.db)
    await sql`create table entry_notes (note text)`.execute(store.db)
    await sql`insert into entry_notes values (${TYPED})`.execute(store.db)
    const warnings: unknown[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) })
    const reader = new SqliteDatabase(file, { readonly: true })
    reader.exec('begin')
    reader.prepare('select * from entry_notes').all()
    await sql`delete from entry_notes`.execute(store.db)

    await forgetOrder({ store, log })
    expect(warnings).toHaveLength(1)
    expect(String(warnings[0])).not.toContain(TYPED)
    expect(bytesOf(file)).toContain(TYPED)

    reader.exec('commit')
    reader.close()
    await forgetOrder({ store, log })
    expect(warnings).toHaveLength(1)
    expect(bytesOf(file)).not.toContain(TYPED)
    await store.db.destroy()
    rmSync(folder, { recursive: true })
  })
})

function bytesOf(file: string): string {
  return ['', '-wal'].map((end) => readFileSync(`${file}${end}`, 'latin1')).join('')
}
