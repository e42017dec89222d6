import type { SheetProgress } from '../actions/sheets.ts'

type Known = Pick<SheetProgress, 'state' | 'passes'>

/** Whether every pass of the sheet is in and at least one contradicts itself: the head may decide. */
export function isContradictory({ state, passes }: Known, passesRequired: number): boolean {
  const submitted = passes.filter((pass) => isSubmitted(pass))
  return state === 'first_has_errors' && submitted.length === passesRequired
}

/** Whether nothing goes on at the sheet until the head decides: no pass was sent back to be typed anew. */
export function waitsForHead(sheet: Known, passesRequired: number): boolean {
  if (sheet.state === 'different') return true
  const returned = sheet.passes.some(({ status }) => status === 'returned')
  return isContradictory(sheet, passesRequired) && !returned
}

/** Whether the pass was handed in at least once; until then it can be given back or freed. */
export function isSubmitted({ status }: SheetProgress['passes'][number]): boolean {
  return status !== 'typing' && status !== 'idle'
}
