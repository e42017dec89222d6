import { NO_DOCUMENT_SETTINGS } from '../domain/document-settings.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { printsDocument } from '../domain/own-paper.ts'
import { FIGURE_NAMES, type FigureDocument, type FormName } from '../domain/proceedings.ts'
import type { Side } from '../domain/tally.ts'
import {
  type DestructionInput,
  type DocumentInput,
  type DocumentResources,
  type FormInput,
  renderDocument,
  renderForm,
} from './render.ts'
import type { OwnPaper } from './own-papers.ts'
import { type PrintInput, renderPrint } from './render-print.ts'
import {
  type RegimeFinder,
  readDestructionSample,
  readDocumentSample,
  readFormSample,
} from './samples.ts'
import type { PaperName } from './template.ts'
import type { Watch } from './watch.ts'

/** The templates of the program, and those of the organisation that stand in their place. */
export type TemplateFolders = { readonly dir: string; readonly own: string | null }

/** What a paper is drawn from: a document, a form, or a print of a document's data. */
export type SampleInput = DocumentInput | DestructionInput | FormInput | PrintInput

/** Where the samples of a paper are: in `folder` below `dir`. */
export type SamplesPlace = { readonly dir: string; readonly folder: string }

/** The place of a paper's samples: the organisation's folder, or else the program's. */
export function samplesOf({ dir, own }: TemplateFolders, paper: PaperName): SamplesPlace {
  const there = own !== null && existsSync(join(own, paper, 'samples'))
  return { dir: there ? own : dir, folder: paper }
}

/** The place of an own paper's samples: its own, or else those of the paper whose data it prints. */
export function ownSamplesOf(folders: TemplateFolders, { name, source }: OwnPaper): SamplesPlace {
  const { own } = folders
  if (own !== null && existsSync(join(own, name, 'samples'))) return { dir: own, folder: name }
  return samplesOf(folders, source)
}

/** A sample of a document or a form. */
export function readSample(
  { dir, folder }: SamplesPlace,
  paper: PaperName,
  name: string,
  regimeOf: RegimeFinder,
): DocumentInput | DestructionInput | FormInput {
  if (paper === 'destruction') return readDestructionSample(dir, name, regimeOf, folder)
  const document = documentNamed(paper)
  if (document) return readDocumentSample(dir, document, name, regimeOf, folder)
  return readFormSample(dir, paper as FormName, name, regimeOf, folder)
}

/** A sample of the paper whose data an own paper prints, as that own paper. */
export function readOwnSample(
  place: SamplesPlace,
  { name: paper, source }: OwnPaper,
  name: string,
  regimeOf: RegimeFinder,
): SampleInput {
  const input = readSample(place, source, name, regimeOf)
  if ('known' in input && isForm(input)) return { ...input, paper }
  if ('known' in input || !printsDocument(source)) throw new TypeError(`${source} is a form`)
  const { proceedings, identity } = input
  return {
    paper,
    document: source,
    proceedings,
    identity: { ...identity, documentSha256: identity.dataSha256 },
  }
}

function documentNamed(paper: PaperName): FigureDocument | undefined {
  return FIGURE_NAMES.find((each) => each === paper)
}

function knownIn<Input extends FormInput | DestructionInput>(input: Input, layout: string): Input {
  const { known } = input
  const settings = { ...NO_DOCUMENT_SETTINGS, ...known.settings, layout }
  return { ...input, known: { ...known, settings } }
}

function isForm(input: FormInput | DestructionInput): input is FormInput {
  return 'form' in input.identity
}

/** The side of the session a sample tells of. */
export function sideOf(input: SampleInput): Side {
  return 'known' in input ? input.known.side : input.proceedings.tally.side
}

/** The same sample in that layout. */
export function withLayout(input: SampleInput, layout: string): SampleInput {
  if ('known' in input) return isForm(input) ? knownIn(input, layout) : knownIn(input, layout)
  const { proceedings } = input
  return {
    ...input,
    proceedings: { ...proceedings, settings: { ...proceedings.settings, layout } },
  }
}

/** The sample as a PDF; `watch` is told of what does not fit. As `renderDocument`, `renderForm` and `renderPrint`. */
export function drawSample(
  input: SampleInput,
  resources: DocumentResources,
  watch?: Watch,
): Promise<Uint8Array> {
  const watched = watch ? { watch } : {}
  if ('known' in input) {
    if (isForm(input)) return renderForm({ ...input, ...watched }, resources)
    return renderDocument({ ...input, ...watched }, resources)
  }
  if ('paper' in input) return renderPrint({ ...input, ...watched }, resources)
  return renderDocument({ ...input, ...watched }, resources)
}
