import { z } from 'zod'
import { FONT_NAMES } from './fonts.ts'

/** Points in a millimetre. */
export const MM = 72 / 25.4

const mm = z.number().nonnegative()
const points = z.number().nonnegative()
const sides = z.strictObject({ top: mm, bottom: mm, left: mm, right: mm })

const styleSchema = z.strictObject({
  font: z.enum(FONT_NAMES),
  size: z.number().positive(),
  /** Exact distance of base lines, points. */
  line: z.number().positive(),
  before: points.default(0),
  align: z.enum(['left', 'center', 'right', 'justify']).default('left'),
  /** First-line and whole-block indents, mm. */
  firstLine: mm.default(0),
  indent: mm.default(0),
  underline: z.boolean().default(false),
})
export type Style = z.infer<typeof styleSchema>

/** A page profile: the numbers of one rule on the presentation of documents. Lengths in mm, type in points. */
export const layoutSchema = z.strictObject({
  id: z.string(),
  /** The rule the numbers come from. */
  source: z.string(),
  page: z.strictObject({ width: mm, height: mm }),
  margins: z.strictObject({ portrait: sides, landscape: sides }),
  /** Widths of the two columns of the head of the first page. */
  columns: z.strictObject({ left: mm, right: mm }),
  pageNumber: z.strictObject({ top: mm, fromPage: z.int().min(1), style: z.string() }),
  footer: z.strictObject({ bottom: mm, style: z.string() }),
  watermark: z.strictObject({ style: z.string(), color: z.string().regex(/^#[0-9a-f]{6}$/) }),
  table: z.strictObject({
    padding: mm,
    border: points,
    head: z.string(),
    cell: z.string(),
    section: z.string(),
  }),
  bars: z.strictObject({ label: z.string(), labelWidth: mm, height: points, pitch: points }),
  /** Squares drawn by hand, five strokes each: their side, their distance, the figures behind a line. */
  squares: z.strictObject({ side: mm, pitch: mm, label: z.string() }),
  styles: z.record(z.string(), styleSchema),
})
export type Layout = z.infer<typeof layoutSchema>

/** The style of that name; loading has proved that it exists. */
export function styleOf(layout: Layout, name: string): Style {
  const style = layout.styles[name]
  if (!style) throw new TypeError(`layout ${layout.id} has no style ${name}`)
  return style
}
