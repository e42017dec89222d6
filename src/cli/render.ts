import { parseArgs } from 'node:util'
import { attachmentsOf } from '../actions/documents.ts'
import { pdfTasks } from '../actions/pdf-work.ts'
import { proceedingsOfTally } from '../actions/proceedings.ts'
import { signVisibly } from '../actions/visible-signature.ts'
import { readConfig } from '../config.ts'
import { DOCUMENT_NAMES, type DocumentIdentity } from '../domain/proceedings.ts'
import { outcomeText } from '../formats/outcome.ts'
import { tallyText } from '../formats/tally.ts'
import { ROOT, VERSION } from '../program.ts'
import { loadFonts } from '../reports/fonts.ts'
import { readTemplates } from '../reports/template.ts'
import { openP12 } from '../signatures/p12.ts'
import { sha256 } from '../storage/sha256.ts'
import { computeFile } from './compute.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const RENDER_HELP = `tin-nhiem render DOCUMENT FILE -o OUT.pdf [--sign P12 [--field FIELD] [--password-file FILE]]
  Lập văn bản từ số liệu kiểm phiếu (tally@1). DOCUMENT: ${DOCUMENT_NAMES.join(', ')}.
  --sign   ký bằng tệp khóa .p12; mật khẩu lấy từ --password-file hoặc biến P12_PASSWORD
  --field  chỗ ký: secretary, head, chair (mặc định: head cho minutes, chair cho summary)
  Mã thoát: 0 đã lập · 2 tệp không đúng dạng
`

type IssuedName = (typeof DOCUMENT_NAMES)[number]

const FIRST_FIELD: Readonly<Record<IssuedName, string>> = { minutes: 'head', summary: 'chair' }
const P12_LIMIT = 100_000

export const renderCommand = { run: render, help: RENDER_HELP }

/** `render DOCUMENT FILE -o OUT`: tally@1 to a PDF; the same file and program give the same bytes. */
async function render(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      sign: { type: 'string' },
      field: { type: 'string' },
      'password-file': { type: 'string' },
    },
  })
  const [name, file] = positionals
  const document = DOCUMENT_NAMES.find((each) => each === name)
  if (!document || !file || !values.out || positionals.length > 2) {
    io.err(RENDER_HELP)
    return EXIT.refused
  }
  let at = file
  try {
    const bytes = await renderFile(io, document, file)
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

async function renderFile(io: Io, document: IssuedName, file: string) {
  const { tally, outcome, regime } = computeFile(io, file)
  const files = { tally: tallyText(tally), outcome: outcomeText(outcome) }
  const identity: DocumentIdentity = {
    document,
    session: null,
    revision: 1,
    issuedOn: null,
    createdAt: `${tally.heldOn}T00:00:00.000Z`, // of the data, not of the clock: same file, same PDF
    dataSha256: sha256(files.tally),
    journalHead: null,
    programVersion: VERSION,
  }
  const proceedings = proceedingsOfTally(tally, outcome, regime)
  const attachments = attachmentsOf({ ...files, regime: regime.body, journalHead: null })
  return tasks(io).renderDocument({ proceedings, identity, attachments })
}

function tasks(io: Io) {
  const { templatesFolder } = readConfig(io.env, ROOT)
  const { templates } = readTemplates(`${ROOT}/templates`, templatesFolder)
  return pdfTasks({ templates, fonts: loadFonts() })
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
  return signVisibly(bytes, signing, tasks(io))
}
