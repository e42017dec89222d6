import { mkdirSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { ROOT } from '../program.ts'
import { openStore } from '../storage/dialect.ts'
import { migrate as migrateStore } from '../storage/migrations/index.ts'
import { EXIT, type Io } from './io.ts'

const MIGRATE_HELP = `tin-nhiem migrate
  Đưa cơ sở dữ liệu (DATABASE_URL, hoặc tệp trong DATA_DIR) về cấu trúc mới nhất; in tên từng bước đã chạy.
`

export const migrateCommand = { run: migrate, help: MIGRATE_HELP }

/** `migrate`: brings the database to its newest shape and names what ran. */
async function migrate(_args: string[], io: Io): Promise<number> {
  const { dataDir, database } = readConfig(io.env, ROOT)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const store = openStore(database)
  try {
    for (const name of await migrateStore(store)) io.out(`${name}\n`)
  } finally {
    await store.db.destroy()
  }
  return EXIT.ok
}
