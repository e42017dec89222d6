import { type Paper, addPage, frameOf } from './paper.ts'

/** Something to be placed on paper, measured beforehand; points. */
export type Piece = {
  /** Space above, dropped at the top of a page. */
  readonly before: number
  /** All of it. */
  readonly height: number
  /** The least that must fit on the page it begins on. */
  readonly first: number
  /** Never parted from the piece that follows. */
  readonly keep: boolean
  /** Draws at `paper.y`, moves it down, and turns pages itself where it may be parted. */
  draw(paper: Paper): void
}

/** Places the pieces one below the other; kept ones move to the next page with what they announce. */
export function placePieces(paper: Paper, pieces: readonly Piece[]): void {
  for (const [at, piece] of pieces.entries()) {
    const wanted = piece.before + leastOf(pieces, at)
    if (!paper.fresh && wanted > roomLeft(paper)) addPage(paper)
    if (!paper.fresh) paper.y += piece.before
    piece.draw(paper)
    paper.fresh = false
  }
}

/** The height from the piece's top down to the first lines of the first piece that is not kept. */
function leastOf(pieces: readonly Piece[], from: number): number {
  let sum = 0
  for (const [at, piece] of pieces.slice(from).entries()) {
    if (at > 0) sum += piece.before
    if (!piece.keep) return sum + piece.first
    sum += piece.height
  }
  return sum
}

/** The height left on the current page. */
export function roomLeft(paper: Paper): number {
  return frameOf(paper).bottom - paper.y
}
