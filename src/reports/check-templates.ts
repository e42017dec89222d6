import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { type Fonts, missingGlyphs } from './fonts.ts'
import {
  type TemplateFolders,
  drawSample,
  type SampleInput,
  ownSamplesOf,
  readOwnSample,
  readSample,
  samplesOf,
  sideOf,
  withLayout,
} from './paper-samples.ts'
import { type RegimeFinder, listSamples } from './samples.ts'
import type { OwnPaper } from './own-papers.ts'
import { readSource } from './source-text.ts'
import { stressed } from './stress.ts'
import { type FoundFault, START } from './template-fault.ts'
import type { Template } from './read-template.ts'
import { PAPER_NAMES, type PaperName, type Templates, readTemplates } from './template.ts'

/** How many papers were drawn, and everything that is wrong. */
export type TemplateCheck = { readonly drawn: number; readonly faults: readonly FoundFault[] }

type Report = (place: string, reason: string, found: string, more?: object) => void

/** One template to be drawn: the folder it stands in, and its samples. */
type Checked = {
  readonly dir: string
  readonly file: string
  readonly template: Template
  readonly samples: readonly { readonly name: string; readonly input: SampleInput }[]
}

/**
 * Reads every template and draws each in all layouts of its side: every sample, and the first once more
 * with the longest names. Of an organisation's folder only what is in it, unless it has layouts, which concern
 * every paper.
 */
export async function checkTemplates(
  folders: TemplateFolders,
  fonts: Fonts,
  regimeOf: RegimeFinder,
): Promise<TemplateCheck> {
  const { templates, own, faults } = readTemplates(folders.dir, folders.own)
  const found: FoundFault[] = [...faults]
  let drawn = 0
  const papers = [
    ...PAPER_NAMES.flatMap((paper) => checkedPaper(folders, paper, templates, regimeOf)),
    ...[...own.good.values()].map((paper) => checkedOwn(folders, paper, regimeOf)),
  ]
  for (const { dir, file, template, samples } of papers) {
    const report = reporter(found, dir, file)
    for (const { place, character } of glyphsOf(fonts, template))
      report(place, 'glyph_missing', character)
    const drawings = drawingsOf(samples, template)
    for (const { input, more } of drawings) {
      const watch = {
        place: '',
        report: (place: string, reason: string, what: string) => report(place, reason, what, more),
      }
      await drawSample(input, { templates, own, fonts }, watch).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
        const { character } = error.detail
        report(watch.place, error.code, typeof character === 'string' ? character : '', more)
      })
    }
    drawn += drawings.length
  }
  return { drawn, faults: found }
}

function checkedPaper(
  folders: TemplateFolders,
  paper: PaperName,
  templates: Templates,
  regimeOf: RegimeFinder,
): Checked[] {
  const dir = folderOf(folders, paper)
  const template = dir === null ? null : goodOf(templates, paper)
  if (dir === null || !template) return []
  const place = samplesOf(folders, paper)
  const samples = listSamples(place.dir, place.folder).map((name) => ({
    name,
    input: readSample(place, paper, name, regimeOf),
  }))
  return [{ dir, file: `${paper}/template.yaml`, template, samples }]
}

function checkedOwn(folders: TemplateFolders, paper: OwnPaper, regimeOf: RegimeFinder): Checked {
  const place = ownSamplesOf(folders, paper)
  const samples = listSamples(place.dir, place.folder).map((name) => ({
    name,
    input: readOwnSample(place, paper, name, regimeOf),
  }))
  const { name, template } = paper
  return { dir: folders.own ?? folders.dir, file: `${name}/template.yaml`, template, samples }
}

/** The folder the paper is to be checked in; `null` for one that is not asked for. */
function folderOf({ dir, own }: TemplateFolders, paper: PaperName): string | null {
  if (own === null) return dir
  if (existsSync(join(own, paper))) return own
  return existsSync(join(own, 'layouts')) ? dir : null
}

function goodOf(templates: Templates, paper: PaperName): Template | null {
  try {
    return templates[paper]
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Adds to `found`; the same rule at the same place once, however many samples show it. */
function reporter(found: FoundFault[], dir: string, file: string): Report {
  const read = readSource(dir, file)
  const at = 'source' in read ? read.source.at : () => START
  return (place, reason, what, more = {}) => {
    const twin = found.some(
      (each) => each.file === file && each.place === place && each.reason === reason,
    )
    if (!twin) found.push({ dir, file, place, reason, found: what, ...at(place), ...more })
  }
}

function drawingsOf(samples: Checked['samples'], template: Template) {
  const inputs = samples.flatMap(({ name: sample, input }, at) => {
    const plain = { sample, input }
    return at === 0 ? [plain, { sample: `${sample}+`, input: stressed(input) }] : [plain]
  })
  return inputs.flatMap(({ sample, input }) =>
    [...template.profiles.values()]
      .filter(({ side }) => side === sideOf(input))
      .map(({ id }) => ({ input: withLayout(input, id), more: { sample, layout: id } })),
  )
}

const NO_WORDS = new Set(['layouts', 'profiles', 'source', 'replaced', 'earlier'])

/** The characters of the template's own words that the font lacks. */
function glyphsOf(
  fonts: Fonts,
  value: unknown,
  place = '',
): { readonly place: string; readonly character: string }[] {
  if (typeof value === 'string')
    return missingGlyphs(fonts, value).map((character) => ({ place, character }))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([key]) => !NO_WORDS.has(key))
    .flatMap(([key, inner]) => glyphsOf(fonts, inner, `${place}/${key}`))
}
