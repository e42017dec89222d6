import { closeSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { devNull } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { now } from '../clock.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { phrase, word } from '../messages/message.ts'
import { ROOT, VERSION } from '../program.ts'
import { type Manifest, digestOf, readBackup, writeBackup } from '../storage/backup-file.ts'
import { commit } from '../storage/commit.ts'
import { copyDatabase, inspectCopy } from '../storage/database-copy.ts'
import { openStore } from '../storage/dialect.ts'
import { EXIT, type Io } from './io.ts'
import { newPassphrase } from './passphrase.ts'

const BACKUP_HELP = `tin-nhiem backup TỆP [--encrypt [--passphrase-file TỆP]]
  Sao lưu cơ sở dữ liệu SQLite của DATA_DIR vào một tệp mới, kể cả khi phần mềm đang chạy; đọc lại để kiểm tra.
  --encrypt          mã hóa bằng một cụm mật khẩu (từ 13 ký tự), hỏi hai lần trên màn hình
  --passphrase-file  lấy cụm mật khẩu ở dòng đầu của tệp này thay vì hỏi
  Không bao giờ ghi đè tệp đã có. PostgreSQL: dùng pg_dump, xem docs/backup.md.
`

export const backupCommand = { run: backup, help: BACKUP_HELP }

/** `backup FILE`: a verified copy of the running database, which the journal then tells of. */
async function backup(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { encrypt: { type: 'boolean' }, 'passphrase-file': { type: 'string' } },
  })
  const [file, ...more] = positionals
  const { encrypt = false, 'passphrase-file': passphraseFile } = values
  if (file === undefined || more.length > 0 || (passphraseFile !== undefined && !encrypt)) {
    io.err(BACKUP_HELP)
    return EXIT.refused
  }
  const database = sqliteFile(readConfig(io.env, ROOT).database)
  statSync(database) // else opening would make an empty one
  const passphrase = encrypt ? await newPassphrase(io, passphraseFile) : null
  const { head, rows } = await intoNewFile(file, (partial) =>
    takeBackup(database, partial, passphrase),
  )
  const total = Object.values(rows).reduce((sum, each) => sum + each, 0)
  io.out(`${phrase('backup', 'made', { file, rows: total, ...head })}\n`)
  io.err(`${word('backup', encrypt ? 'encrypted' : 'plain')}\n${word('backup', 'key_apart')}\n`)
  return EXIT.ok
}

/** The file of the database; `backup_only_sqlite` for a server's. */
export function sqliteFile(database: string): string {
  if (/^postgres(ql)?:/.test(database)) throw new AppError('backup_only_sqlite')
  return database
}

/** Copies, checks, writes and reads back; the clear copy lies beside the database only and is removed. */
async function takeBackup(
  database: string,
  partial: string,
  passphrase: string | null,
): Promise<Manifest> {
  const folder = mkdtempSync(join(dirname(database), '.backup-'))
  try {
    const copy = join(folder, 'copy.sqlite')
    copyDatabase(database, copy)
    const contents = await inspectCopy(copy)
    const manifest = { program: VERSION, madeAt: now(), ...contents, ...digestOf(copy) }
    const to = openSync(partial, 'w')
    try {
      writeBackup(to, copy, manifest, passphrase)
    } finally {
      closeSync(to)
    }
    await readBack(partial, passphrase)
    await tellJournal(database, manifest, passphrase !== null)
    return manifest
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readBack(file: string, passphrase: string | null): Promise<void> {
  const nowhere = openSync(devNull, 'w')
  try {
    await readBackup(file, nowhere, async () => passphrase ?? '')
  } finally {
    closeSync(nowhere)
  }
}

async function tellJournal(
  database: string,
  { head, sha256, madeAt: at }: Manifest,
  encrypted: boolean,
): Promise<void> {
  const store = openStore(database)
  try {
    await commit(store, { actor: null, at }, async (_trx, record) =>
      record({ type: 'backup_made', head, sha256, encrypted }),
    )
  } finally {
    await store.db.destroy()
  }
}

/** Keeps the name free of others while `work` fills a file beside it, which then takes the name. `backup_exists`. */
async function intoNewFile<T>(file: string, work: (partial: string) => Promise<T>): Promise<T> {
  const partial = `${file}.partial`
  reserve(file)
  try {
    reserve(partial)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
  try {
    const done = await work(partial)
    renameSync(partial, file)
    syncFolder(dirname(file))
    return done
  } catch (error) {
    rmSync(partial, { force: true })
    rmSync(file, { force: true })
    throw error
  }
}

function reserve(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw exists ? new AppError('backup_exists', { place: file }, error) : error
  }
}

/** Makes the names in a folder safe against a power cut. */
export function syncFolder(folder: string): void {
  const open = openSync(folder, 'r')
  try {
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
}
