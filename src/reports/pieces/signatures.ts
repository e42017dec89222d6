import type { Piece } from '../flow.ts'
import { MM } from '../layout.ts'
import { type Paper, frameOf } from '../paper.ts'
import { type ColumnText, columnHeight, drawColumn, measureColumn } from './columns.ts'

/** An empty signature field: its name in the form, and the words for it. */
export type SignerField = { readonly name: string; readonly alt: string }

/** One who signs: the lines above the room (title) and below it (name), and the fields over the room. */
export type Signer = {
  readonly above: readonly ColumnText[]
  readonly below: readonly ColumnText[]
  /** Points. */
  readonly space: number
  readonly field: SignerField | null
  /** Of the organisation, whose seal stands to the left of the signature. */
  readonly seal: SignerField | null
}

const GUTTER = 8
const ROW_BEFORE = 12

/** One row of signers in columns of equal width; a row is never parted. */
export function signaturesPiece(paper: Paper, row: readonly Signer[]): Piece {
  const width = frameOf(paper).width / row.length
  const whole = width - 2 * GUTTER
  const signers = row.map((signer, at) => {
    // A seal reaches over to the cell on its left, whose text keeps clear of it.
    const inner = row[at + 1]?.seal ? whole - Math.max(0, sealReach(paper, whole) - GUTTER) : whole
    return {
      signer,
      inner,
      above: measureColumn(paper, signer.above, inner),
      below: measureColumn(paper, signer.below, inner),
    }
  })
  // Who does not sign has text only ("Nơi nhận"): it may stand beside the room for the hand.
  const signing = signers.filter(({ signer }) => signer.space > 0)
  const beside = signers.filter(({ signer }) => signer.space === 0)
  const top = Math.max(0, ...signing.map(({ above }) => columnHeight(above)))
  const least = row.some(({ seal }) => seal) ? paper.layout.seal.size * MM : 0
  const space = Math.max(least, ...row.map((signer) => signer.space))
  const signed = top + space + Math.max(0, ...signing.map(({ below }) => columnHeight(below)))
  const height = Math.max(
    signed,
    ...beside.map(({ above, below }) => columnHeight(above) + columnHeight(below)),
  )
  return {
    before: ROW_BEFORE,
    height,
    first: height,
    keep: false,
    draw: () => {
      signers.forEach(({ signer, inner, above, below }, at) => {
        const x = frameOf(paper).left + at * width + GUTTER
        drawColumn(paper, above, { x, y: paper.y, width: inner })
        drawFields(paper, signer, { x, y: paper.y + top, width: whole, height: space }, at === 0)
        const under = signer.space > 0 ? top + space : columnHeight(above)
        drawColumn(paper, below, { x, y: paper.y + under, width: inner })
      })
      paper.y += height
    },
  }
}

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How far a seal stands out to the left of a cell so wide, whose signature is in the middle. */
function sealReach(paper: Paper, inner: number): number {
  const { size, signature, overlap } = paper.layout.seal
  const width = Math.min(inner, signature * MM)
  return Math.max(0, size * MM - overlap * width - (inner - width) / 2)
}

/**
 * The signer's field over the whole room; beside a seal it is as wide as the layout says and in the middle,
 * but where nothing is to the left of the cell it makes way for the seal.
 */
function drawFields(paper: Paper, { field, seal }: Signer, room: Box, leftmost: boolean): void {
  if (!seal) {
    if (field) drawField(paper, field, room)
    return
  }
  const { size, signature, overlap } = paper.layout.seal
  const side = size * MM
  const width = Math.min(room.width, signature * MM)
  const moved = leftmost ? Math.max(0, sealReach(paper, room.width) - GUTTER) : 0
  const x = room.x + (room.width - width) / 2 + moved
  if (field) drawField(paper, field, { ...room, x, width })
  const y = room.y + (room.height - side) / 2
  drawField(paper, seal, { x: x + overlap * width - side, y, width: side, height: side })
}

/** An empty signature field with an empty appearance, in the structure tree with words for it. */
function drawField(paper: Paper, field: SignerField, box: Box): void {
  const { pdf } = paper
  const form = pdf.struct('Form', { alt: field.alt })
  paper.root.add(form)
  const appearance = pdf.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, box.width, box.height],
    Resources: {},
  })
  // One space: pdfkit writes no stream for no content, and an appearance must be one.
  appearance.end(' ')
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
