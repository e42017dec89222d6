import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { now } from '../clock.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { phrase } from '../messages/message.ts'
import { ROOT } from '../program.ts'
import { type Manifest, readBackup } from '../storage/backup-file.ts'
import { commit } from '../storage/commit.ts'
import { inspectCopy } from '../storage/database-copy.ts'
import { openStore } from '../storage/dialect.ts'
import { deleteAllLogins } from '../storage/logins.ts'
import { migrate } from '../storage/migrations/index.ts'
import { sqliteFile, syncFolder } from './backup.ts'
import { EXIT, type Io } from './io.ts'
import { askPassphrase } from './passphrase.ts'

const RESTORE_HELP = `tin-nhiem restore TỆP [--passphrase-file TỆP]
  Khôi phục một bản sao lưu vào DATA_DIR chưa có dữ liệu; kiểm tra toàn bộ trước khi đặt vào chỗ.
  --passphrase-file  lấy cụm mật khẩu ở dòng đầu của tệp này thay vì hỏi
  Mọi phiên đăng nhập trong bản sao lưu kết thúc; việc khôi phục được ghi vào nhật ký.
`

export const restoreCommand = { run: restore, help: RESTORE_HELP }

/** `restore FILE`: puts the database of a backup where there is none, or leaves everything as it was. */
async function restore(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'passphrase-file': { type: 'string' } },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    io.err(RESTORE_HELP)
    return EXIT.refused
  }
  const database = sqliteFile(readConfig(io.env, ROOT).database)
  refuseOverData(database)
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 })
  const folder = mkdtempSync(join(dirname(database), '.restore-'))
  try {
    const copy = join(folder, 'copy.sqlite')
    const ask = () => askPassphrase(io, values['passphrase-file'])
    const manifest = await unpack(file, copy, ask)
    const { head, rows } = await checkedContents(copy, manifest)
    await takeOver(copy, manifest)
    refuseOverData(database)
    renameSync(copy, database)
    syncFolder(dirname(database))
    const total = Object.values(rows).reduce((sum, each) => sum + each, 0)
    io.out(`${phrase('backup', 'restored', { file, rows: total })}\n`)
    io.out(`${phrase('backup', 'head', head)}\n`)
    const { madeAt, head: told } = manifest
    io.out(`${phrase('backup', 'head_equal', { madeAt, ...told })}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return EXIT.ok
}

/** A log without its database is refused too: SQLite would play it into the database put there. */
function refuseOverData(database: string): void {
  for (const place of [database, `${database}-wal`])
    if (existsSync(place) && statSync(place).size > 0)
      throw new AppError('restore_over_data', { place })
}

async function unpack(file: string, copy: string, ask: () => Promise<string>): Promise<Manifest> {
  const to = openSync(copy, 'wx', 0o600)
  try {
    return await readBackup(file, to, ask)
  } finally {
    closeSync(to)
  }
}

/** What the unpacked database holds, read from itself; `backup_unreadable` where the manifest says otherwise. */
async function checkedContents(copy: string, manifest: Manifest) {
  const found = await inspectCopy(copy)
  const { schema, head, rows } = manifest
  if (!isDeepStrictEqual(found, { schema, head, rows }))
    throw new AppError('backup_unreadable', { reason: 'manifest' })
  return found
}

/** Brings it to the newest shape, ends every log-in, and writes into the journal where it comes from. */
async function takeOver(copy: string, { head, sha256, madeAt }: Manifest): Promise<void> {
  const store = openStore(copy)
  try {
    await migrate(store)
    await commit(store, { actor: null, at: now() }, async (trx, record) => {
      await deleteAllLogins(trx)
      record({ type: 'restored', head, sha256, madeAt })
    })
  } finally {
    await store.db.destroy()
  }
  const written = openSync(copy, 'r+')
  fsyncSync(written)
  closeSync(written)
}
