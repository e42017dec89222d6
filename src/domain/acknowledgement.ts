import { type Finding, isDecidable } from './finding.ts'

/**
 * A warning answered with a reason, an error the committee has decided to let stand, or an error the head
 * explains because the paper is wrong itself; it holds only while the finding says the very same numbers.
 */
export type Acknowledgement = Pick<Finding, 'code' | 'path' | 'numbers'> & {
  readonly reason: string
}

/** A finding that was answered, without the reason. */
export type Answered = Omit<Acknowledgement, 'reason'>

/** Whether this acknowledgement answers this finding: same code, same place, same numbers. */
export function answers(acknowledged: Answered, found: Finding): boolean {
  if (acknowledged.code !== found.code || acknowledged.path !== found.path) return false
  const names = Object.keys(found.numbers)
  return (
    names.length === Object.keys(acknowledged.numbers).length &&
    names.every((name) => acknowledged.numbers[name] === found.numbers[name])
  )
}

/** Whether the finding may be answered with a reason: every warning, and errors left to the committee. */
export function isAnswerable(found: Finding): boolean {
  return found.severity === 'warning' || isDecidable(found)
}

/** The findings that still stand in the way: those nobody may answer, and those not answered yet. */
export function openFindings(
  findings: readonly Finding[],
  acknowledgements: readonly Answered[],
): readonly Finding[] {
  return findings.filter(
    (found) => !isAnswerable(found) || !acknowledgements.some((each) => answers(each, found)),
  )
}

/**
 * Whether the finding may be explained: an error nobody may answer. The count can then be closed, and the
 * error goes on holding the outcome back.
 */
export function isExplainable(found: Finding): boolean {
  return found.severity === 'error' && !isAnswerable(found)
}

/** The findings that keep the count open: those neither answered nor explained with these numbers. */
export function unsettledFindings(
  findings: readonly Finding[],
  acknowledgements: readonly Answered[],
): readonly Finding[] {
  return findings.filter((found) => !acknowledgements.some((each) => answers(each, found)))
}

/**
 * The errors that hold the outcome back: all but those the committee has decided to let stand. An
 * explanation takes none of them away.
 */
export function blockingErrors(
  findings: readonly Finding[],
  decided: readonly Answered[],
): readonly Finding[] {
  return openFindings(findings, decided).filter((each) => each.severity === 'error')
}
