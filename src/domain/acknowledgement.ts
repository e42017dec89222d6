import type { Finding } from './finding.ts'

/** A warning answered with a reason; it holds only while the finding says the very same numbers. */
export type Acknowledgement = Pick<Finding, 'code' | 'path' | 'numbers'> & {
  readonly reason: string
}

/** Whether this acknowledgement answers this finding: same code, same place, same numbers. */
export function answers(acknowledged: Acknowledgement, found: Finding): boolean {
  if (acknowledged.code !== found.code || acknowledged.path !== found.path) return false
  const names = Object.keys(found.numbers)
  return (
    names.length === Object.keys(acknowledged.numbers).length &&
    names.every((name) => acknowledged.numbers[name] === found.numbers[name])
  )
}

/** The findings that still stand in the way: every error, and each warning without a reason. */
export function openFindings(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
): readonly Finding[] {
  return findings.filter(
    (found) => found.severity === 'error' || !acknowledgements.some((each) => answers(each, found)),
  )
}
