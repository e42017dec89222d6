import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { openArchive } from '../actions/archives/open-archive.ts'
import { verifyArchive } from '../actions/archives/verify-archive.ts'
import type { VerifiedFigures } from '../actions/verified-figures.ts'
import { AppError } from '../errors.ts'
import { sourceOf } from '../formats/archive/read-stored-zip.ts'
import { phrase, word } from '../messages/message.ts'
import { ARCHIVE_LIMIT, verifierFrom } from '../verifier.ts'
import { EXIT, type Io } from './io.ts'
import { textOf } from './verification-text.ts'
import { settingsOf } from './verify.ts'

const IMPORT_HELP = `tin-nhiem import TỆP.zip [-o THƯMỤC] [--roots PEM] [--crl TỆP] [--templates THƯMỤC]
  Mở một hồ sơ kỳ phiếu để xem: kiểm tra hết các bước, in kỳ phiếu và kết quả. Không nạp vào cơ sở dữ liệu.
  -o  giải nén thêm các tệp vào một thư mục mới, chỉ khi mọi bước đều đúng
  Mã thoát: 0 mọi bước đúng · 1 có bước sai, không ghi gì · 2 không đọc được tệp
`

export const importCommand = { run: openForReading, help: IMPORT_HELP }

/** `import FILE`: an archive opened read-only; nothing is written unless every step holds. */
async function openForReading(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      roots: { type: 'string' },
      crl: { type: 'string', multiple: true },
      templates: { type: 'string', multiple: true },
    },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    io.err(IMPORT_HELP)
    return EXIT.refused
  }
  const bytes = io.read(file, ARCHIVE_LIMIT)
  const verifier = verifierFrom(settingsOf(io, values))
  const { verification, contents } = await verifyArchive(verifier, sourceOf(bytes))
  if (!verification.holds || !contents) {
    io.err(textOf({ ...verification, file }))
    return EXIT.held
  }
  const { session, organisation } = contents.session
  const told = {
    ...session,
    mode: word('modes', session.mode),
    state: word('states', session.state),
    organisation: organisation.name,
  }
  io.out(`${phrase('archive', 'opened', told)}\n`)
  if (verification.figures) io.out(figureLines(verification.figures))
  io.out(`${word('verdicts', verification.verdict)}\n`)
  if (values.output !== undefined) {
    const files = unpack(bytes, values.output)
    io.out(`${phrase('archive', 'unpacked', { files, folder: values.output })}\n`)
  }
  return EXIT.ok
}

function figureLines({ ballotKinds }: VerifiedFigures): string {
  const lines = ballotKinds.flatMap(({ title, subjects }) => [
    title,
    ...subjects.map(({ name, shares }) => {
      const all = shares.map(({ level, count, percent }) => {
        return `${word('levels', level).toLowerCase()} ${count}${percent === null ? '' : ` (${percent}%)`}`
      })
      return `  ${phrase('archive', 'person', { name, shares: all.join(', ') })}`
    }),
  ])
  return lines.map((line) => `${line}\n`).join('')
}

/** Writes every file below a folder that is made for them, all or none; how many. `backup_exists`. */
function unpack(bytes: Uint8Array, folder: string): number {
  const { archive } = openArchive(sourceOf(bytes))
  if (!archive) throw new TypeError('unpack: an archive that holds')
  try {
    mkdirSync(folder)
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw exists ? new AppError('backup_exists', { place: folder }, error) : error
  }
  try {
    for (const path of archive.paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), archive.bytes(path)!, { flag: 'wx' })
    }
    return archive.paths.length
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
