import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { ROOT } from '../program.ts'
import { phrase } from '../messages/message.ts'
import { verifierWorkers } from '../verifier-workers.ts'
import { type VerifierSettings, verifierFrom, verifyBytes } from '../verifier.ts'
import { filesToVerify } from './files-to-verify.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'
import { sealIds, verifyDatabase } from './verify-database.ts'
import { verifyFiles } from './verify-files.ts'

const VERIFY_HELP = `tin-nhiem verify FILE|FOLDER… [--json] [--steps|--brief] [--threads N] [--roots PEM] [--crl FILE] [--templates FOLDER] [--seal MÃ]
tin-nhiem verify --database [--json] [--head SỐ:MÃ] [--seal MÃ]
  Kiểm tra văn bản PDF: số liệu đính kèm, kết quả tính lại, chữ in trên trang, từng chữ ký;
  hoặc hồ sơ kỳ phiếu (zip): bản kê, chữ ký, nhật ký, các lượt nhập, từng văn bản, vẽ lại biên bản;
  hoặc báo cáo hoạt động (PDF hoặc zip): chữ ký của máy chủ, bảng, các mục nhật ký, thống kê đếm lại.
  Nêu thư mục thì kiểm tra mọi tệp .pdf và .zip trong đó: mỗi tệp một dòng theo thứ tự, bước sai nêu ngay dưới, cuối
  cùng là tổng kết. Nhiều tệp thì tiến độ in ra luồng lỗi.
  --steps    in mọi bước của từng tệp trong thư mục
  --brief    mỗi tệp một dòng, cả khi nêu từng tệp
  --threads  số luồng chạy cùng lúc khi có nhiều tệp; mặc định bằng số lõi của máy
  --roots  tệp PEM các chứng thư gốc được tin cậy (hoặc biến TRUSTED_ROOTS)
  --crl    danh sách thu hồi chứng thư, tệp CRL hoặc thư mục; dùng nhiều lần được (hoặc biến REVOCATION_LISTS)
  --templates  thư mục mẫu văn bản đã dùng khi lập, nếu mẫu nay đã thay đổi; dùng nhiều lần được
  --database  kiểm tra cơ sở dữ liệu của DATA_DIR thay cho tệp: nhật ký, niêm phong, số liệu dựng lại từ nhật ký; chỉ đọc
  --head      mục cuối nhật ký đọc trên giấy, ví dụ 1234:9f86d081; cho biết nhật ký có mục đó không
  --seal      mã khóa niêm phong được tin, đủ 64 ký tự, đọc trên giấy, khi kiểm tra ở máy khác; dùng nhiều lần được
  Mã thoát: 0 mọi bước đúng · 1 có bước sai · 2 có tệp không đọc được
`

const MOST_THREADS = 256

export const verifyCommand = { run: verify, help: VERIFY_HELP }

/** `verify FILE…`: numbered steps as text, one line a file for a folder or with `--brief`, or one JSON array with `--json`. */
async function verify(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      steps: { type: 'boolean' },
      brief: { type: 'boolean' },
      threads: { type: 'string' },
      roots: { type: 'string' },
      crl: { type: 'string', multiple: true },
      templates: { type: 'string', multiple: true },
      database: { type: 'boolean' },
      head: { type: 'string' },
      seal: { type: 'string', multiple: true },
    },
  })
  const { database = false, head } = values
  if (database && positionals.length === 0) return verifyDatabase(io, values)
  const onlyOfDatabase = database || head !== undefined
  const threads = threadsOf(values.threads)
  if (positionals.length === 0 || onlyOfDatabase || threads === null) {
    io.err(VERIFY_HELP)
    return EXIT.refused
  }
  try {
    const settings = settingsOf(io, values)
    const verifier = verifierFrom(settings) // what cannot be read is refused before any file
    const { files, others, folder } = filesToVerify(positionals)
    if (others > 0) io.err(`${phrase('verdicts', 'others', { others })}\n`)
    if (files.length === 0) {
      io.err(`${phrase('verdicts', 'no_files', { folder: positionals.join(', ') })}\n`)
      return EXIT.refused
    }
    const { json = false, steps = false, brief = folder } = values
    const told = json ? 'array' : brief && !steps ? 'lines' : 'steps'
    if (files.length === 1) {
      const here = (bytes: Uint8Array) => verifyBytes(verifier, bytes)
      return await verifyFiles(io, files, { verify: here, atOnce: 1, told })
    }
    const atOnce = Math.min(threads, files.length)
    const workers = verifierWorkers({ ...settings, threads: atOnce })
    try {
      return await verifyFiles(io, files, { verify: workers.verify, atOnce, told })
    } finally {
      await workers.close()
    }
  } catch (error) {
    return tellRefusal(io, 'verify', error)
  }
}

function threadsOf(text: string | undefined): number | null {
  if (text === undefined) return availableParallelism()
  const threads = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return threads >= 1 && threads <= MOST_THREADS ? threads : null
}

/** Where what the check relies on lies, by the command line, else by the settings. */
export function settingsOf(
  io: Io,
  given: {
    readonly roots?: string
    readonly crl?: string[]
    readonly templates?: string[]
    readonly seal?: string[]
  },
): VerifierSettings {
  const { roots, crl = [], templates = [], seal = [] } = given
  const { crls, regimeFolders, templatesFolder, trustedRoots } = readConfig(io.env, ROOT)
  return {
    regimeFolders,
    templatesFolder,
    otherTemplates: templates,
    roots: roots ?? trustedRoots,
    crls: crl.length > 0 ? crl : [crls],
    trustedSeals: sealIds(seal),
  }
}
