import type { DocumentName, FigureDocument, FormName } from '../../src/domain/proceedings.ts'
import type { AdoptedRegime } from '../../src/domain/regime.ts'
import type { DocumentInput, FormInput } from '../../src/reports/render.ts'
import { listSamples, readDocumentSample, readFormSample } from '../../src/reports/samples.ts'
import { REGIMES } from './regimes.ts'

const DIR = 'templates'

/** The names of the samples of a document or a form. */
export function sampleNames(paper: DocumentName | FormName): string[] {
  return listSamples(DIR, paper)
}

function regimeNamed(id: string | null): AdoptedRegime {
  const regime = REGIMES[id ?? '']
  if (!regime) throw new TypeError(`no regime ${id}`)
  return regime
}

/** A sample as the input of a form. */
export function formInput<Name extends FormName>(form: Name, name: string): FormInput<Name> {
  return readFormSample(DIR, form, name, regimeNamed)
}

/** A sample as the input of a document: proceedings computed from its tally, and the data attached. */
export function sampleInput(document: FigureDocument, name: string): DocumentInput {
  return readDocumentSample(DIR, document, name, regimeNamed)
}
