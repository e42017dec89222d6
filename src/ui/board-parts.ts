import { type Progress, SHEET_GROUPS, type SheetGroup } from '../domain/progress.ts'

/** The groups drawn on the bar from the left; the rest of it is what nobody has begun. */
export const BAR_GROUPS = ['definitive', 'different', 'inWork'] as const satisfies SheetGroup[]

type Sheets = Pick<Progress, 'sheets' | 'total'>

/** Where each group stands on the bar, in percent of its width; groups follow one another without a gap. */
export function barParts({
  sheets,
  total,
}: Sheets): readonly { group: SheetGroup; x: string; width: string }[] {
  const percent = (count: number) => `${total === 0 ? 0 : (count * 100) / total}%`
  let before = 0
  return BAR_GROUPS.map((group) => {
    const x = percent(before)
    before += sheets[group]
    return { group, x, width: percent(sheets[group]) }
  })
}

/** What the bar says to whoever does not see it. */
export function barText({ sheets, total }: Sheets): string {
  return `${sheets.definitive} trên ${total} tập đã khớp`
}

/** The numbers of a board by the names they are shown under. */
export function boardNumbers(progress: Progress): Readonly<Record<string, number>> {
  const { sheets, total, ballotsDefinitive, ballotsPlanned } = progress
  const groups = Object.fromEntries(SHEET_GROUPS.map((group) => [group, sheets[group]]))
  return { ...groups, total, ballotsDefinitive, ballotsPlanned }
}
