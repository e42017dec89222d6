import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  DOCUMENT_NAMES,
  type DocumentName,
  FORM_NAMES,
  type FormName,
} from '../../src/domain/proceedings.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument, renderForm } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { decodePicture, differenceOf, encodePicture, pictureOf } from './page-pictures.ts'
import { formInput, sampleInput, sampleNames } from './samples.ts'

const GOLDEN = 'test/golden/pictures'
const WRITE = process.env['GOLDEN'] === 'write'
/** Where pictures that differ are put to be looked at. */
const CHANGED = join(tmpdir(), 'tin-nhiem-pictures')
/** Pages of a paper that are looked at; the longest repeat themselves. */
const MOST_PAGES = 4
/** Points of a paper that may look different, of some 125,000 on a page. */
const FEW = 4

type Paper = DocumentName | FormName
const PAPERS: readonly Paper[] = [...DOCUMENT_NAMES, ...FORM_NAMES]
const templates = loadTemplates('templates')
const fonts = loadFonts()

/** Every sample in its own layout, and one of each paper in every other layout there is. */
const PICTURES = PAPERS.flatMap((paper) => {
  const names = sampleNames(paper)
  const plain = names.includes('normal') ? 'normal' : names[0]!
  const own = new Set(Object.values(templates[paper].layouts).map(({ id }) => id))
  const others = [...templates[paper].profiles.keys()].filter((id) => !own.has(id))
  return [
    ...names.map((sample) => ({ name: `${paper}-${sample}`, paper, sample, layout: null })),
    ...[...own, ...others].map((layout) => {
      return { name: `${paper}-${plain}@${layout}`, paper, sample: plain, layout }
    }),
  ]
})

function draw({ paper, sample, layout: id }: (typeof PICTURES)[number]): Promise<Uint8Array> {
  const template = templates[paper]
  const layout = id === null ? undefined : template.profiles.get(id)!
  const layouts = layout ? { party: layout, state: layout } : template.layouts
  const resources = { templates: { ...templates, [paper]: { ...template, layouts } }, fonts }
  const document = DOCUMENT_NAMES.find((name) => name === paper)
  return document
    ? renderDocument(sampleInput(document, sample), resources)
    : renderForm(formInput(paper as FormName, sample), resources)
}

describe('the pictures of the papers', () => {
  it('are one for each sample and one for each layout', () => {
    const names = PICTURES.map(({ name }) => `${name}.png`).toSorted()
    if (WRITE) {
      mkdirSync(GOLDEN, { recursive: true })
      for (const file of readdirSync(GOLDEN)) if (!names.includes(file)) rmSync(join(GOLDEN, file))
    } else expect(readdirSync(GOLDEN).toSorted()).toEqual(names)
    expect(names.length).toBeGreaterThan(60)
  })

  it.each(PICTURES)('look as they were looked at: $name', async (wanted) => {
    const file = `${wanted.name}.png`
    const now = await pictureOf(await draw(wanted), MOST_PAGES)
    if (WRITE) writeFileSync(join(GOLDEN, file), encodePicture(now))
    const stored = decodePicture(readFileSync(join(GOLDEN, file)))
    const difference = differenceOf(now, stored)
    if (difference !== null && difference.count <= FEW) return
    mkdirSync(CHANGED, { recursive: true })
    writeFileSync(join(CHANGED, file), encodePicture(now))
    const how = difference
      ? `${difference.count} points, the first at ${difference.first}`
      : `${now.width} × ${now.height} points, stored ${stored.width} × ${stored.height}`
    expect.fail(`${GOLDEN}/${file} differs: ${how}. The new picture: ${join(CHANGED, file)}`)
  })

  it('show a rule moved by a millimetre', async () => {
    const wanted = { name: '', paper: 'criteria', sample: 'normal', layout: null } as const
    const layout = templates.criteria.layouts.party
    const { portrait, landscape } = layout.margins
    const margins = { landscape, portrait: { ...portrait, left: portrait.left + 1 } }
    const moved = { ...templates.criteria.layouts, party: { ...layout, margins } }
    const resources = {
      templates: { ...templates, criteria: { ...templates.criteria, layouts: moved } },
      fonts,
    }
    const [a, b] = await Promise.all([
      draw(wanted).then((pdf) => pictureOf(pdf, 1)),
      renderForm(formInput('criteria', 'normal'), resources).then((pdf) => pictureOf(pdf, 1)),
    ])
    expect(differenceOf(a, b)?.count).toBeGreaterThan(FEW)
  })
})
