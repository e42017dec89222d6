import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { laterBeside } from '../actions/later-backups.ts'
import { type OpenedBackup, adoptCopy, openBackup } from '../actions/restore-backup.ts'
import { now } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { sealsOf } from '../main.ts'
import { phrase } from '../messages/message.ts'
import { ROOT } from '../program.ts'
import { syncFolder } from '../storage/new-file.ts'
import { sqliteFile, totalOf } from './backup.ts'
import { EXIT, type Io } from './io.ts'
import { askPassphrase } from './passphrase.ts'

const RESTORE_HELP = `tin-nhiem restore TỆP [--passphrase-file TỆP] [--leave-newer]
  Khôi phục một bản sao lưu vào DATA_DIR chưa có dữ liệu; kiểm tra toàn bộ trước khi đặt vào chỗ.
  --passphrase-file  lấy cụm mật khẩu ở dòng đầu của tệp này thay vì hỏi
  --leave-newer      biết rằng cạnh tệp còn bản mới hơn của cùng cơ sở dữ liệu, và bỏ lại phần đó
  Mọi phiên đăng nhập trong bản sao lưu kết thúc; việc khôi phục được ghi vào nhật ký.
`

export const restoreCommand = { run: restore, help: RESTORE_HELP }

/** `restore FILE`: puts the database of a backup where there is none, or leaves everything as it was. */
async function restore(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'passphrase-file': { type: 'string' }, 'leave-newer': { type: 'boolean' } },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    io.err(RESTORE_HELP)
    return EXIT.refused
  }
  const config = readConfig(io.env, ROOT)
  const ask = () => askPassphrase(io, values['passphrase-file'])
  await intoEmptyPlace(config, async (folder) => {
    const opened = await openBackup(file, folder, ask)
    const { head, madeAt, file: stored } = opened.manifest
    const newerLeft = laterBeside(file, opened.label)
    if (newerLeft.length > 0 && !values['leave-newer'])
      throw new AppError('backup_newer_there', {
        seq: Math.max(...newerLeft.map(({ seq }) => seq)),
      })
    const { copy, sealedBy: seal } = opened
    const event = {
      type: 'restored',
      head,
      sha256: stored.sha256,
      madeAt,
      seal,
      newerLeft,
    } as const
    await adoptCopy(copy, now(), event)
    const told = phrase('backup', 'restored', { file, rows: totalOf(opened.manifest.rows) })
    return { copy, told: () => io.out(`${told}\n${originOf(opened, config)}`) }
  })
  return EXIT.ok
}

/** Whose it was, the two heads, and whose seal it bears, one line each. */
export function originOf({ manifest, sealedBy: id }: OpenedBackup, config: Config): string {
  const { head, madeAt, program } = manifest
  const own = existsSync(config.secretsKey.file) && sealsOf(config).real.id === id
  const organisation = manifest.organisation ?? '–'
  return [
    phrase('backup', 'of', { organisation, madeAt, program }),
    phrase('backup', 'head', head),
    phrase('backup', 'head_equal', { madeAt, ...head }),
    phrase('backup', own ? 'seal_own' : 'seal_other', { id }),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

/**
 * Lets `work` make a database in a folder beside the place of these settings, puts it there and tells; refuses, before and
 * after, where data are. A log without its database is data too: SQLite would play it into the database put there.
 */
export async function intoEmptyPlace(
  config: Config,
  work: (folder: string) => Promise<{ readonly copy: string; readonly told: () => void }>,
): Promise<void> {
  const database = sqliteFile(config.database)
  refuseOverData(database)
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 })
  const folder = mkdtempSync(join(dirname(database), '.restore-'))
  try {
    const { copy, told } = await work(folder)
    refuseOverData(database)
    renameSync(copy, database)
    syncFolder(dirname(database))
    told()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function refuseOverData(database: string): void {
  for (const place of [database, `${database}-wal`])
    if (existsSync(place) && statSync(place).size > 0)
      throw new AppError('restore_over_data', { place })
}
