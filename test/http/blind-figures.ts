/** The ballots of the one bundle. */
export const BALLOTS = 7000

/** What each typist reads: figures that stand nowhere else. */
export const READ = {
  first: {
    ballots: { collected: BALLOTS, valid: 6101, invalid: 899 },
    marks: [
      [3331, 1423, 1217, 130],
      [4021, 1049, 1031, 0],
    ],
  },
  second: {
    ballots: { collected: BALLOTS, valid: 6043, invalid: 957 },
    marks: [
      [2657, 1409, 1907, 70],
      [5003, 1013, 27, 0],
    ],
  },
} as const
/** Who reads them. */
export type Typist = keyof typeof READ

/** What would give it away: its figures of four digits. */
export function figuresOf(typist: Typist): readonly number[] {
  const { ballots, marks } = READ[typist]
  return [ballots.valid, ...marks.flat()].filter((figure) => figure > 999)
}

/** A number standing alone, however its thousands are parted; no piece of a digest or an id. */
export function standsIn(text: string, figure: number): boolean {
  const [thousands, rest] = [String(figure).slice(0, 1), String(figure).slice(1)]
  const alone = new RegExp(`(?<![0-9a-f])${thousands}[., \\u00a0]?${rest}(?![0-9a-f])`, 'i')
  return alone.test(text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, ''))
}
