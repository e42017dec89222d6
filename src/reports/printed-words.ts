/** Whether the words of a cell stand in the lines one after the other; a word too long for its column may be parted. */
export function standsIn(cell: string, lines: readonly string[]): boolean {
  const printed = lines.flatMap((line) => line.split(/\s+/))
  let at = 0
  for (const word of cell.split(' ')) {
    while (at < printed.length && !isPrinted(word, printed, at)) at += 1
    if (at >= printed.length) return false
    at += 1
  }
  return true
}

function isPrinted(word: string, printed: readonly string[], at: number): boolean {
  const here = printed[at]!
  if (here === word) return true
  if (here.length < 2 || !word.startsWith(here)) return false
  const rest = word.slice(here.length)
  return printed.some((_, later) => later > at && isPrinted(rest, printed, later))
}

/** So many lines tell what text begins on the first of them. */
const TELLING = 6

/**
 * The first of the lines with a word that is not among those allowed, down to the line with which one of the texts `below`
 * begins; undefined if there is none, or nothing is known of what stands below (null).
 */
export function strangeBelow(
  lines: readonly string[],
  known: {
    readonly allowed: string
    /** Whether numbers may stand alone. */
    readonly numbers: boolean
    readonly below: readonly string[] | null
  },
): string | undefined {
  const { allowed, numbers, below } = known
  if (below === null) return undefined
  const texts = below.map((text) => new RegExp(`^${text}`, 'u'))
  for (const [at, line] of lines.entries()) {
    const from = lines
      .slice(at, at + TELLING)
      .join(' ')
      .replaceAll(/\s+/g, ' ')
    if (texts.some((text) => text.test(from))) return undefined
    const words = line.split(/\s+/)
    if (!words.every((word) => allowed.includes(word) || (numbers && /^\d+$/.test(word))))
      return line
  }
  return undefined
}
