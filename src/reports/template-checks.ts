import { z } from 'zod'
import type { BarsBlock, Block, Line, SignaturesBlock, TableBlock, TemplateFile } from './blocks.ts'
import { checkFieldName, checkFieldNames } from './field-name-checks.ts'
import { fieldNameText } from './field-names.ts'
import { conferenceShape } from './models/conference.ts'
import { printed } from './models/printed.ts'
import type { Condition } from './condition.ts'
import {
  type Check,
  type Fields,
  checkCondition,
  checkText,
  fieldAt,
  itemAt,
  withField,
} from './field-checks.ts'
import type { Layout } from './layout.ts'
import type { TemplateFault } from './template-fault.ts'
import { unreachable } from '../errors.ts'

type TemplateCheck = Check & { readonly layouts: readonly Layout[] }

const BODY_PAGE = z.object({ count: z.string() })
const FOOT_PAGE = z.object({ count: z.string(), number: z.string() })

/**
 * Every placeholder, condition, list, style and dictionary of the template that does not exist, is not used,
 * or is of another kind: fields in `model`, styles in each of `layouts`.
 */
export function checkTemplate(
  file: string,
  template: TemplateFile,
  model: z.ZodObject,
  layouts: readonly Layout[],
): TemplateFault[] {
  const faults: TemplateFault[] = []
  const check = {
    words: template.words,
    usedWords: new Set<string>(),
    layouts,
    report: (place: string, reason: string, found: string) =>
      void faults.push({ file, place, reason, found }),
  }
  const body = withField(check, model.shape, 'page', BODY_PAGE, '')
  checkText(check, body, template.title, '/title')
  checkText(check, body, template.subject, '/subject')
  const foot = { ...body, page: FOOT_PAGE }
  template.footer.forEach((line, at) => {
    checkCondition(check, foot, line.when, `/footer/${at}`)
    checkText(check, foot, line.text, `/footer/${at}/text`)
  })
  checkWatermark(check, body, template.watermark)
  checkBlocks(check, body, template.blocks, '/blocks')
  checkFieldNames(check, template.blocks)
  for (const name of Object.keys(template.words))
    if (!check.usedWords.has(name)) check.report(`/words/${name}`, 'unused', name)
  return faults
}

/** Whoever writes a form: what is printed of a rehearsal says so on every page, and nothing else does. */
function checkWatermark(check: Check, body: Fields, mark: TemplateFile['watermark']): void {
  checkCondition(check, body, mark.when, '/watermark')
  checkText(check, body, mark.text, '/watermark/text')
  const { path, is, not } = mark.when ?? { path: [], is: null, not: false }
  const said = mark.text.some((part) => typeof part === 'string' && part.trim() !== '')
  if (path.join('.') !== 'rehearsal' || is !== null || not || !said)
    check.report('/watermark', 'no_rehearsal_mark', path.join('.'))
}

/** What the lines of a layout's head may name: every paper has it. */
const HEAD_FIELDS = {
  ...conferenceShape,
  head: z.object({ kind: printed, day: z.string() }),
}

/** All that the head of a layout names and that not every paper has. */
export function checkLayoutHead(file: string, layout: Layout): TemplateFault[] {
  const faults: TemplateFault[] = []
  const check = {
    words: {},
    usedWords: new Set<string>(),
    layouts: [layout],
    report: (place: string, reason: string, found: string) =>
      void faults.push({ file, place, reason, found }),
  }
  checkLines(check, HEAD_FIELDS, layout.head.left, '/head/left')
  checkLines(check, HEAD_FIELDS, layout.head.right, '/head/right')
  return faults
}

function checkBlocks(
  check: TemplateCheck,
  fields: Fields,
  blocks: readonly Block[],
  place: string,
  outerItems: readonly string[] = [],
): void {
  blocks.forEach((block, at) => checkBlock(check, fields, block, `${place}/${at}`, outerItems))
}

function checkBlock(
  check: TemplateCheck,
  outer: Fields,
  block: Block,
  place: string,
  outerItems: readonly string[],
): void {
  const fields = repeated(check, outer, block, place)
  const items = block.as ? [...outerItems, block.as] : outerItems
  switch (block.block) {
    case 'paragraph':
    case 'heading':
      checkStyle(check, block.style, place)
      return checkText(check, fields, block.text, `${place}/text`)
    case 'head':
      fieldAt(check, fields, ['letterhead', 'superior'], place)
      if (block.kind) checkText(check, fields, block.kind, `${place}/kind`)
      return checkText(check, fields, block.day, `${place}/day`)
    case 'columns':
      checkLines(check, fields, block.left, `${place}/left`)
      return checkLines(check, fields, block.right, `${place}/right`)
    case 'table':
      return checkTable(check, fields, block, place)
    case 'bars':
      return checkBars(check, fields, block, place)
    case 'signatures':
      return checkSignatures(check, fields, block, place, items)
    case 'qr':
      checkText(check, fields, [{ path: block.content, filters: [] }], `${place}/content`)
      checkText(check, fields, block.alt, `${place}/alt`)
      return checkLines(check, fields, block.lines, `${place}/lines`)
    case 'group':
      return checkBlocks(check, fields, block.blocks, `${place}/blocks`, items)
    case 'page':
      return
    default:
      return unreachable(block)
  }
}

