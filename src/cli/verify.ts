import { parseArgs } from 'node:util'
import { INSPECTION_TASKS } from '../actions/pdf-work.ts'
import type { VerificationStep } from '../actions/verification-step.ts'
import { type ArchiveVerifier, verifyArchive } from '../actions/archives/verify-archive.ts'
import { type Verification, verifyDocument } from '../actions/verification.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { isArchive, sourceOf } from '../formats/archive/read-stored-zip.ts'
import { readRegimes } from '../formats/regime.ts'
import { phrase, stepLine, word } from '../messages/message.ts'
import { remedyFor } from '../messages/remedies.ts'
import { ROOT, VERSION } from '../program.ts'
import { readPrintedTemplates } from '../reports/printed-template.ts'
import { readTemplates } from '../reports/template.ts'
import { readCrls, readRoots } from '../trusted-roots.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'
import { sealIds, verifyDatabase } from './verify-database.ts'

const VERIFY_HELP = `tin-nhiem verify FILE… [--json] [--roots PEM] [--crl FILE] [--templates FOLDER] [--seal MÃ]
tin-nhiem verify --database [--json] [--head SỐ:MÃ] [--seal MÃ]
  Kiểm tra văn bản PDF: số liệu đính kèm, kết quả tính lại, chữ in trên trang, từng chữ ký;
  hoặc hồ sơ kỳ phiếu (zip): bản kê, chữ ký, nhật ký, các lượt nhập, từng văn bản, vẽ lại biên bản;
  hoặc báo cáo hoạt động (PDF hoặc zip): chữ ký của máy chủ, bảng, các mục nhật ký, thống kê đếm lại.
  --roots  tệp PEM các chứng thư gốc được tin cậy (hoặc biến TRUSTED_ROOTS)
  --crl    danh sách thu hồi chứng thư, tệp CRL hoặc thư mục; dùng nhiều lần được (hoặc biến REVOCATION_LISTS)
  --templates  thư mục mẫu văn bản đã dùng khi lập, nếu mẫu nay đã thay đổi; dùng nhiều lần được
  --database  kiểm tra cơ sở dữ liệu của DATA_DIR thay cho tệp: nhật ký, niêm phong, số liệu dựng lại từ nhật ký; chỉ đọc
  --head      mục cuối nhật ký đọc trên giấy, ví dụ 1234:9f86d081; cho biết nhật ký có mục đó không
  --seal      mã khóa niêm phong được tin, đủ 64 ký tự, đọc trên giấy, khi kiểm tra ở máy khác; dùng nhiều lần được
  Mã thoát: 0 mọi bước đúng · 1 có bước sai · 2 không đọc được tệp
`

const PDF_LIMIT = 30_000_000
/** The largest archive read, in bytes. */
export const ARCHIVE_LIMIT = 1_000_000_000

export const verifyCommand = { run: verify, help: VERIFY_HELP }

/** `verify FILE…`: numbered steps as text, or one JSON array with `--json`. */
async function verify(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      roots: { type: 'string' },
      crl: { type: 'string', multiple: true },
      templates: { type: 'string', multiple: true },
      database: { type: 'boolean' },
      head: { type: 'string' },
      seal: { type: 'string', multiple: true },
    },
  })
  const { database = false, head, seal } = values
  if (database && positionals.length === 0) return verifyDatabase(io, values)
  const onlyOfDatabase = database || head !== undefined
  if (positionals.length === 0 || onlyOfDatabase) {
    io.err(VERIFY_HELP)
    return EXIT.refused
  }
  let verifier: ArchiveVerifier
  try {
    verifier = { ...verifierOf(io, values), trustedSeals: sealIds(seal) }
  } catch (error) {
    return tellRefusal(io, 'verify', error)
  }
  const verifications: (Verification & { file: string })[] = []
  let exit: number = EXIT.ok
  for (const file of positionals)
    try {
      const verification = await verifyFile(verifier, io.read(file, ARCHIVE_LIMIT))
      verifications.push({ file, ...verification })
      if (!verification.holds) exit = Math.max(exit, EXIT.held)
    } catch (error) {
      exit = tellRefusal(io, file, error)
    }
  if (values.json) io.out(`${JSON.stringify(verifications, null, 2)}\n`)
  else for (const each of verifications) io.out(textOf(each))
  return exit
}

/** A PDF or an archive, whatever the file is called. */
async function verifyFile(verifier: ArchiveVerifier, bytes: Uint8Array): Promise<Verification> {
  if (isArchive(bytes)) return (await verifyArchive(verifier, sourceOf(bytes))).verification
  if (bytes.length > PDF_LIMIT)
    throw new AppError('too_large', { size: bytes.length, limit: PDF_LIMIT })
  return verifyDocument(verifier, bytes)
}

/** What the check relies on, from the command line, else from the settings. */
export function verifierOf(
  io: Io,
  given: { readonly roots?: string; readonly crl?: string[]; readonly templates?: string[] },
): ArchiveVerifier {
  const { roots, crl = [], templates = [] } = given
  const config = readConfig(io.env, ROOT)
  const lists = crl.length > 0 ? crl : [config.crls]
  const inUse = readTemplates(`${ROOT}/templates`, config.templatesFolder)
  return {
    regimes: readRegimes(config.regimeFolders),
    reports: { templates: inUse.templates },
    pdf: INSPECTION_TASKS,
    otherTemplates: templates.flatMap((folder) => readPrintedTemplates(folder)),
    trustedRoots: readRoots(roots ?? config.trustedRoots),
    crls: lists.flatMap((path) => readCrls(path)),
    now: () => new Date().toISOString(),
    store: null,
    version: VERSION,
    seals: null,
  }
}

/** The steps of a file as lines, with advice under those that failed. */
export function textOf({
  file,
  steps,
  rehearsal,
  verdict,
  sha256,
}: Verification & { readonly file: string }): string {
  const lines = [
    `SHA-256 ${sha256}`,
    ...(rehearsal ? [word('verdicts', 'rehearsal')] : []),
    ...steps.flatMap((step) => [stepLine(step), ...adviceLines(step)]),
    word('verdicts', verdict),
  ]
  return `${file}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** What stands on the paper instead, and what to do, under a step that failed. */
function adviceLines({ status, detail }: VerificationStep): readonly string[] {
  if (status !== 'failed') return []
  const { faults, reason, code } = detail
  const told = Array.isArray(faults) ? (faults as { printed: string; expected: string }[]) : []
  const key = typeof reason === 'string' ? reason : typeof code === 'string' ? code : ''
  const remedy = remedyFor(key)
  return [
    ...told.map((fault) => `     ${phrase('verdicts', 'print_fault', fault)}`),
    ...(remedy === null ? [] : [`     → ${remedy}`]),
  ]
}
