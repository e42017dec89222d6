import { checkBallots, checkMarks, missing } from './checks.ts'
import { type Finding, finding, hasErrors } from './finding.ts'
import { type Count, LEVELS, type Level, type Marks, markCount } from './tally.ts'

/** The marks of one subject on one sheet. */
export type SheetRow = Marks & { readonly subject: string }

/** What one person read off one sheet (tập phiếu): its ballots, and the marks of each subject. */
export type SheetCounts = {
  readonly collected: Count
  readonly valid: Count
  readonly invalid: Count
  readonly rows: readonly SheetRow[]
}

/**
 * A sheet as planned: how many ballots the bundle should hold, whose names stand on them, and the marks
 * they bear.
 */
export type SheetPlan = {
  readonly ballots: number
  readonly subjects: readonly string[]
  readonly levels: readonly Level[]
}

/** One submitted pass (lượt nhập): its number 1..N, its author, and what was typed. */
export type EntryPass = {
  readonly id: string
  readonly passNo: number
  readonly account: string
  readonly counts: SheetCounts
}

/** The head's decision about a difference, bound to the very passes that were compared. */
export type Settlement = {
  readonly decision: 'choose' | 'return'
  /** The pass chosen, or the pass sent back to its author. */
  readonly passNo: number
  readonly passIds: readonly string[]
  /** The pass chosen contradicts itself because the paper does: it stands all the same. */
  readonly asOnPaper: boolean
}

/**
 * Sheet states. `first_final`: some pass is in without errors, not all; `different`: the passes
 * disagree and wait for the head; `definitive`: all agree without errors, or the head chose.
 */
export const SHEET_STATES = [
  'empty',
  'first_in_progress',
  'first_has_errors',
  'first_final',
  'next_in_progress',
  'different',
  'definitive',
] as const
export type SheetState = (typeof SHEET_STATES)[number]

/** All that is known of one sheet. `passes` holds the latest submission of each pass number. */
export type SheetFacts = {
  readonly plan: SheetPlan
  readonly passesRequired: number
  /** Pass numbers somebody has taken up, submitted or not. */
  readonly claimed: readonly number[]
  readonly passes: readonly EntryPass[]
  readonly settlements: readonly Settlement[]
}

/** A sheet with nothing typed: every count missing, one row for each subject in ballot order. */
export function emptyCounts(plan: SheetPlan): SheetCounts {
  const marks = Object.fromEntries(plan.levels.map((level) => [level, null]))
  return {
    collected: null,
    valid: null,
    invalid: null,
    rows: plan.subjects.map((subject) => ({ subject, ...marks, invalid: null })),
  }
}

/**
 * What is wrong with one pass by itself: E101, E201, E401 block; W301 when the bundle holds another
 * number of ballots than planned. Paths are JSON pointers into the counts.
 *
 * @law 96-qd-tw-2023 Điều 6.3
 */
export function checkSheet(counts: SheetCounts, plan: SheetPlan): Finding[] {
  const { collected } = counts
  const found = missing(counts, ['collected', 'valid', 'invalid'], '')
  if (collected !== null && collected !== plan.ballots)
    found.push(finding('W301', '/collected', { collected, planned: plan.ballots }))
  found.push(...checkBallots(counts, '', null))
  for (const [at, row] of counts.rows.entries())
    found.push(...checkMarks(row, plan.levels, counts.valid, `/rows/${at}`))
  return found
}

/** Whether a pass may count: nothing in it contradicts itself. */
export function isSound(pass: EntryPass, plan: SheetPlan): boolean {
  return !hasErrors(checkSheet(pass.counts, plan))
}

/** The decisions made over exactly the passes that are now the latest, oldest first. */
export function standingSettlements({ passes, settlements }: SheetFacts): readonly Settlement[] {
  return settlements.filter(
    ({ passIds }) =>
      passIds.length === passes.length && passes.every(({ id }) => passIds.includes(id)),
  )
}

/** The choice that still holds, unless the head has since sent a pass back. */
function standingChoice(facts: SheetFacts): Settlement | undefined {
  const last = standingSettlements(facts).at(-1)
  return last?.decision === 'choose' ? last : undefined
}

/** The pass numbers the head has sent back and that were not typed anew since. */
export function returnedPasses(facts: SheetFacts): readonly number[] {
  if (standingChoice(facts)) return []
  const lastChoice = facts.settlements.findLastIndex((each) => each.decision === 'choose')
  const returns = facts.settlements.slice(lastChoice + 1)
  return facts.passes
    .filter((pass) =>
      returns.some((each) => each.passNo === pass.passNo && each.passIds.includes(pass.id)),
    )
    .map((pass) => pass.passNo)
}

