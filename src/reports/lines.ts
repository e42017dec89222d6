/** One line of a broken text: its words, and its width without the space at its end. */
export type TextLine = { readonly words: readonly string[]; readonly width: number }

/** The width of a string in points. */
export type Measure = (text: string) => number

/**
 * `text` broken at spaces into lines no wider than `width`, the first `indent` narrower; points.
 *
 * A word wider than a line is cut between characters, so that nothing is ever clipped.
 * Non-breaking spaces do not break. At least one line, perhaps empty.
 */
export function breakLines(text: string, measure: Measure, width: number, indent = 0): TextLine[] {
  return fillLines(piecesOf(text, measure, width - indent), measure(' '), width, indent)
}

/** The same number of lines, but as even as can be: for centred text. Words are cut no more than before. */
export function breakEvenly(text: string, measure: Measure, width: number): TextLine[] {
  const pieces = piecesOf(text, measure, width)
  const space = measure(' ')
  const lines = fillLines(pieces, space, width, 0)
  if (lines.length === 1) return lines
  // a word that was cut is cut anew for each width
  const cut = pieces.length > wordsOf(text).length
  let narrow = Math.max(...pieces.map((piece) => piece.width))
  let wide = width
  let best = lines
  while (wide - narrow > 1) {
    const middle = (narrow + wide) / 2
    const tried = cut ? breakLines(text, measure, middle) : fillLines(pieces, space, middle, 0)
    if (tried.length > lines.length) narrow = middle
    else [wide, best] = [middle, tried]
  }
  return best
}

/** A word, or a part of one that is too wide. */
type Measured = { readonly text: string; readonly width: number }

function wordsOf(text: string): string[] {
  return text.split(' ').filter((each) => each !== '')
}

function piecesOf(text: string, measure: Measure, width: number): Measured[] {
  const pieces: Measured[] = []
  for (const word of wordsOf(text)) {
    const wide = measure(word)
    if (wide <= width) pieces.push({ text: word, width: wide })
    else
      for (const part of cutWord(word, measure, width))
        pieces.push({ text: part, width: measure(part) })
  }
  return pieces
}

/** The pieces put into lines of `width`, the first `indent` narrower, with a `space` between each two. */
function fillLines(
  pieces: readonly Measured[],
  space: number,
  width: number,
  indent: number,
): TextLine[] {
  const lines: TextLine[] = []
  let words: string[] = []
  let used = 0
  for (const piece of pieces) {
    const room = lines.length === 0 ? width - indent : width
    if (words.length > 0 && used + space + piece.width > room) {
      lines.push({ words, width: used })
      words = []
      used = 0
    }
    used += (words.length > 0 ? space : 0) + piece.width
    words.push(piece.text)
  }
  lines.push({ words, width: used })
  return lines
}

function cutWord(word: string, measure: Measure, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && measure(piece + character) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