type Repeated = {
  readonly when?: Condition | undefined
  readonly each?: readonly string[] | undefined
  readonly as?: string | undefined
}

/** The fields inside a block: those outside, and the item that `each … as …` binds. */
function repeated(check: Check, fields: Fields, block: Repeated, place: string): Fields {
  if ((block.each === undefined) !== (block.as === undefined))
    check.report(place, 'each_needs_as', block.as ?? '')
  const inner =
    block.each && block.as
      ? withField(
          check,
          fields,
          block.as,
          itemAt(check, fields, block.each, `${place}/each`),
          `${place}/as`,
        )
      : fields
  checkCondition(check, inner, block.when, place)
  return inner
}

function checkStyle(check: TemplateCheck, style: string, place: string): void {
  for (const layout of check.layouts)
    if (!Object.hasOwn(layout.styles, style))
      return check.report(`${place}/style`, 'unknown_style', `${layout.id} ${style}`)
}

function checkLines(
  check: TemplateCheck,
  fields: Fields,
  lines: readonly Line[],
  place: string,
): void {
  lines.forEach((line, at) => {
    const inner = repeated(check, fields, line, `${place}/${at}`)
    checkStyle(check, line.style, `${place}/${at}`)
    checkText(check, inner, line.text, `${place}/${at}/text`)
  })
}

function checkTable(check: TemplateCheck, fields: Fields, table: TableBlock, place: string): void {
  const section = itemAt(check, fields, table.sections, `${place}/sections`)
  const inSection = withField(check, fields, 'section', section, place)
  const row = itemAt(check, inSection, table.rows, `${place}/rows`)
  const inRow = withField(check, inSection, 'row', row, place)
  checkCondition(check, inSection, table.sectionWhen, `${place}/sectionWhen`)
  checkCondition(check, inSection, table.totalWhen, `${place}/totalWhen`)
  if (table.banner) checkText(check, fields, table.banner, `${place}/banner`)
  if (table.section) checkText(check, inSection, table.section, `${place}/section`)
  table.columns.forEach((column, at) => {
    checkText(check, fields, column.header, `${place}/columns/${at}/header`)
    checkText(check, inRow, column.text, `${place}/columns/${at}/text`)
    if (column.squares) checkNumber(check, inRow, column.squares, `${place}/columns/${at}/squares`)
    if (column.total) checkText(check, inSection, column.total, `${place}/columns/${at}/total`)
  })
}

function checkBars(check: TemplateCheck, fields: Fields, bars: BarsBlock, place: string): void {
  const row = itemAt(check, fields, bars.rows, `${place}/rows`)
  const inRow = withField(check, fields, 'row', row, place)
  checkText(check, inRow, bars.label, `${place}/label`)
  checkText(check, inRow, bars.alt, `${place}/alt`)
  checkNumber(check, inRow, bars.base, `${place}/base`)
  bars.segments.forEach((segment, at) => {
    checkText(check, fields, segment.legend, `${place}/segments/${at}/legend`)
    checkNumber(check, inRow, segment.count, `${place}/segments/${at}/count`)
  })
}

function checkNumber(check: Check, fields: Fields, path: readonly string[], place: string): void {
  const field = fieldAt(check, fields, path, place)
  if (field && !(field instanceof z.ZodNumber)) check.report(place, 'not_a_number', path.join('.'))
}

function checkSignatures(
  check: TemplateCheck,
  fields: Fields,
  block: SignaturesBlock,
  place: string,
  outerItems: readonly string[],
): void {
  block.cells.forEach((cell, at) => {
    const cellPlace = `${place}/cells/${at}`
    const inner = repeated(check, fields, cell, cellPlace)
    const items = cell.as ? [...outerItems, cell.as] : outerItems
    if ((cell.field === undefined) !== (cell.alt === undefined)) {
      const found = cell.field ? fieldNameText(cell.field) : ''
      check.report(cellPlace, 'field_needs_alt', found)
    }
    if (cell.field) checkFieldName(check, inner, cell.field, items, `${cellPlace}/field`)
    if (cell.alt) checkText(check, inner, cell.alt, `${cellPlace}/alt`)
    if (cell.seal) {
      checkCondition(check, inner, cell.seal.when, `${cellPlace}/seal`)
      checkFieldName(check, inner, cell.seal.field, items, `${cellPlace}/seal/field`)
      checkText(check, inner, cell.seal.alt, `${cellPlace}/seal/alt`)
    }
    checkLines(check, inner, cell.lines, `${cellPlace}/lines`)
    checkLines(check, inner, cell.below, `${cellPlace}/below`)
  })
}
