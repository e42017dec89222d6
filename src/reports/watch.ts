import type { TextLine } from './lines.ts'

/** Told of what does not fit while a paper is drawn; there only when templates are checked. */
export type Watch = {
  /** The block that is being drawn, as a place in the template. */
  place: string
  report(place: string, reason: string, found: string): void
}

/** Longer words are no words: digests, codes, what somebody leaned on the keyboard. */
const LONGEST_WORD = 16

/** Reports each word of the text that had to be cut between letters because the lines are too narrow for it. */
export function watchLines(watch: Watch, text: string, lines: readonly TextLine[]): void {
  const pieces = lines.flatMap(({ words }) => words)
  let at = 0
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const from = at
    for (let length = 0; length < word.length; at++) length += pieces[at]?.length ?? word.length
    // Figures are made smaller until they fit.
    const figure = /^[\d.,]+$/.test(word)
    if (at - from > 1 && !figure && word.length <= LONGEST_WORD)
      watch.report(watch.place, 'word_cut', word)
  }
}

/** Something with a height that cannot be parted; points. */
type Measured = {
  readonly before: number
  readonly first: number
  readonly height: number
  readonly keep: boolean
}

/** Reports what is taller than a page, alone or with what it is never parted from. */
export function watchHeights(
  watch: Watch,
  pieces: readonly { readonly piece: Measured; readonly place: string }[],
  page: number,
): void {
  let chain = 0
  for (const { piece, place } of pieces) {
    if (piece.first > page) watch.report(place, 'too_tall', String(Math.round(piece.first - page)))
    else if (chain + piece.before + piece.first > page) watch.report(place, 'kept_too_tall', '')
    chain = piece.keep ? chain + piece.before + piece.height : 0
  }
}