/** Whether the author of that pass may type in it: not submitted yet, with errors, or sent back. */
export function isOpenToAuthor(facts: SheetFacts, passNo: number): boolean {
  if (definitiveCounts(facts)) return false
  const pass = facts.passes.find((each) => each.passNo === passNo)
  if (!pass) return true
  return !isSound(pass, facts.plan) || returnedPasses(facts).includes(passNo)
}

/** The state a sheet is in, from its facts alone. */
export function sheetStateOf(facts: SheetFacts): SheetState {
  const { plan, passes, passesRequired, claimed } = facts
  if (definitiveCounts(facts)) return 'definitive'
  if (passes.some((pass) => !isSound(pass, plan))) return 'first_has_errors'
  if (returnedPasses(facts).length > 0) return 'next_in_progress'
  if (passes.length === passesRequired) return 'different'
  if (passes.length > 0) return claimed.length > passes.length ? 'next_in_progress' : 'first_final'
  return claimed.length > 0 ? 'first_in_progress' : 'empty'
}

/**
 * The counts that stand for the sheet: all passes are in, by as many people, and they are sound and agree, or the head chose
 * one; `undefined` until then. One that contradicts itself stands only where it was chosen as on paper.
 */
export function definitiveCounts(facts: SheetFacts): SheetCounts | undefined {
  const { passes, plan, passesRequired } = facts
  if (passes.length < passesRequired || passesRequired < 1) return undefined
  if (new Set(passes.map(({ account }) => account)).size < passes.length) return undefined
  const chosen = standingChoice(facts)
  if (chosen) {
    const pass = passes.find((each) => each.passNo === chosen.passNo)
    return pass && (chosen.asOnPaper || isSound(pass, plan)) ? pass.counts : undefined
  }
  if (returnedPasses(facts).length > 0) return undefined
  if (!passes.every((pass) => isSound(pass, plan))) return undefined
  return differences(passes).length === 0 ? passes[0]!.counts : undefined
}

/** One cell in which passes disagree: its JSON pointer, and each pass's value in pass order. */
export type Difference = {
  readonly path: string
  readonly values: readonly { readonly passNo: number; readonly value: Count }[]
}

/** Every cell in which the passes do not all say the same, in the order of the sheet. */
export function differences(passes: readonly EntryPass[]): readonly Difference[] {
  const ordered = [...passes].sort((a, b) => a.passNo - b.passNo)
  const cells = ordered.map((pass) => cellsOf(pass.counts))
  const paths = new Set(cells.flatMap((each) => [...each.keys()]))
  return [...paths].flatMap((path) => {
    const values = ordered.map((pass, at) => ({
      passNo: pass.passNo,
      value: cells[at]!.get(path) ?? null,
    }))
    return values.some((each) => each.value !== values[0]!.value) ? [{ path, values }] : []
  })
}

/** The counts with every differing cell emptied: what an author sees when a pass comes back. */
export function withoutCells(counts: SheetCounts, paths: readonly string[]): SheetCounts {
  const emptied = new Set(paths)
  const kept = (path: string, value: Count) => (emptied.has(path) ? null : value)
  return {
    collected: kept('/collected', counts.collected),
    valid: kept('/valid', counts.valid),
    invalid: kept('/invalid', counts.invalid),
    rows: counts.rows.map((row, at) => ({
      subject: row.subject,
      ...Object.fromEntries(
        levelsIn(row).map((level) => [level, kept(`/rows/${at}/${level}`, markCount(row, level))]),
      ),
      invalid: kept(`/rows/${at}/invalid`, row.invalid),
    })),
  }
}

/** The JSON pointers of the cells in which nothing is typed. */
export function emptyCellsOf(counts: SheetCounts): readonly string[] {
  return [...cellsOf(counts)].flatMap(([path, value]) => (value === null ? [path] : []))
}

function cellsOf(counts: SheetCounts): ReadonlyMap<string, Count> {
  const cells = new Map<string, Count>([
    ['/collected', counts.collected],
    ['/valid', counts.valid],
    ['/invalid', counts.invalid],
  ])
  for (const [at, row] of counts.rows.entries()) {
    for (const level of levelsIn(row)) cells.set(`/rows/${at}/${level}`, markCount(row, level))
    cells.set(`/rows/${at}/invalid`, row.invalid)
  }
  return cells
}

/** The marks a row has a count for, entered or not. */
function levelsIn(row: SheetRow): readonly Level[] {
  return LEVELS.filter((level) => row[level] !== undefined)
}
