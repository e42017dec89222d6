import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/storage/dialect.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { migrate } from '../../src/storage/migrations/index.ts'

describe('a program killed in the middle of writing', () => {
  test.each([5, 40])(
    'after at least %i acknowledged writes: each of them is on disk, none by halves',
    async (least) => {
      const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-kill-'))
      const file = join(folder, 'x.sqlite')
      const first = openStore(file)
      await migrate(first)
      await first.db.destroy()

      const writer = spawn(
        process.execPath,
        ['--import', 'tsx', join(import.meta.dirname, 'writer.ts'), file],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      let acknowledged = 0
      writer.stdout.on('data', (chunk: Buffer) => {
        acknowledged = Number(chunk.toString().trim().split('\n').at(-1))
        if (acknowledged >= least) writer.kill('SIGKILL')
      })
      await once(writer, 'close')

      const store = openStore(file)
      const organisations = await store.db.selectFrom('organisations').select('id').execute()
      const { entries, broken } = await verifyJournal(store.db)
      await store.db.destroy()
      rmSync(folder, { recursive: true })
      expect(acknowledged).toBeGreaterThanOrEqual(least)
      expect(organisations.length).toBeGreaterThanOrEqual(acknowledged)
      expect({ entries, broken }).toEqual({ entries: organisations.length, broken: null })
    },
  )
})
