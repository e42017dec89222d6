import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Layout, layoutSchema, wronglyCited } from './layout.ts'
import { readSource, shaped } from './source-text.ts'
import { checkLayoutHead } from './template-checks.ts'
import type { PlacedFault, TemplateFault } from './template-fault.ts'
import { templateSource } from './template-source.ts'

/** Layouts by their ids, and what is wrong with those that cannot be used, by the ids of their files. */
export type Layouts = {
  readonly good: ReadonlyMap<string, Layout>
  readonly faults: ReadonlyMap<string, readonly PlacedFault[]>
}

/** The layouts in `layouts/*.json` below the folders; in a later folder a file replaces the same of an earlier one. */
export function readLayouts(dirs: readonly string[]): Layouts {
  const good = new Map<string, Layout>()
  const faults = new Map<string, readonly PlacedFault[]>()
  for (const dir of dirs)
    for (const name of filesIn(join(dir, 'layouts'))) {
      const id = name.replace(/\.json$/, '')
      const read = readLayout(dir, id)
      good.delete(id)
      faults.delete(id)
      if ('layout' in read) good.set(id, read.layout)
      else faults.set(id, read.faults)
    }
  return { good, faults }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
  } catch {
    return []
  }
}

function readLayout(
  dir: string,
  id: string,
): { readonly layout: Layout } | { readonly faults: readonly PlacedFault[] } {
  const file = `layouts/${id}.json`
  const read = readSource(dir, file)
  if ('faults' in read) return read
  const { at } = read.source
  const placed = (faults: readonly TemplateFault[]) =>
    faults.map((fault) => ({ ...fault, ...at(fault.place) }))
  const shape = shaped(read.source, layoutSchema)
  if ('faults' in shape) return { faults: placed(shape.faults) }
  const found = faultsOf(file, shape.data, id)
  const source = templateSource(read.source.value)
  return found.length > 0 ? { faults: placed(found) } : { layout: { ...shape.data, source } }
}

function faultsOf(file: string, layout: Layout, id: string): TemplateFault[] {
  const { pageNumber, footer, watermark, table, bars, squares, styles } = layout
  const named = [
    ['/pageNumber/style', pageNumber.style],
    ['/footer/style', footer.style],
    ['/watermark/style', watermark.style],
    ['/bars/label', bars.label],
    ['/squares/label', squares.label],
    ['/table/head', table.head],
    ['/table/cell', table.cell],
    ['/table/section', table.section],
  ] as const
  const uncited = wronglyCited(layout)
  return [
    ...(layout.id === id ? [] : [{ file, place: '/id', reason: 'other_name', found: layout.id }]),
    ...named
      .filter(([, style]) => !Object.hasOwn(styles, style))
      .map(([place, found]) => ({ file, place, reason: 'unknown_style', found })),
    ...checkLayoutHead(file, layout),
    ...(uncited.length > 0
      ? [{ file, place: '/sources', reason: 'uncited', found: uncited.join(' ') }]
      : []),
  ]
}
