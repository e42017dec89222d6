import { z } from 'zod'
import { parseCondition } from './condition.ts'
import { parseFieldName } from './field-names.ts'
import { named } from './models/printed.ts'
import { PlaceholderError, parsePath, parseText } from './placeholder.ts'

/** A YAML string read by one of the parsers of the template language. */
function parsed<T>(parse: (source: string) => T) {
  return z.string().transform((source, context) => {
    try {
      return parse(source)
    } catch (error) {
      if (!(error instanceof PlaceholderError)) throw error
      context.addIssue({
        code: 'custom',
        message: error.message,
        params: { reason: error.reason, found: error.found },
      })
      return z.NEVER
    }
  })
}

const text = parsed(parseText)
const path = parsed(parsePath)
const fieldName = parsed(parseFieldName)
const when = parsed(parseCondition).optional()
const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/)
const style = z.string().min(1)

/** `when` leaves a block out; `each: list` with `as: name` repeats it for every item. */
const common = { when, each: path.optional(), as: name.optional() }

/** One line (wrapped where needed) of a column or a signature; `rule` draws a line below the text. */
export const lineSchema = z.strictObject({
  when,
  each: path.optional(),
  as: name.optional(),
  style,
  text,
  rule: z.enum(['full', 'part']).optional(),
  /** A frame around the text, mm, drawn with it in one colour: the mark of secrecy. */
  frame: z
    .strictObject({
      width: z.number().positive(),
      height: z.number().positive(),
      color: z.string().regex(/^#[0-9a-f]{6}$/),
    })
    .optional(),
})
export type Line = z.infer<typeof lineSchema>

const paragraph = z.strictObject({
  block: z.literal('paragraph'),
  ...common,
  style,
  text,
  /** Never parted from the block that follows. */
  keep: z.boolean().default(false),
})

const heading = z.strictObject({
  block: z.literal('heading'),
  ...common,
  style,
  text,
  level: z.int().min(1).max(3),
  bookmark: z.boolean().default(true),
})

/** The head of the first page in the form of the layout: `kind` stands in the number ("BB"), `day` in the date. */
const head = z.strictObject({
  block: z.literal('head'),
  ...common,
  kind: text.optional(),
  day: text,
})

const columns = z.strictObject({
  block: z.literal('columns'),
  ...common,
  left: z.array(lineSchema),
  right: z.array(lineSchema),
})

const column = z.strictObject({
  header: text,
  /** Neighbours with the same group share one header above their own. */
  group: z.string().optional(),
  /** Share of the table's width. */
  width: z.number().positive(),
  align: z.enum(['left', 'center', 'right']),
  /** What the cell says; of a cell with squares, the same in words. */
  text,
  /** The number of ballots that squares of five are to be drawn for, by hand. */
  squares: path.optional(),
  total: text.optional(),
})

/** `sections` is a list bound to `section`; `rows` names the list of one section, bound to `row`. */
const table = z.strictObject({
  block: z.literal('table'),
  ...common,
  sections: path,
  /** Stands above the header, and with it on every page. */
  banner: text.optional(),
  section: text.optional(),
  sectionWhen: when,
  rows: path,
  /** No row is lower, in mm: room for a mark made by hand. */
  rowHeight: z.number().nonnegative().default(0),
  columns: z.array(column).min(1),
  /** Prints the columns' `total` texts below each section; bound to `section`. */
  totalWhen: when,
})

export const FILLS = ['solid', 'hatch', 'dots', 'cross'] as const
const segment = z.strictObject({ count: path, fill: z.enum(FILLS), legend: text })

/** One bar for each item of `rows` (bound to `row`), as long as `base`; `alt` tells it in words. */
const bars = z.strictObject({
  block: z.literal('bars'),
  ...common,
  rows: path,
  label: text,
  base: path,
  segments: z.array(segment).min(1),
  alt: text,
})

const cell = z.strictObject({
  ...common,
  lines: z.array(lineSchema),
  /** Room for the hand or the stamp, in mm. */
  space: z.number().nonnegative().default(0),
  /** Name of the empty signature field laid over the room; in a repeated cell it holds the item's number. */
  field: fieldName.optional(),
  alt: text.optional(),
  /** Where the organisation's seal stands: a field of its own, as the layout says. */
  seal: z.strictObject({ when, field: fieldName, alt: text }).optional(),
  below: z.array(lineSchema).default([]),
})

const signatures = z.strictObject({
  block: z.literal('signatures'),
  ...common,
  perRow: z.int().min(1).max(3),
  cells: z.array(cell).min(1),
})

const page = z.strictObject({
  block: z.literal('page'),
  ...common,
  orientation: z.enum(['portrait', 'landscape']),
})

/** A QR code of the text at `content`, told in words by `alt`, with lines to its right. */
const qr = z.strictObject({
  block: z.literal('qr'),
  ...common,
  content: path,
  alt: text,
  lines: z.array(lineSchema),
})

const leaves = [paragraph, heading, head, columns, table, bars, signatures, qr, page] as const

/** Blocks taken together under one condition or repeated together; groups do not nest. */
const group = z.strictObject({
  block: z.literal('group'),
  ...common,
  blocks: z.array(z.discriminatedUnion('block', leaves)).min(1),
})

export const blockSchema = z.discriminatedUnion('block', [...leaves, group])

export type TableBlock = z.infer<typeof table>
export type BarsBlock = z.infer<typeof bars>
export type QrBlock = z.infer<typeof qr>
export type SignatureCell = z.infer<typeof cell>
export type SignaturesBlock = z.infer<typeof signatures>
export type Block = z.infer<typeof blockSchema>

/** The content of a `template.yaml`. */
export const templateSchema = z.strictObject({
  /** The paper of the program it is, or whose data it prints. */
  document: z.string(),
  /** What people call a paper of the organisation; a paper of the program has its name from the program. */
  name: z.string().transform(named).optional(),
  /** Page profile by the side of the session. */
  layout: z.strictObject({ party: z.string(), state: z.string() }),
  /** Of the first page; a `page` block turns those after it. */
  orientation: z.enum(['portrait', 'landscape']).default('portrait'),
  title: text,
  subject: text,
  words: z.record(name, z.record(z.string(), z.string())),
  /** Printed small at the foot of each page; the first that holds. */
  footer: z.array(z.strictObject({ when, text })).min(1),
  watermark: z.strictObject({ when, text }),
  blocks: z.array(blockSchema).min(1),
})
export type TemplateFile = z.infer<typeof templateSchema>
