import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { type Fonts, missingGlyphs } from './fonts.ts'
import {
  type TemplateFolders,
  drawSample,
  readSample,
  samplesDir,
  sideOf,
  withLayout,
} from './paper-samples.ts'
import { type RegimeFinder, listSamples } from './samples.ts'
import { readSource } from './source-text.ts'
import { stressed } from './stress.ts'
import { START, type PlacedFault } from './template-fault.ts'
import {
  PAPER_NAMES,
  type PaperName,
  type Template,
  type Templates,
  readTemplates,
} from './template.ts'

/** A fault with its folder and, for what showed only on paper, the sample and the layout it was drawn in. */
export type FoundFault = PlacedFault & {
  readonly dir: string
  readonly sample?: string
  readonly layout?: string
}

/** How many papers were drawn, and everything that is wrong. */
export type TemplateCheck = { readonly drawn: number; readonly faults: readonly FoundFault[] }

type Report = (place: string, reason: string, found: string, more?: object) => void

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
  const { templates, faults } = readTemplates(folders.dir, folders.own)
  const found: FoundFault[] = [...faults]
  let drawn = 0
  for (const paper of PAPER_NAMES) {
    const dir = folderOf(folders, paper)
    const template = dir === null ? null : goodOf(templates, paper)
    if (dir === null || !template) continue
    const report = reporter(found, dir, `${paper}/template.yaml`)
    for (const { place, character } of glyphsOf(fonts, template))
      report(place, 'glyph_missing', character)
    const drawings = drawingsOf(folders, paper, template, regimeOf)
    for (const { input, more } of drawings) {
      const watch = {
        place: '',
        report: (place: string, reason: string, what: string) => report(place, reason, what, more),
      }
      await drawSample(input, { templates, fonts }, watch).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
        const { character } = error.detail
        report(watch.place, error.code, typeof character === 'string' ? character : '', more)
      })
    }
    drawn += drawings.length
  }
  return { drawn, faults: found }
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

function drawingsOf(
  folders: TemplateFolders,
  paper: PaperName,
  template: Template,
  regimeOf: RegimeFinder,
) {
  const dir = samplesDir(folders, paper)
  const inputs = listSamples(dir, paper).flatMap((sample, at) => {
    const input = readSample(dir, paper, sample, regimeOf)
    const plain = { sample, input }
    return at === 0 ? [plain, { sample: `${sample}+`, input: stressed(input) }] : [plain]
  })
  return inputs.flatMap(({ sample, input }) =>
    [...template.profiles.values()]
      .filter(({ side }) => side === sideOf(input))
      .map(({ id }) => ({ input: withLayout(input, id), more: { sample, layout: id } })),
  )
}

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
    .filter(([key]) => key !== 'layouts' && key !== 'profiles')
    .flatMap(([key, inner]) => glyphsOf(fonts, inner, `${place}/${key}`))
}
