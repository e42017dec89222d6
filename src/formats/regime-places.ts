import type { Regime } from '../domain/regime.ts'
import type { AppError } from '../errors.ts'
import type { RegimeFile } from './regime-file.ts'
import { type RegimeFault, regimeRefusal } from './regime-refusal.ts'

/** Whose place a file says it takes, and on which side; `null` where that was not read. */
export type Claims = { readonly side: string | null; readonly replaces: string | null }
export const NOTHING_CLAIMED: Claims = { side: null, replaces: null }

/** A file of a regulation folder: what it holds if it could be read, and why it is set aside if it is. */
export type FoundFile = {
  readonly folder: string
  /** `<id>.json`. */
  readonly name: string
  readonly adopted: RegimeFile | null
  readonly claims: Claims
  readonly refusal: AppError | null
}
/** A file in its place among the others. */
type GoodFile = FoundFile & { readonly adopted: RegimeFile; readonly refusal: null }

/** What one good file does wrong beside the others. */
type Check = (file: GoodFile, files: readonly FoundFile[]) => RegimeFault | null

/**
 * The files with every one set aside that cannot stand beside the others: nobody may guess which of two
 * laws holds, so both go, and what they take the place of goes too rather than come back into force.
 */
export function setAside(found: readonly FoundFile[]): readonly FoundFile[] {
  const checks: readonly Check[] = [
    checkName,
    checkReplaced,
    checkOnlyReplacement,
    checkCircle,
    checkReplacement,
    checkOverlap,
    checkReplacement,
  ]
  return checks.reduce(
    (files, check) =>
      files.map((file) => {
        const fault = isGood(file) ? check(file, files) : null
        return fault ? { ...file, refusal: regimeRefusal(file.name, fault) } : file
      }),
    found,
  )
}

function isGood(file: FoundFile): file is GoodFile {
  return file.adopted !== null && file.refusal === null
}

/** A name an earlier folder has is taken: the program's own files come first. */
function checkName(file: GoodFile, files: readonly FoundFile[]): RegimeFault | null {
  const first = files.find(({ name }) => name === file.name)!
  if (first === file) return null
  return { path: '/id', rule: 'duplicate_id', found: file.adopted.regime.id }
}

/** The file whose place is taken is there, is another one, and is of the same side. */
function checkReplaced(file: GoodFile, files: readonly FoundFile[]): RegimeFault | null {
  const { replaces } = file.claims
  if (replaces === null || files.some((each) => takesPlace(file, each))) return null
  return { path: '/replaces', rule: 'replaces_unknown', found: replaces }
}

/** Whether `file` says it takes the place of `other`; a side that was not read may be any. */
function takesPlace(file: FoundFile, other: FoundFile): boolean {
  if (file === other || other.name !== `${file.claims.replaces}.json`) return false
  const sides = [file.claims.side, other.claims.side]
  return sides.includes(null) || sides[0] === sides[1]
}

/** No other good file takes the same place. */
function checkOnlyReplacement(file: GoodFile, files: readonly FoundFile[]): RegimeFault | null {
  const { replaces } = file.claims
  if (replaces === null) return null
  const others = files.filter(
    (each) => each !== file && isGood(each) && each.claims.replaces === replaces,
  )
  if (others.length === 0) return null
  return { path: '/replaces', rule: 'replaces_twice', found: replaces, others: namesOf(others) }
}

/** The file does not come back to its own place by way of others. */
function checkCircle(file: GoodFile, files: readonly FoundFile[]): RegimeFault | null {
  const replacedBy = (taker: FoundFile) =>
    files.find((each) => isGood(each) && takesPlace(taker, each))
  const passed: FoundFile[] = []
  let at = replacedBy(file)
  while (at && at !== file && !passed.includes(at)) {
    passed.push(at)
    at = replacedBy(at)
  }
  if (at !== file) return null
  return { path: '/replaces', rule: 'replaces_circle', others: namesOf(passed) }
}

/** Whoever was to take the file's place is not set aside. */
function checkReplacement(file: GoodFile, files: readonly FoundFile[]): RegimeFault | null {
  if (!isLeftOpen(file, files)) return null
  const others = namesOf(files.filter((each) => takesPlace(each, file)))
  return { path: '', rule: 'replacement_refused', others }
}

/** Whether files say they take this one's place and none of them can. */
function isLeftOpen(file: FoundFile, files: readonly FoundFile[]): boolean {
  const takers = files.filter((each) => takesPlace(each, file))
  return takers.length > 0 && !takers.some((each) => isGood(each) && !isLeftOpen(each, files))
}

/** No other regulation of the side, chosen by the day, is in force on one of its days. */
function checkOverlap(file: GoodFile, files: readonly FoundFile[]): RegimeFault | null {
  const isChosen = (each: GoodFile) =>
    each.adopted.regime.chosen === 'by_day' &&
    !files.some((other) => isGood(other) && takesPlace(other, each))
  if (!isChosen(file)) return null
  const { regime } = file.adopted
  const others = files
    .filter((each): each is GoodFile => each !== file && isGood(each) && isChosen(each))
    .filter((each) => inForceTogether(each.adopted.regime, regime))
  if (others.length === 0) return null
  return {
    path: '/effectiveFrom',
    rule: 'regimes_overlap',
    found: regime.effectiveFrom,
    others: namesOf(others),
  }
}

/** Whether there is a day on which both regulations of one side are in force. */
function inForceTogether(a: Regime, b: Regime): boolean {
  if (a.side !== b.side) return false
  const [aEnd, bEnd] = [a.effectiveTo ?? '9999-12-31', b.effectiveTo ?? '9999-12-31']
  return a.effectiveFrom <= bEnd && b.effectiveFrom <= aEnd
}

function namesOf(files: readonly FoundFile[]): readonly string[] {
  return files.map((each) => each.name)
}
