import { cpus, loadavg } from 'node:os'
import { benchArchives } from './archives.ts'
import { benchBatch } from './batch.ts'
import { benchEntry } from './entry.ts'
import { benchJournal } from './journal.ts'
import { benchLongReport, benchMinutes } from './minutes.ts'
import { benchOutcome } from './outcome.ts'
import { benchPersonRecord } from './person-record.ts'
import { benchPostgres } from './postgres.ts'
import { benchSavedPass } from './saved-pass.ts'

console.log(
  `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]!.toFixed(1)}\n`,
)
for (const bench of [
  benchOutcome,
  benchEntry,
  benchSavedPass,
  benchMinutes,
  benchLongReport,
  () => benchJournal(),
  benchBatch,
  benchArchives,
  () => benchPersonRecord(),
  () => benchPostgres(),
]) {
  await bench()
  console.log('')
}
