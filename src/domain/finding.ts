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
  'E204', // more papers are named invalid by their faults than were counted invalid
  'E205', // papers the regulation is silent about, on which the committee has not ruled
  'E211', // present > summoned
  'E212', // fewer present than the quorum asks for
  'E213', // absent with leave + without ≠ summoned − present
  'E301', // the sheets' ballots do not add up to the ballots collected
  'E401', // the marks of a person + invalid line ≠ valid ballots
  'E402', // lines counted invalid where the regulation voids the whole paper
  'E403', // marks of another kind of vote than the regulation's: two levels for three, or the reverse
  'E701', // the regulation's rule on what shares are taken of was not read: nothing can be computed
  'W201', // issued > present
  'W202', // summoned > members
  'W301', // a sheet holds another number of ballots than planned
  'W701', // the regulation was not in force on the day of the vote
  'W702', // the regulation is one of the other side: the Party's for a State body, or the reverse
  'W703', // a post that goes by the law of the other side: elected or approved by a council
  'W711', // the vote is not in the year of the term the regulation names
  'W712', // what has to come before the vote is dated on or after its day
  'W721', // a step of the procedure is not done though its day has passed
  'W722', // a step of the procedure was done after its day
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/**
 * Errors on which the regulations are silent and the committee may decide that the figures stand; its
 * decision is recorded with a reason and bound to the numbers.
 */
const DECIDABLE: readonly FindingCode[] = ['E202']

/** Whether the committee may let the finding stand by a decision of its own. */
export function isDecidable({ code }: Pick<Finding, 'code'>): boolean {
  return DECIDABLE.includes(code)
}

/** Errors that are found in the records beside a tally, and that no tally shows by itself. */
const BESIDE_TALLY: readonly FindingCode[] = ['E204', 'E205', 'E213', 'E301']

/** Whether it is an error that no tally shows by itself: of the records beside it, or of one sheet. */
export function isBesideTally({ code, path }: Pick<Finding, 'code' | 'path'>): boolean {
  return BESIDE_TALLY.includes(code) || (code.startsWith('E') && path.includes('/sheets/'))
}

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
