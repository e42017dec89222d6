import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { forgetLeftovers } from '../../src/actions/backup-leftovers.ts'
import { backupWorkHere } from '../../src/actions/backup-work.ts'
import { openBackup } from '../../src/actions/restore-backup.ts'
import { fileContext } from '../support/file-context.ts'
import { seatPeople } from '../support/context.ts'

test('a program killed at any moment of a backup leaves nothing half under a final name', async () => {
  const { ctx, root, folder, database, remove } = await fileContext()
  await seatPeople(ctx)
  for (const wait of [0, 3, 9, 17, 31, 60]) {
    const writer = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'killed-backup.ts'), database, folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(writer.stdout, 'data')
    setTimeout(() => writer.kill('SIGKILL'), wait)
    await once(writer, 'close')
  }
  const whole = readdirSync(folder).filter((name) => name.endsWith('.bak'))
  expect(whole.length).toBeGreaterThanOrEqual(6)
  for (const name of whole) {
    await backupWorkHere.readBack(join(folder, name), null)
    const place = mkdtempSync(join(root, 'open-'))
    await openBackup(join(folder, name), place, async () => '')
    rmSync(place, { recursive: true })
  }
  const left = () => [
    ...readdirSync(folder).filter((name) => name.endsWith('.partial')),
    ...readdirSync(root).filter((name) => name.startsWith('.backup-')),
  ]
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.partial')))
    utimesSync(join(folder, name), 0, 0)
  for (const name of readdirSync(root).filter((each) => each.startsWith('.backup-')))
    utimesSync(join(root, name), 0, 0)
  forgetLeftovers(root, folder, Date.now())
  expect(left()).toEqual([])
  await remove()
}, 120_000)
