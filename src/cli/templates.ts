import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { readRegimes } from '../formats/regime.ts'
import { phrase, templateFaultText } from '../messages/message.ts'
import { ROOT } from '../program.ts'
import { checkTemplates } from '../reports/check-templates.ts'
import { loadFonts } from '../reports/fonts.ts'
import {
  drawSample,
  ownSamplesOf,
  readOwnSample,
  readSample,
  samplesOf,
  withLayout,
} from '../reports/paper-samples.ts'
import { ownPaperOf } from '../reports/own-papers.ts'
import { type RegimeFinder, listSamples } from '../reports/samples.ts'
import { PAPER_NAMES, readTemplates } from '../reports/template.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const TEMPLATES_HELP = `tin-nhiem templates --check [FOLDER…]
tin-nhiem templates --preview DOCUMENT [--sample NAME] [--layout ID] [--pdfa1] -o OUT [FOLDER]
  Mẫu văn bản: của chương trình và của đơn vị (FOLDER, mặc định là TEMPLATES_FOLDER).
  --check    đọc mọi mẫu, vẽ mọi mẫu thử ở mọi thể thức; mỗi chỗ sai một dòng, tệp:dòng:cột
  --preview  vẽ các mẫu thử của một văn bản vào thư mục OUT, hoặc một mẫu thử vào tệp OUT.pdf
             DOCUMENT: ${PAPER_NAMES.join(', ')},
             hoặc tên thư mục của một văn bản đơn vị thêm
  --sample   chỉ mẫu thử này      --layout  thể thức trình bày, thay cho thể thức của mẫu thử
  --pdfa1    vẽ theo PDF/A-1a, không đính kèm dữ liệu, để kiểm tra bằng công cụ khác
  Mã thoát: 0 không có chỗ sai · 1 có chỗ sai · 2 không đọc được, không vẽ được
`

export const templatesCommand = { run: templates, help: TEMPLATES_HELP }

/** `templates`: checks the templates of the program and of an organisation, or draws their samples. */
async function templates(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      check: { type: 'boolean' },
      preview: { type: 'string' },
      sample: { type: 'string' },
      layout: { type: 'string' },
      pdfa1: { type: 'boolean' },
      out: { type: 'string', short: 'o' },
    },
  })
  const { templatesFolder, regimeFolders } = readConfig(io.env, ROOT)
  const own = positionals.length > 0 ? positionals : [templatesFolder]
  const drawing = [values.sample, values.layout, values.pdfa1, values.out]
  const paper = values.preview
  try {
    const regimeOf = regimeFinder(regimeFolders)
    if (values.check && values.preview === undefined && drawing.every((each) => each === undefined))
      return await check(io, own, regimeOf)
    if (!values.check && paper !== undefined && values.out !== undefined && own.length === 1)
      return await preview(io, { ...values, paper, out: values.out, own: own[0]!, regimeOf })
  } catch (error) {
    return tellRefusal(io, own[0] ?? 'templates', error)
  }
  io.err(TEMPLATES_HELP)
  return EXIT.refused
}

function regimeFinder(folders: readonly string[]): RegimeFinder {
  const regimes = readRegimes(folders)
  return (id) => {
    const found = regimes.find(({ regime }) => regime.id === id)
    if (!found) throw new AppError('unknown_regime', { regime: id })
    return found
  }
}

/** One line for each fault: where, what is wrong, what to do. */
async function check(
  io: Io,
  folders: readonly (string | null)[],
  regimeOf: RegimeFinder,
): Promise<number> {
  const told = { papers: 0, faults: 0 }
  for (const own of folders) {
    if (own !== null) readdirSync(own)
    const { drawn, faults } = await checkTemplates({ dir: PROGRAM, own }, loadFonts(), regimeOf)
    for (const fault of faults) {
      const place = `${join(fault.dir, fault.file)}:${fault.line}:${fault.column}`
      io.err(`${place}: ${templateFaultText(fault)}\n`)
    }
    told.papers += drawn
    told.faults += faults.length
  }
  io.out(`${phrase('templateCheck', told.faults > 0 ? 'faults' : 'fine', told)}\n`)
  return told.faults > 0 ? EXIT.held : EXIT.ok
}

const PROGRAM = `${ROOT}/templates`

type Preview = {
  readonly paper: string
  readonly sample?: string
  readonly layout?: string
  readonly pdfa1?: boolean
  readonly out: string
  readonly own: string | null
  readonly regimeOf: RegimeFinder
}

/** Draws one sample or all of them, each as its own file. */
async function preview(io: Io, asked: Preview): Promise<number> {
  const { paper, sample, out, own } = asked
  const folders = { dir: PROGRAM, own }
  const read = readTemplates(PROGRAM, own)
  const known = PAPER_NAMES.find((each) => each === paper)
  const added = known ? null : ownPaperOf(read.own, paper)
  const place = known ? samplesOf(folders, known) : ownSamplesOf(folders, added!)
  const all = listSamples(place.dir, place.folder)
  const names = sample === undefined ? all : all.filter((each) => each === sample)
  const single = out.endsWith('.pdf')
  if (names.length === 0 || (single && names.length > 1)) {
    io.err(`${phrase('templateCheck', 'samples', { paper, names: all })}\n`)
    return EXIT.refused
  }
  const resources = { templates: read.templates, own: read.own, fonts: loadFonts() }
  const folder = single ? dirname(out) : out
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  for (const name of names) {
    const input = known
      ? readSample(place, known, name, asked.regimeOf)
      : readOwnSample(place, added!, name, asked.regimeOf)
    const chosen = asked.layout === undefined ? input : withLayout(input, asked.layout)
    const flavour = asked.pdfa1 ? ('PDF/A-1a' as const) : ('PDF/A-3a' as const)
    const file = single ? out : join(out, `${paper}-${name}.pdf`)
    io.write(file, await drawSample({ ...chosen, flavour }, resources))
    io.out(`${file}\n`)
  }
  return EXIT.ok
}
