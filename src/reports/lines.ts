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
  const space = measure(' ')
  const lines: TextLine[] = []
  let words: string[] = []
  let used = 0
  const room = () => width - (lines.length === 0 ? indent : 0)
  const finish = () => {
    lines.push({ words, width: used })
    words = []
    used = 0
  }
  for (const word of text.split(' ').filter((each) => each !== '')) {
    for (const piece of cutWord(word, measure, width - indent)) {
      const wide = measure(piece)
      if (words.length > 0 && used + space + wide > room()) finish()
      used += (words.length > 0 ? space : 0) + wide
      words.push(piece)
    }
  }
  finish()
  return lines
}

/** The same number of lines, but as even as can be: for centred text. Words are cut no more than before. */
export function breakEvenly(text: string, measure: Measure, width: number): TextLine[] {
  const lines = breakLines(text, measure, width)
  const pieces = lines.flatMap(({ words }) => words)
  let narrow = Math.max(...pieces.map(measure))
  let wide = width
  let best = lines
  while (wide - narrow > 1) {
    const middle = (narrow + wide) / 2
    const tried = breakLines(text, measure, middle)
    if (tried.length > lines.length) narrow = middle
    else [wide, best] = [middle, tried]
  }
  return best
}

function cutWord(word: string, measure: Measure, width: number): string[] {
  if (measure(word) <= width) return [word]
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
