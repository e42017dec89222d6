import { parseArgs } from 'node:util'
import { carriedBy } from '../actions/carried-files.ts'
import { attachmentsOf } from '../actions/documents.ts'
import { pdfTasks } from '../actions/pdf-work.ts'
import { proceedingsOfTally } from '../actions/proceedings.ts'
import { signVisibly } from '../actions/visible-signature.ts'
import { readConfig } from '../config.ts'
import { DOCUMENT_NAMES, type DocumentIdentity } from '../domain/proceedings.ts'
import { outcomeText } from '../formats/outcome.ts'
import { resultsCsv, resultsXlsx } from '../formats/results-file.ts'
import type { SessionResults } from '../formats/session-results.ts'
import { tallyText } from '../formats/tally.ts'
import { word } from '../messages/message.ts'
import { OFFICE_WORDS } from '../messages/office-words.ts'
import { ROOT, VERSION } from '../program.ts'
import { renderDocx } from '../reports/docx/render-docx.ts'
import { loadFonts } from '../reports/fonts.ts'
import type { DocumentResources } from '../reports/render.ts'
import { readTemplates } from '../reports/template.ts'
import { openP12 } from '../signatures/p12.ts'
import { sha256 } from '../storage/sha256.ts'
import { computeFile } from './compute.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const RENDER_HELP = `tin-nhiem render DOCUMENT FILE -o OUT [--layout ID] [--sign P12 [--field FIELD] [--password-file FILE]]
  Lập văn bản từ số liệu kiểm phiếu (tally@1). DOCUMENT: ${DOCUMENT_NAMES.join(', ')}.
  OUT      .pdf: văn bản để ký · .docx: bản Word để biên tập · .xlsx, .csv: kết quả thành bảng
  --layout thể thức trình bày, thay cho thể thức của mẫu (docs/templates.md)
  --sign   ký bằng tệp khóa .p12; mật khẩu lấy từ --password-file hoặc biến P12_PASSWORD
  --field  chỗ ký: secretary, head, chair (mặc định: head cho minutes, chair cho summary)
  Mã thoát: 0 đã lập · 2 tệp không đúng dạng
`

type IssuedName = (typeof DOCUMENT_NAMES)[number]

const FIRST_FIELD: Readonly<Record<IssuedName, string>> = { minutes: 'head', summary: 'chair' }
const P12_LIMIT = 100_000

export const renderCommand = { run: render, help: RENDER_HELP }

/** `render DOCUMENT FILE -o OUT`: tally@1 to a PDF, or by the end of OUT to an office file; the same file and program give the same bytes. */
async function render(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      sign: { type: 'string' },
      field: { type: 'string' },
      layout: { type: 'string' },
      'password-file': { type: 'string' },
    },
  })
  const [name, file] = positionals
  const document = DOCUMENT_NAMES.find((each) => each === name)
  const signable = values.sign === undefined || !OFFICE_TYPE.test(values.out ?? '')
  const laidOut = values.layout === undefined || !TABLE_TYPE.test(values.out ?? '')
  const possible = signable && laidOut
  if (!document || !file || !values.out || positionals.length > 2 || !possible) {
    io.err(RENDER_HELP)
    return EXIT.refused
  }
  let at = file
  try {
    const bytes = await renderFile(io, document, file, values.out, values.layout ?? null)
    at = values.sign ?? file
    const signing = values.sign && {
      p12: io.read(values.sign, P12_LIMIT),
      password: passwordFrom(io, values['password-file']),
      field: values.field ?? FIRST_FIELD[document],
    }
    const finished = signing ? await sign(io, bytes, signing) : bytes
    at = values.out
    io.write(values.out, finished)
    return EXIT.ok
  } catch (error) {
    return tellRefusal(io, at, error)
  }
}

/** What has no pages. */
const TABLE_TYPE = /\.(xlsx|csv)$/i
/** What is not signed: copies to be edited and tables. */
const OFFICE_TYPE = /\.(docx|xlsx|csv)$/i

/** The document, or what the end of `out` asks for. */
async function renderFile(
  io: Io,
  document: IssuedName,
  file: string,
  out: string,
  layout: string | null,
) {
  const { tally, outcome, regime } = await computeFile(io, file)
  const files = { tally: tallyText(tally), outcome: outcomeText(outcome) }
  const identity: DocumentIdentity<IssuedName> = {
    document,
    session: null,
    revision: 1,
    issuedOn: null,
    createdAt: `${tally.heldOn}T00:00:00.000Z`, // of the data, not of the clock: same file, same PDF
    dataSha256: sha256(files.tally),
    journalHead: null,
    programVersion: VERSION,
  }
  const type = OFFICE_TYPE.exec(out)?.[1]?.toLowerCase()
  if (type === 'xlsx' || type === 'csv') {
    const { dataSha256: tallySha256, createdAt: madeAt } = identity
    const known = { tally, outcome, regime, tallySha256, madeAt, programVersion: VERSION }
    const results: SessionResults = { session: null, mode: 'real', ...known }
    return type === 'xlsx' ? resultsXlsx(results, OFFICE_WORDS) : resultsCsv(results, OFFICE_WORDS)
  }
  const told = proceedingsOfTally(tally, outcome, regime)
  const proceedings = { ...told, settings: { ...told.settings, layout } }
  if (type === 'docx') {
    const notice = word('office', 'editable')
    return renderDocx({ proceedings, identity, notice }, resourcesOf(io))
  }
  const attached = attachmentsOf({ ...files, regime: regime.body, journalHead: null })
  const resources = resourcesOf(io)
  const carried = carriedBy(document, resources.templates, attached)
  return pdfTasks(resources).renderDocument({ proceedings, identity, ...carried })
}

function resourcesOf(io: Io): DocumentResources {
  const { templatesFolder } = readConfig(io.env, ROOT)
  const { templates, own } = readTemplates(`${ROOT}/templates`, templatesFolder)
  return { templates, own, fonts: loadFonts() }
}

function passwordFrom(io: Io, file: string | undefined): string {
  if (file === undefined) return io.env.P12_PASSWORD ?? ''
  return new TextDecoder().decode(io.read(file, 10_000)).replace(/\r?\n$/, '')
}

/** The signer's key store and the field it fills. */
type Signing = { readonly p12: Uint8Array; readonly password: string; readonly field: string }

async function sign(
  io: Io,
  bytes: Uint8Array,
  { p12, password, field }: Signing,
): Promise<Uint8Array> {
  const signer = await openP12(p12, password)
  const signedAt = new Date().toISOString()
  const signing = { signer, field, reason: field, location: '', signedAt, certify: true }
  return signVisibly(bytes, signing, pdfTasks(resourcesOf(io)))
}
