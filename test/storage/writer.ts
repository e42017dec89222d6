// Commits one event after another to the SQLite file named on the command line, and says so each time.
import { commit } from '../../src/storage/commit.ts'
import { openStore } from '../../src/storage/dialect.ts'

const store = openStore(process.argv[2]!)
for (let n = 1; ; n += 1) {
  const at = '2026-02-05T01:00:00.000Z'
  await commit(store, { actor: null, at }, async (trx, record) => {
    await trx
      .insertInto('organisations')
      .values({ id: `o${n}`, parent_id: null, side: 'party', name: `Tổ chức ${n}` })
      .execute()
    record({ type: 'account_disabled', account: `o${n}` })
  })
  process.stdout.write(`${n}\n`)
}
