import { unreachable } from '../errors.ts'
import type {
  BarsBlock,
  Block,
  Line,
  SignatureCell,
  SignaturesBlock,
  TableBlock,
} from './blocks.ts'
import { type Piece, placePieces } from './flow.ts'
import { styleOf } from './layout.ts'
import { MM } from './layout.ts'
import { type Paper, addPage, frameOf } from './paper.ts'
import { barPieces } from './pieces/bars.ts'
import { type ColumnText, columnsPiece } from './pieces/columns.ts'
import { qrPiece } from './pieces/qr.ts'
import { type Signer, type SignerField, signaturesPiece } from './pieces/signatures.ts'
import { type TableRow, tablePiece } from './pieces/table.ts'
import type { TableColumn } from './pieces/table-header.ts'
import { textPiece } from './pieces/text.ts'
import type { TextPart } from './placeholder.ts'
import { type Scope, type Words, fillText, holds, listAt, numberAt } from './scope.ts'
import { type Leaf, scopesOf, stepsOf } from './steps.ts'
import { watchHeights } from './watch.ts'

/** Draws the blocks of a template, filled from `scope`, on the paper. */
export function composeBlocks(
  paper: Paper,
  blocks: readonly Block[],
  scope: Scope,
  words: Words,
): void {
  const steps = stepsOf(blocks, scope, words, paper.layout)
  let placed: { readonly piece: Piece; readonly place: string }[] = []
  const flush = () => {
    const { top, bottom } = frameOf(paper)
    if (paper.watch) watchHeights(paper.watch, placed, bottom - top)
    placePieces(
      paper,
      placed.map(({ piece }) => piece),
    )
    placed = []
  }
  for (const { block, scope: inner, place } of steps) {
    if (block.block === 'page') {
      flush()
      if (paper.fresh && paper.orientation === block.orientation) continue
      paper.orientation = block.orientation
      addPage(paper)
    } else {
      if (paper.watch) paper.watch.place = place
      const pieces = piecesOf(paper, block, inner, words)
      placed.push(...pieces.map((piece) => ({ piece, place })))
    }
  }
  flush()
}

function piecesOf(
  paper: Paper,
  block: Exclude<Leaf, { block: 'page' }>,
  scope: Scope,
  words: Words,
): Piece[] {
  switch (block.block) {
    case 'paragraph': {
      const role = { tag: 'P', keep: block.keep, bookmark: false } as const
      const style = styleOf(paper.layout, block.style)
      return [textPiece(paper, fillText(block.text, scope, words), style, role)]
    }
    case 'heading': {
      const tag = (['H1', 'H2', 'H3'] as const)[block.level - 1]!
      const role = { tag, keep: true, bookmark: block.bookmark }
      const style = styleOf(paper.layout, block.style)
      return [textPiece(paper, fillText(block.text, scope, words), style, role)]
    }
    case 'columns': {
      const texts = (lines: readonly Line[]) => columnTexts(paper, lines, scope, words)
      return [columnsPiece(paper, texts(block.left), texts(block.right))]
    }
    case 'table':
      return [tableOf(paper, block, scope, words)]
    case 'bars':
      return barsOf(paper, block, scope, words)
    case 'qr': {
      const lines = columnTexts(paper, block.lines, scope, words)
      const content = fillText([{ path: block.content, filters: [] }], scope, words)
      return [qrPiece(paper, content, fillText(block.alt, scope, words), lines)]
    }
    case 'signatures':
      return signaturesOf(paper, block, scope, words)
    default:
      return unreachable(block)
  }
}

function columnTexts(
  paper: Paper,
  lines: readonly Line[],
  scope: Scope,
  words: Words,
): ColumnText[] {
  return lines.flatMap((line) =>
    scopesOf(line, scope).map((inner) => ({
      text: fillText(line.text, inner, words),
      style: styleOf(paper.layout, line.style),
      rule: line.rule ?? null,
      frame: line.frame ?? null,
    })),
  )
}

function tableOf(paper: Paper, table: TableBlock, scope: Scope, words: Words): Piece {
  const { banner, columns, rows } = tableContent(table, scope, words)
  return tablePiece(paper, banner, columns, rows, table.rowHeight * MM)
}

/** What a table says, filled in: what stands above it, its columns and its rows. */
export function tableContent(
  table: TableBlock,
  scope: Scope,
  words: Words,
): {
  readonly banner: string | null
  readonly columns: readonly TableColumn[]
  readonly rows: readonly TableRow[]
} {
  const rows = listAt(scope, table.sections).flatMap((section): TableRow[] => {
    const inside = { ...scope, section }
    const title = table.section && holds(table.sectionWhen, inside)
    const total = table.totalWhen && holds(table.totalWhen, inside)
    return [
      ...(title
        ? [{ kind: 'section' as const, text: fillText(table.section ?? [], inside, words) }]
        : []),
      ...listAt(inside, table.rows).map((row) => {
        const own = { ...inside, row }
        return {
          kind: 'cells' as const,
          cells: table.columns.map(({ text, squares }) => ({
            text: fillText(text, own, words),
            squares: squares ? numberAt(own, squares) : null,
          })),
        }
      }),
      ...(total
        ? [
            {
              kind: 'total' as const,
              cells: table.columns.map((column) => {
                return { text: fillText(column.total ?? [], inside, words), squares: null }
              }),
            },
          ]
        : []),
    ]
  })
  const columns = table.columns.map(({ header, group, width, align }) => {
    return { header: fillText(header, scope, words), group, width, align }
  })
  const banner = table.banner ? fillText(table.banner, scope, words) : null
  return { banner, columns, rows }
}

function barsOf(paper: Paper, block: BarsBlock, scope: Scope, words: Words): Piece[] {
  const segments = block.segments.map(({ fill, legend }) => {
    return { fill, legend: fillText(legend, scope, words) }
  })
  const bars = listAt(scope, block.rows).map((row) => {
    const inside = { ...scope, row }
    return {
      label: fillText(block.label, inside, words),
      base: numberAt(inside, block.base),
      counts: block.segments.map(({ count }) => numberAt(inside, count)),
      alt: fillText(block.alt, inside, words),
    }
  })
  return barPieces(paper, segments, bars)
}

function signaturesOf(paper: Paper, block: SignaturesBlock, scope: Scope, words: Words): Piece[] {
  const signers = block.cells.flatMap((cell) =>
    scopesOf(cell, scope).map((inner) => signerOf(paper, cell, inner, words)),
  )
  const rows = Array.from({ length: Math.ceil(signers.length / block.perRow) }, (_, at) =>
    signers.slice(at * block.perRow, (at + 1) * block.perRow),
  )
  return rows.map((row) => signaturesPiece(paper, row))
}

function signerOf(paper: Paper, cell: SignatureCell, scope: Scope, words: Words): Signer {
  const { lines, below, space, field, alt, seal } = cell
  const sealed = seal && holds(seal.when, scope) ? seal : undefined
  return {
    above: columnTexts(paper, lines, scope, words),
    below: columnTexts(paper, below, scope, words),
    space: space * MM,
    field: field && alt ? fieldOf(field, alt, scope, words) : null,
    seal: sealed ? fieldOf(sealed.field, sealed.alt, scope, words) : null,
  }
}

function fieldOf(
  name: readonly TextPart[],
  alt: readonly TextPart[],
  scope: Scope,
  words: Words,
): SignerField {
  return { name: fillText(name, scope, words), alt: fillText(alt, scope, words) }
}
