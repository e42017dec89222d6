import { NO_DOCUMENT_SETTINGS } from '../domain/document-settings.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { STORED_NAMES } from '../domain/proceedings.ts'
import type { Side } from '../domain/tally.ts'
import {
  type DocumentInput,
  type DocumentResources,
  type FormInput,
  renderDocument,
  renderForm,
} from './render.ts'
import { type RegimeFinder, readDocumentSample, readFormSample } from './samples.ts'
import type { PaperName } from './template.ts'
import type { Watch } from './watch.ts'

/** The templates of the program, and those of the organisation that stand in their place. */
export type TemplateFolders = { readonly dir: string; readonly own: string | null }

/** What a paper is drawn from: a document or a form. */
export type SampleInput = DocumentInput | FormInput

/** The folder with the samples of a paper: the organisation's, or else the program's. */
export function samplesDir({ dir, own }: TemplateFolders, paper: PaperName): string {
  return own !== null && existsSync(join(own, paper, 'samples')) ? own : dir
}

/** A sample of a document or a form. */
export function readSample(
  dir: string,
  paper: PaperName,
  name: string,
  regimeOf: RegimeFinder,
): SampleInput {
  const document = STORED_NAMES.find((each) => each === paper)
  if (document) return readDocumentSample(dir, document, name, regimeOf)
  return readFormSample(dir, paper as FormInput['identity']['form'], name, regimeOf)
}

/** The side of the session a sample tells of. */
export function sideOf(input: SampleInput): Side {
  return 'known' in input ? input.known.side : input.proceedings.tally.side
}

/** The same sample in that layout. */
export function withLayout(input: SampleInput, layout: string): SampleInput {
  if ('known' in input) {
    const { known } = input
    return {
      ...input,
      known: { ...known, settings: { ...NO_DOCUMENT_SETTINGS, ...known.settings, layout } },
    }
  }
  const { proceedings } = input
  return {
    ...input,
    proceedings: { ...proceedings, settings: { ...proceedings.settings, layout } },
  }
}

/** The sample as a PDF; `watch` is told of what does not fit. As `renderDocument` and `renderForm`. */
export function drawSample(
  input: SampleInput,
  resources: DocumentResources,
  watch?: Watch,
): Promise<Uint8Array> {
  const watched = watch ? { watch } : {}
  return 'known' in input
    ? renderForm({ ...input, ...watched }, resources)
    : renderDocument({ ...input, ...watched }, resources)
}
