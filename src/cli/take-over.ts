import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { backupName } from '../actions/backup-names.ts'
import { backupWorkHere } from '../actions/backup-work.ts'
import { adoptCopy } from '../actions/restore-backup.ts'
import { takeBackup } from '../actions/take-backup.ts'
import { type NewestState, openNewest } from '../actions/take-over.ts'
import { now } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import { sealsOf } from '../main.ts'
import { phrase } from '../messages/message.ts'
import { ROOT, VERSION } from '../program.ts'
import { openStore } from '../storage/dialect.ts'
import { totalOf } from './backup.ts'
import { EXIT, type Io } from './io.ts'
import { askPassphrase } from './passphrase.ts'
import { intoEmptyPlace, originOf } from './restore.ts'

const TAKE_OVER_HELP = `tin-nhiem take-over THƯ_MỤC [--passphrase-file TỆP]
  Máy thứ hai làm tiếp khi máy thứ nhất hỏng: lấy trạng thái mới nhất trong các bản sao lưu và phần nối tiếp của
  THƯ_MỤC, kiểm tra không thiếu mục nhật ký nào, đặt vào DATA_DIR chưa có dữ liệu, rồi ghi vào THƯ_MỤC một bản sao lưu
  đầy đủ mang dấu của máy này: máy cũ thấy bản đó thì không cho ghi tiếp.
  --passphrase-file  lấy cụm mật khẩu ở dòng đầu của tệp này thay vì hỏi
`

export const takeOverCommand = { run: takeOver, help: TAKE_OVER_HELP }

/** `take-over FOLDER`: the newest state of the backups there becomes the database of this machine, and the old one is told. */
async function takeOver(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'passphrase-file': { type: 'string' } },
  })
  const [from, ...more] = positionals
  if (from === undefined || more.length > 0) {
    io.err(TAKE_OVER_HELP)
    return EXIT.refused
  }
  const config = readConfig(io.env, ROOT)
  const asked: { passphrase?: Promise<string> } = {}
  const ask = () => (asked.passphrase ??= askPassphrase(io, values['passphrase-file']))
  await intoEmptyPlace(config, async (folder) => {
    const newest = await openNewest(from, folder, ask)
    const { manifest, sealedBy: oldSeal, copy } = newest
    const told = `${storyOf(newest)}${originOf(newest, config)}`
    const { head, madeAt, file } = manifest
    const by = sealsOf(config).real.id
    const event = {
      type: 'taken_over',
      head,
      sha256: file.sha256,
      madeAt,
      oldSeal,
      newSeal: by,
    } as const
    await adoptCopy(copy, now(), event)
    return { copy, told: () => io.out(told) }
  })
  await markTakenOver(config, from, (await asked.passphrase) ?? null, io)
  return EXIT.ok
}

function storyOf({ name: file, manifest: { rows, head }, base, files }: NewestState): string {
  const lines = [
    phrase('backup', 'taking_over', { file, rows: totalOf(rows) }),
    phrase('backup', 'taken_base', { seq: base.seq, entries: head.seq - base.seq }),
    phrase('backup', 'taken_on_chain', { files }),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** A full backup with the new entry in the journal, locked as the old ones were: the old machine sees that it may not go on. */
async function markTakenOver(
  config: Config,
  folder: string,
  passphrase: string | null,
  io: Io,
): Promise<void> {
  const { database } = config
  const store = openStore(database)
  const file = join(folder, backupName(now(), 'bak'))
  try {
    const tools = { store, seals: sealsOf(config), version: VERSION, now, work: backupWorkHere }
    await takeBackup(tools, { database, file, passphrase, cause: 'take_over', actor: null })
  } finally {
    await store.db.destroy()
  }
  io.out(`${phrase('backup', 'taken_marked', { file })}\n`)
}
