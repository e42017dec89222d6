import { z } from 'zod'
import type { Side } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { lineSchema } from './blocks.ts'
import { FONT_NAMES } from './fonts.ts'
import type { TemplateSource } from './template-source.ts'

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

/** Where numbers of the profile come from; `certain: false` for what was not read in the rule itself. */
const sourceSchema = z.strictObject({
  /** Keys of the profile; of styles each by its name, `styles.body`. */
  of: z.array(z.string()).min(1),
  from: z.string().min(1),
  certain: z.boolean(),
})

/** A page profile: the form one rule on documents gives them. Lengths in mm, type in points. */
export const layoutSchema = z.strictObject({
  id: z.string(),
  /** The rule, as people choose it by. */
  name: z.string().min(1),
  side: z.enum(['party', 'state']),
  /** Every number is cited once. */
  sources: z.array(sourceSchema),
  page: z.strictObject({ width: mm, height: mm }),
  margins: z.strictObject({ portrait: sides, landscape: sides }),
  /** Widths of the two columns of the head of the first page. */
  columns: z.strictObject({ left: mm, right: mm }),
  /** The lines of the head; they may name what every paper knows, and `head.kind`, `head.day`. */
  head: z.strictObject({ left: z.array(lineSchema), right: z.array(lineSchema) }),
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
  /**
   * The organisation's seal and the signature it stands beside, mm; `overlap` is the share of the signature
   * that it covers, from the left.
   */
  seal: z.strictObject({ size: mm, signature: mm, overlap: z.number().min(0).max(1) }),
  /** Side of the QR code with the white around it. */
  qr: z.strictObject({ size: mm }),
  /** Squares drawn by hand, five strokes each: their side, their distance, the figures behind a line. */
  squares: z.strictObject({ side: mm, pitch: mm, label: z.string() }),
  styles: z.record(z.string(), styleSchema),
})
export type Layout = z.infer<typeof layoutSchema> & {
  /** What its file says, where it was read from one. */
  readonly source?: TemplateSource
}

const WITHOUT_NUMBERS = ['id', 'name', 'side', 'source', 'sources', 'styles']

/** The keys of the profile that no source, or more than one, is named for, and cited keys it does not have. */
export function wronglyCited(layout: Layout): string[] {
  const keys = [
    ...Object.keys(layout).filter((key) => !WITHOUT_NUMBERS.includes(key)),
    ...Object.keys(layout.styles).map((name) => `styles.${name}`),
  ]
  const cited = layout.sources.flatMap((source) => source.of)
  return [
    ...keys.filter((key) => cited.filter((each) => each === key).length !== 1),
    ...cited.filter((key) => !keys.includes(key)),
  ]
}

/** What one template can be drawn in: its own layout for each side, and all there are by their ids. */
export type LayoutChoice = {
  readonly layouts: Readonly<Record<Side, Layout>>
  readonly profiles: ReadonlyMap<string, Layout>
}

/** The layout `id` of that side, the template's own for `null`. Throws `layout_unknown` with `{ layout, side }`. */
export function layoutFor(
  { layouts, profiles }: LayoutChoice,
  side: Side,
  id: string | null,
): Layout {
  if (id === null) return layouts[side]
  const layout = profiles.get(id)
  if (layout?.side !== side) throw new AppError('layout_unknown', { layout: id, side })
  return layout
}

/** How much smaller the margins are on half a sheet. */
const HALF_MARGINS = 0.6

/** The profile on half its sheet (A5 for A4): smaller margins, narrower columns, the same type. */
export function onHalfSheet(layout: Layout): Layout {
  const { page, margins, columns } = layout
  const half = { width: Math.floor(page.height / 2), height: page.width }
  const smaller = (sides: Layout['margins']['portrait']) => ({
    top: sides.top * HALF_MARGINS,
    bottom: sides.bottom * HALF_MARGINS,
    left: sides.left * HALF_MARGINS,
    right: sides.right * HALF_MARGINS,
  })
  const { left, right } = margins.portrait
  const share = (half.width - (left + right) * HALF_MARGINS) / (page.width - left - right)
  return {
    ...layout,
    page: half,
    margins: { portrait: smaller(margins.portrait), landscape: smaller(margins.landscape) },
    columns: { left: columns.left * share, right: columns.right * share },
    pageNumber: { ...layout.pageNumber, top: layout.pageNumber.top * HALF_MARGINS },
    footer: { ...layout.footer, bottom: layout.footer.bottom * HALF_MARGINS },
  }
}

/** The style of that name; loading has proved that it exists. */
export function styleOf(layout: Layout, name: string): Style {
  const style = layout.styles[name]
  if (!style) throw new TypeError(`layout ${layout.id} has no style ${name}`)
  return style
}
