import { AlignmentType, BorderStyle, LineRuleType, Paragraph, SimpleField, TextRun } from 'docx'
import type { Fonts } from '../fonts.ts'
import { type Layout, type Style, styleOf } from '../layout.ts'

/** The document font by the name every office has; the program's own has the same widths. */
const DOCX_FONT = 'Times New Roman'

/** Twentieths of a point in a point and in a millimetre. */
export const TWIP = 20
export const MM_TWIPS = 1440 / 25.4

/**
 * Stand for numbers that only the office program knows: the page, how many there are, and how many there
 * are as prose writes it ("05"). In no text of a template or a model.
 */
export const FIELD = { page: '\ue001', pages: '\ue002', pagesInWords: '\ue003' } as const
const FIELDS = /([\ue001-\ue003])/u

const ALIGNED = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.JUSTIFIED,
} as const

/** The styles of a layout as styles of the file, under their own names, so that an office can change them. */
export function docxStyles(layout: Layout) {
  return {
    default: { document: { run: { ...runLook(styleOf(layout, 'body')) } } },
    paragraphStyles: Object.entries(layout.styles).map(([name, style]) => ({
      id: name,
      name,
      basedOn: 'Normal',
      quickFormat: true,
      run: runLook(style),
      paragraph: {
        alignment: ALIGNED[style.align],
        spacing: {
          before: Math.round(style.before * TWIP),
          after: 0,
          line: Math.round(style.line * TWIP),
          lineRule: LineRuleType.AT_LEAST,
        },
        indent: {
          left: Math.round(style.indent * MM_TWIPS),
          firstLine: Math.round(style.firstLine * MM_TWIPS),
        },
      },
    })),
  }
}

function runLook(style: Style) {
  return {
    font: DOCX_FONT,
    size: Math.round(style.size * 2),
    bold: style.font === 'bold' || style.font === 'boldItalic',
    italics: style.font === 'italic' || style.font === 'boldItalic',
    ...(style.underline ? { underline: {} } : {}),
    color: '000000',
  }
}

/** Where a paragraph is other than its style. */
export type Differing = {
  /** Never parted from what follows. */
  readonly keep?: boolean
  readonly heading?: number
  readonly align?: Style['align']
  readonly bold?: boolean
}

/** A paragraph in a style of the layout, with one blank between words as the printed document has it. */
export function docxParagraph(text: string, style: string, differing: Differing = {}): Paragraph {
  const { keep, heading, align, bold } = differing
  const words = text.split(' ').filter((each) => each !== '')
  return new Paragraph({
    style,
    ...(keep ? { keepNext: true } : {}),
    ...(heading === undefined ? {} : { outlineLevel: heading - 1 }),
    ...(align ? { alignment: ALIGNED[align] } : {}),
    children: words
      .join(' ')
      .split(FIELDS)
      .filter((part) => part !== '')
      .map((part) => runOf(part, bold ? { bold } : {})),
  })
}

function runOf(part: string, look: { readonly bold?: boolean }): TextRun | SimpleField {
  if (part === FIELD.page) return new SimpleField('PAGE', '1')
  if (part === FIELD.pages) return new SimpleField('NUMPAGES', '1')
  if (part === FIELD.pagesInWords) return new SimpleField('NUMPAGES \\# "00"', '00')
  return new TextRun({ ...look, text: part })
}

const PART = 0.4
const RULE_ROOM = 4

/**
 * A line below a centred text in a column of `width` (twips), as long as the text or a part of it: an empty
 * paragraph with a border, drawn in from both sides.
 */
export function docxRule(
  text: string,
  style: Style,
  kind: 'full' | 'part',
  width: number,
  fonts: Fonts,
): Paragraph {
  const font = fonts[style.font]
  const wide = (font.layout(text).advanceWidth / font.unitsPerEm) * style.size * TWIP
  const length = Math.min(width, kind === 'full' ? wide : wide * PART)
  const each = Math.max(0, Math.round((width - length) / 2))
  return new Paragraph({
    spacing: { before: 0, after: 0, line: RULE_ROOM * TWIP, lineRule: LineRuleType.EXACT },
    indent: { left: each, right: each },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
  })
}
