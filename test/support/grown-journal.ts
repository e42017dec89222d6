import { createHash } from 'node:crypto'
import SqliteDatabase from 'better-sqlite3'
import { chainInput } from '../../src/domain/journal.ts'

/** Puts so many more entries, which change no table, at the end of the journal in that file. */
export function growJournal(file: string, entries: number): void {
  const database = new SqliteDatabase(file)
  const last = database
    .prepare<[], { seq: number; hash: string }>(
      'select seq, hash from journal order by seq desc limit 1',
    )
    .get()!
  const insert = database.prepare('insert into journal values (?, null, ?, ?, ?)')
  database.transaction(() => {
    let before = last.hash
    for (let seq = last.seq + 1; seq <= last.seq + entries; seq += 1) {
      const event = { type: 'logged_out', account: `account-${seq}` }
      const text = JSON.stringify({ seq, at: '2026-02-05T12:00:00.000Z', actor: null, event })
      const hash = createHash('sha256').update(chainInput(before, text)).digest('hex')
      insert.run(seq, text, before, hash)
      before = hash
    }
  })()
  database.close()
}
