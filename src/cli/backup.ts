import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { backupWorkHere } from '../actions/backup-work.ts'
import { type BackupTools, takeBackup } from '../actions/take-backup.ts'
import { now } from '../clock.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { sealsOf } from '../main.ts'
import { phrase, word } from '../messages/message.ts'
import { ROOT, VERSION } from '../program.ts'
import { type Store, openStore } from '../storage/dialect.ts'
import { EXIT, type Io } from './io.ts'
import { newPassphrase } from './passphrase.ts'

const BACKUP_HELP = `tin-nhiem backup TỆP [--encrypt [--passphrase-file TỆP]]
  Sao lưu cơ sở dữ liệu SQLite của DATA_DIR vào một tệp mới, kể cả khi phần mềm đang chạy; đọc lại để kiểm tra.
  --encrypt          mã hóa bằng một cụm mật khẩu (từ 13 ký tự), hỏi hai lần trên màn hình
  --passphrase-file  lấy cụm mật khẩu ở dòng đầu của tệp này thay vì hỏi
  Không bao giờ ghi đè tệp đã có. PostgreSQL: dùng pg_dump, xem docs/backup.md.
`

export const backupCommand = { run: backup, help: BACKUP_HELP }

/** `backup FILE`: a verified, sealed copy of the running database, which the journal then tells of. */
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
  const config = readConfig(io.env, ROOT)
  const database = sqliteFile(config.database)
  statSync(database) // else opening would make an empty one
  const passphrase = encrypt ? await newPassphrase(io, passphraseFile) : null
  const seals = sealsOf(config)
  let store: Store | undefined // opened when the copy was found whole: opening a broken database throws
  try {
    const tools: BackupTools = {
      get store() {
        return (store ??= openStore(database))
      },
      seals,
      version: VERSION,
      now,
      work: backupWorkHere,
    }
    const asked = { database, file, passphrase, cause: 'command', actor: null } as const
    const { head, rows } = (await takeBackup(tools, asked)).manifest
    io.out(`${phrase('backup', 'made', { file, rows: totalOf(rows), ...head })}\n`)
    io.out(`${phrase('backup', 'own_seal', { id: seals.real.id })}\n`)
  } finally {
    await store?.db.destroy()
  }
  io.err(`${word('backup', encrypt ? 'encrypted' : 'plain')}\n${word('backup', 'key_apart')}\n`)
  return EXIT.ok
}

/** All rows of all tables. */
export function totalOf(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((sum, each) => sum + each, 0)
}

/** The file of the database; `backup_only_sqlite` for a server's. */
export function sqliteFile(database: string): string {
  if (/^postgres(ql)?:/.test(database)) throw new AppError('backup_only_sqlite')
  return database
}
