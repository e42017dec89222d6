/** A sample of sheets drawn for a second look at the paper, and what everybody needs to draw it again. */
export type RecheckDraw = {
  /** What the witnesses threw, as they said it. */
  readonly dice: string
  /** The journal's end when it was thrown: nobody could choose it, paper may carry it. */
  readonly journalHead: { readonly seq: number; readonly hash: string }
  /** The sheets drawn, in the order drawn. */
  readonly sheets: readonly string[]
}

/** What was found when a drawn sheet was looked at again; bound to the counts that were looked at. */
export type RecheckResult = {
  readonly sheet: string
  readonly countsSha256: string
  readonly agrees: boolean
  readonly note: string | null
}

/** What a draw is made from: the same dice over the same journal give the same sample, for ever. */
export function recheckSeed(draw: Pick<RecheckDraw, 'dice' | 'journalHead'>): string {
  const { seq, hash } = draw.journalHead
  return `tin-nhiem/recheck@1\n${draw.dice.trim()}\n${seq}\n${hash}`
}

/**
 * `size` of the sheets, or all where there are fewer: those whose digest of seed and sheet number is
 * smallest. `digest` gives hexadecimal of one length; numbers are those printed on the sheets, so that
 * anybody can draw again with pencil, dice and a hash program.
 */
export function sampleOf<S extends { readonly number: number }>(
  sheets: readonly S[],
  size: number,
  seed: string,
  digest: (text: string) => string,
): readonly S[] {
  return sheets
    .map((sheet) => ({ sheet, rank: digest(`${seed}\n${sheet.number}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .slice(0, size)
    .map(({ sheet }) => sheet)
}

/**
 * The drawn sheets that still have to be looked at: those without a result, those that did not agree, and
 * those whose counts have changed since they were looked at.
 */
export function openRechecks(
  drawn: readonly string[],
  results: readonly RecheckResult[],
  countsOf: (sheet: string) => string | undefined,
): readonly string[] {
  return drawn.filter((sheet) => {
    const last = results.findLast((each) => each.sheet === sheet)
    return !last || !last.agrees || last.countsSha256 !== countsOf(sheet)
  })
}
