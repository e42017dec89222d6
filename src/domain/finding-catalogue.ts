import { type Finding, type FindingCode, isDecidable } from './finding.ts'
import { LEVELS } from './tally.ts'

/** What a finding is about: the whole session, the ballots of a kind or sheet, one person. */
export const FINDING_LEVELS = ['session', 'ballots', 'person'] as const
export type FindingLevel = (typeof FINDING_LEVELS)[number]

/**
 * What has to hold between counts, by the names they have in the finding's numbers; `marks` stands for all
 * the marks of a person with the invalid line, `quorum_of` for the regulation's share of the right side.
 */
export type Equation = {
  readonly left: readonly string[]
  readonly relation: '=' | '≤' | '≥ quorum_of'
  readonly right: readonly string[]
}

/** One line of the catalogue. */
export type FindingEntry = {
  readonly code: FindingCode
  /** More than one only for a count that is missing anywhere. */
  readonly levels: readonly FindingLevel[]
  /** The equation it says is broken; `null` where there is none. */
  readonly equation: Equation | null
  /** The provision it goes back to, as cited by `@law`; `null` where it is plain arithmetic or order. */
  readonly law: string | null
}

const entry = (
  code: FindingCode,
  level: FindingLevel,
  equation: string | null = null,
  law: string | null = null,
): FindingEntry => ({ code, levels: [level], equation: equation ? parsed(equation) : null, law })

function parsed(text: string): Equation {
  const [left = '', relation = '', right = ''] = text.split(/ (=|≤|≥ quorum_of) /)
  if (relation !== '=' && relation !== '≤' && relation !== '≥ quorum_of')
    throw new TypeError(`no equation: ${text}`)
  return { left: left.split(' + '), relation, right: right.split(' + ') }
}

/**
 * Every code in the order in which findings are to be looked at: causes before what follows from them. The
 * regulation comes first, then what is missing, people, ballots of the session, of a sheet, each person,
 * and last the calendar, which no count depends on.
 *
 * @law 96-qd-tw-2023 Điều 3.2, Điều 6.3
 */
export const FINDING_CATALOGUE: readonly FindingEntry[] = [
  entry('E701', 'session'),
  entry('W702', 'session'),
  entry('W701', 'session'),
  { code: 'E101', levels: FINDING_LEVELS, equation: null, law: null },
  entry('E102', 'person'),
  entry('E403', 'person', null, 'bo-phieu-96-2023-qh15 Điều 3.2'),
  entry('W202', 'session', 'summoned ≤ members', '96-qd-tw-2023 Điều 3.2'),
  entry('E211', 'session', 'present ≤ summoned', '96-qd-tw-2023 Điều 3.2'),
  entry('E213', 'session', 'present + absentExcused + absentUnexcused = summoned'),
  entry('E212', 'session', 'present ≥ quorum_of summoned', '96-qd-tw-2023 Điều 3.2'),
  entry('W201', 'ballots', 'issued ≤ present'),
  entry(
    'E202',
    'ballots',
    'collected ≤ issued',
    '96-qd-tw-2023 Điều 6.3, thu về nhiều hơn phát ra',
  ),
  entry('E203', 'ballots', 'collected ≤ members', '85-2014-qh13 Điều 17.1'),
  entry('W301', 'ballots', 'collected = planned'),
  entry('E301', 'ballots', 'onSheets = collected', '96-qd-tw-2023 Điều 6.3'),
  entry('E205', 'ballots', null, '96-qd-tw-2023 Điều 6.3, phiếu không hợp lệ'),
  entry('E204', 'ballots', 'named ≤ invalid', '96-qd-tw-2023 Điều 6.3, phiếu không hợp lệ'),
  entry('E201', 'ballots', 'valid + invalid = collected', '96-qd-tw-2023 Điều 6.3'),
  entry('E402', 'person', null, '262-qd-tw-2014 Điều 7.2, phiếu không hợp lệ'),
  entry('E401', 'person', 'marks = valid', '96-qd-tw-2023 Điều 6.3'),
  entry('W703', 'person', null, '96-qd-tw-2023 Điều 4, chức danh do Quốc hội, HĐND bầu'),
  entry('W711', 'session', 'year = expected', '96-qd-tw-2023 Điều 4, định kỳ'),
  entry('W712', 'session', null, '96-qd-tw-2023 Điều 4, chức danh lãnh đạo cấp ủy'),
  entry('W721', 'session', null, '96-qd-tw-2023 Điều 9.1'),
  entry('W722', 'session', null, '96-qd-tw-2023 Điều 9.1'),
]

const PRIORITIES = new Map(FINDING_CATALOGUE.map(({ code }, at) => [code, at + 1]))

/** The place of the code in the order of looking, from 1; no two codes share one. */
export function priorityOf(code: FindingCode): number {
  const found = PRIORITIES.get(code)
  if (found === undefined) throw new TypeError(`finding ${code} is not in the catalogue`)
  return found
}

/**
 * How a finding leaves: its numbers are put right, the head gives a reason, or the committee decides and
 * the head records it; `none` for the calendar, which is told and in nobody's way.
 */
export type FindingAnswer = 'correction' | 'reason' | 'decision' | 'none'

const CALENDAR: readonly FindingCode[] = ['W711', 'W712', 'W721', 'W722']

/** What answers findings of that code. */
export function answerOf(code: FindingCode): FindingAnswer {
  if (isDecidable({ code })) return 'decision'
  if (CALENDAR.includes(code)) return 'none'
  return code.startsWith('W') ? 'reason' : 'correction'
}

/** What the finding is about, read off its place, a pointer into a tally or into the counts of a sheet. */
export function levelOf({ path }: Pick<Finding, 'path'>): FindingLevel {
  if (/^\/rows\/|^\/ballotKinds\/\d+\/subjects\//.test(path)) return 'person'
  if (/^\/ballotKinds\/|^\/(collected|valid|invalid)$/.test(path)) return 'ballots'
  return 'session'
}

/** The findings in the order in which they are to be looked at: by priority, then by place. */
export function inOrderOfLooking<F extends Pick<Finding, 'code' | 'path'>>(
  findings: readonly F[],
): F[] {
  const met = [...PARTS, ...findings.flatMap(({ path }) => path.split('/'))]
  const ranks = new Map(met.toReversed().map((part, at) => [part, met.length - at]))
  return findings.toSorted(
    (a, b) => priorityOf(a.code) - priorityOf(b.code) || comparePlaces(a.path, b.path, ranks),
  )
}

/** The parts of a pointer in the order in which they stand on paper; others follow as they are met. */
const PARTS: readonly string[] = [
  ...'regime side timing procedure voters members summoned present'.split(' '),
  ...'absentExcused absentUnexcused ballotKinds issued collected valid'.split(' '),
  ...LEVELS,
  ...'invalid special sheets subjects rows id position'.split(' '),
]

function comparePlaces(one: string, two: string, ranks: ReadonlyMap<string, number>): number {
  const [a, b] = [one.split('/'), two.split('/')]
  const at = a.findIndex((part, place) => part !== b[place])
  if (at === -1) return a.length - b.length
  const [left, right] = [a[at] ?? '', b[at]]
  if (right === undefined) return 1
  const rank = (part: string) => (/^\d+$/.test(part) ? Number(part) : (ranks.get(part) ?? 0))
  return rank(left) - rank(right)
}
