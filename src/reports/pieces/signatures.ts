import type { Piece } from '../flow.ts'
import { type Paper, frameOf } from '../paper.ts'
import { type ColumnText, columnHeight, drawColumn, measureColumn } from './columns.ts'

/** One who signs: the lines above the room (title) and below it (name), and the field over the room. */
export type Signer = {
  readonly above: readonly ColumnText[]
  readonly below: readonly ColumnText[]
  /** Points. */
  readonly space: number
  readonly field: { readonly name: string; readonly alt: string } | null
}

const GUTTER = 8
const ROW_BEFORE = 12

/** One row of signers in columns of equal width; a row is never parted. */
export function signaturesPiece(paper: Paper, row: readonly Signer[]): Piece {
  const width = frameOf(paper).width / row.length
  const inner = width - 2 * GUTTER
  const signers = row.map((signer) => ({
    signer,
    above: measureColumn(paper, signer.above, inner),
    below: measureColumn(paper, signer.below, inner),
  }))
  const top = Math.max(...signers.map(({ above }) => columnHeight(above)))
  const space = Math.max(...row.map((signer) => signer.space))
  const height = top + space + Math.max(...signers.map(({ below }) => columnHeight(below)))
  return {
    before: ROW_BEFORE,
    height,
    first: height,
    keep: false,
    draw: () => {
      signers.forEach(({ signer, above, below }, at) => {
        const x = frameOf(paper).left + at * width + GUTTER
        drawColumn(paper, above, { x, y: paper.y, width: inner })
        if (signer.field)
          drawField(paper, signer.field, { x, y: paper.y + top, width: inner, height: space })
        drawColumn(paper, below, { x, y: paper.y + top + space, width: inner })
      })
      paper.y += height
    },
  }
}

/** An empty signature field with an empty appearance, in the structure tree with words for it. */
function drawField(
  paper: Paper,
  field: { readonly name: string; readonly alt: string },
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const { pdf } = paper
  const form = pdf.struct('Form', { alt: field.alt })
  paper.root.add(form)
  const appearance = pdf.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, box.width, box.height],
    Resources: {},
  })
  appearance.end('')
  // Whole points from the foot of the page: a signer's program that writes them anew changes none.
  const y = pdf.page.height - Math.round(pdf.page.height - box.y)
  pdf.annotate(Math.round(box.x), y, Math.round(box.width), Math.round(box.height), {
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String(field.name),
    TU: new String(field.alt),
    F: PRINTED,
    AP: { N: appearance },
    structParent: form,
  })
  form.end()
  fieldsOf(paper).push(pdf.page.annotations.at(-1))
}

const PRINTED = 4
const SIGNATURES_EXIST = 1

/**
 * The fields of the document's form, begun when the first is added. pdfkit asks viewers to redraw every
 * field (NeedAppearances), which PDF/A forbids and which breaks signatures: taken out.
 */
function fieldsOf({ pdf }: Paper): unknown[] {
  if (!pdf._root.data['AcroForm']) pdf.font('regular', 10).initForm()
  const { data } = pdf._root.data['AcroForm']!
  delete data['NeedAppearances']
  data['SigFlags'] = SIGNATURES_EXIST
  return data['Fields'] as unknown[]
}
