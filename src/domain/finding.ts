/**
 * What a check found. Codes are stable and never reused: E… blocks, W… asks for a reason.
 * 1xx completeness, 2xx ballots and people, 3xx sheets, 4xx marks of a person, 7xx the regulation.
 */
export const FINDING_CODES = [
  'E101', // a count was not entered
  'E102', // the same subject stands twice in one ballot kind
  'E201', // valid + invalid ≠ collected
  'E202', // collected > issued
  'E203', // collected > members, where shares are taken of all members
  'E211', // present > summoned
  'E212', // fewer present than the quorum asks for
  'E301', // the sheets' ballots do not add up to the ballots collected
  'E401', // high + medium + low + invalid line ≠ valid ballots
  'E701', // the regulation's rule on what shares are taken of was not read: nothing can be computed
  'W201', // issued > present
  'W202', // summoned > members
  'W301', // a sheet holds another number of ballots than planned
  'W701', // the regulation was not in force on the day of the vote
  'W702', // the regulation is one of the other side: the Party's for a State body, or the reverse
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** One finding: where (a JSON pointer), the numbers on both sides, and the provision behind it. */
export type Finding = {
  readonly code: FindingCode
  readonly severity: 'error' | 'warning'
  readonly path: string
  readonly numbers: Readonly<Record<string, number | null>>
  readonly provision: string | null
}

/** The finding with the severity that its code's first letter says. */
export function finding(
  code: FindingCode,
  path: string,
  numbers: Finding['numbers'],
  provision: string | null = null,
): Finding {
  return { code, severity: code.startsWith('E') ? 'error' : 'warning', path, numbers, provision }
}

/** Whether any of them blocks. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((each) => each.severity === 'error')
}
