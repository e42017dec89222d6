import { cpus } from 'node:os'
import { benchEntry } from './entry.ts'
import { benchMinutes } from './minutes.ts'
import { benchOutcome } from './outcome.ts'
import { benchSavedPass } from './saved-pass.ts'

console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`)
for (const bench of [benchOutcome, benchEntry, benchSavedPass, benchMinutes]) {
  await bench()
  console.log('')
}
