import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import {
  type DocumentName,
  FORM_NAMES,
  type FormName,
  STORED_NAMES,
} from '../domain/proceedings.ts'
import type { Side } from '../domain/tally.ts'
import { type TemplateFile, templateSchema } from './blocks.ts'
import { FORMS, MODELS } from './document-models.ts'
import { type Layout, type LayoutChoice, layoutSchema, wronglyCited } from './layout.ts'
import { checkLayoutHead, checkTemplate } from './template-checks.ts'
import { templateFault } from './template-fault.ts'

/** One paper's template with the layouts it can be drawn in. */
export type Template = TemplateFile & LayoutChoice

type PaperName = DocumentName | FormName
const PAPER_NAMES: readonly PaperName[] = [...STORED_NAMES, ...FORM_NAMES]

/** The checked templates of every document and every form. */
export type Templates = Readonly<Record<PaperName, Template>>

/**
 * Every template below `dir` (`<paper>/template.yaml`, `layouts/*.json`), checked to the last placeholder.
 *
 * Throws `template_invalid` with `{ file, place, reason, found }`: unknown keys, blocks, fields, filters,
 * styles or layouts, text that breaks the template language, files that are missing or unreadable.
 */
export function loadTemplates(dir: string): Templates {
  const layouts = loadLayouts(dir)
  const entries = PAPER_NAMES.map((name) => [name, loadTemplate(dir, name, layouts)] as const)
  return Object.fromEntries(entries) as Record<PaperName, Template>
}

function loadTemplate(
  dir: string,
  name: PaperName,
  layouts: ReadonlyMap<string, Layout>,
): Template {
  const file = `${name}/template.yaml`
  const template = checked(file, templateSchema, read(dir, file, parseYaml))
  if (template.document !== name)
    throw templateFault(file, '/document', 'other_document', template.document)
  const chosen = {
    party: layoutOf(layouts, file, 'party', template.layout.party),
    state: layoutOf(layouts, file, 'state', template.layout.state),
  }
  checkTemplate(file, template, { ...MODELS, ...FORMS }[name].schema, [...layouts.values()])
  return { ...template, layouts: chosen, profiles: layouts }
}

/** Silent: what YAML only warns about, an unquoted `{{ … }}`, is refused as no text. */
function parseYaml(text: string): unknown {
  return parse(text, { logLevel: 'error' })
}

function layoutOf(
  layouts: ReadonlyMap<string, Layout>,
  file: string,
  side: Side,
  id: string,
): Layout {
  const layout = layouts.get(id)
  if (layout?.side !== side) throw templateFault(file, `/layout/${side}`, 'unknown_layout', id)
  return layout
}

function loadLayouts(dir: string): Map<string, Layout> {
  const names = attempt('layouts', () => readdirSync(join(dir, 'layouts')))
  return new Map(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const layout = loadLayout(dir, `layouts/${name}`)
        return [layout.id, layout]
      }),
  )
}

function loadLayout(dir: string, file: string): Layout {
  const layout = checked(file, layoutSchema, read(dir, file, JSON.parse))
  if (file !== `layouts/${layout.id}.json`)
    throw templateFault(file, '/id', 'other_name', layout.id)
  const { pageNumber, footer, watermark, table, bars, squares } = layout
  const named = [pageNumber.style, footer.style, watermark.style, bars.label, squares.label]
  for (const style of [...named, table.head, table.cell, table.section])
    if (!Object.hasOwn(layout.styles, style))
      throw templateFault(file, '/styles', 'unknown_style', style)
  checkLayoutHead(file, layout)
  const uncited = wronglyCited(layout)
  if (uncited.length > 0) throw templateFault(file, '/sources', 'uncited', uncited.join(' '))
  return layout
}

function read(dir: string, file: string, parseText: (text: string) => unknown): unknown {
  const text = attempt(file, () => readFileSync(join(dir, file), 'utf8'))
  try {
    return parseText(text)
  } catch (error) {
    throw templateFault(file, '', 'bad_syntax', String(error), error)
  }
}

function attempt<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw templateFault(file, '', 'missing_file', file, error)
  }
}

function checked<S extends z.ZodType>(file: string, schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const place = issue.path.map((step) => `/${String(step)}`).join('')
  const own = issue.code === 'custom' ? issue.params : undefined
  if (own) throw templateFault(file, place, String(own.reason), String(own.found), result.error)
  const found = issue.code === 'unrecognized_keys' ? issue.keys.join(' ') : issue.message
  throw templateFault(file, place, issue.code, found, result.error)
}
