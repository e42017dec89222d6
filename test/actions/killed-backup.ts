// Makes one backup after another of the SQLite file into the folder, both named on the command line, and says so.
import { join } from 'node:path'
import { backupName } from '../../src/actions/backup-names.ts'
import { backupWorkHere } from '../../src/actions/backup-work.ts'
import { takeBackup } from '../../src/actions/take-backup.ts'
import { sealsUnder } from '../../src/secrets.ts'
import { openStore } from '../../src/storage/dialect.ts'

const [database = '', folder = ''] = process.argv.slice(2)
const store = openStore(database)
const now = () => new Date().toISOString()
const seals = sealsUnder(new Uint8Array(32).fill(7))
const tools = { store, seals, version: '0', now, work: backupWorkHere }
for (let n = 1; ; n += 1) {
  const file = join(folder, backupName(now(), 'bak'))
  await takeBackup(tools, { database, file, passphrase: null, cause: 'command', actor: null })
  process.stdout.write(`${n}\n`)
}
