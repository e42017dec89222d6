import type { Regime } from './regime.ts'
import type { Roster } from './roster.ts'
import type { FactValue, PostCount, SessionFact } from './session-comparison.ts'
import type { Session } from './session.ts'
import type { Count, Tally } from './tally.ts'
import type { Day } from './time.ts'

/** A fact there is one of in a session. */
export function single(
  group: SessionFact['group'],
  fact: SessionFact['fact'],
  value: FactValue | null,
): SessionFact {
  return { group, fact, of: null, name: null, value }
}

/** A count as a fact; one that is not entered is not recorded. */
export function countFact(count: Count): FactValue | null {
  return count === null ? null : { as: 'count', count }
}

/** So many of so many as a fact; not recorded as soon as one of the two is not entered. */
export function partFact(count: Count, of: Count): FactValue | null {
  return count === null || of === null ? null : { as: 'part', count, of }
}

/** A day as a fact. */
export function dayFact(on: Day | null): FactValue | null {
  return on === null ? null : { as: 'day', on }
}

const text = (value: string): FactValue => ({ as: 'text', text: value })
const truth = (value: boolean): FactValue => ({ as: 'truth', value })

/** Which session it is, which regulation it stands under, and how it was set up. */
export function basisFacts(
  session: Session,
  organisation: string,
  { number, title }: Pick<Regime, 'number' | 'title'>,
): readonly SessionFact[] {
  const { regimeReason } = session
  return [
    single('basis', 'organisation', text(organisation)),
    single('basis', 'title', text(session.title)),
    single('basis', 'heldOn', dayFact(session.heldOn)),
    single('basis', 'mode', { as: 'code', of: 'modes', code: session.mode }),
    single('basis', 'side', { as: 'code', of: 'sides', code: session.side }),
    single('basis', 'state', { as: 'code', of: 'states', code: session.state }),
    single('basis', 'regime', text(`${number}, ${title}`)),
    single('basis', 'regimeFile', text(`${session.regime}, SHA-256 ${session.regimeSha256}`)),
    single('basis', 'regimeReason', regimeReason === null ? null : text(regimeReason)),
    single('basis', 'passesRequired', countFact(session.passesRequired)),
    single('basis', 'recheckSize', countFact(session.recheckSize)),
    single('basis', 'entryMode', { as: 'code', of: 'entryModes', code: session.entryMode }),
    single('basis', 'sheetCodeRequired', truth(session.sheetCodeRequired)),
    single('basis', 'secondPerson', truth(session.secondPerson)),
  ]
}

/** Who was on the lists as posts and numbers: no person is named, and none is set beside another. */
export function listFacts({ ballotKinds }: Roster): readonly SessionFact[] {
  return ballotKinds.flatMap(({ code, title, subjects, leftOut }): readonly SessionFact[] => {
    const kind = { group: 'list', of: code, name: title } as const
    return [
      { ...kind, fact: 'people', value: countFact(subjects.length) },
      { ...kind, fact: 'leftOut', value: countFact(leftOut.length) },
      { ...kind, fact: 'posts', value: { as: 'posts', posts: postsOf(subjects) } },
    ]
  })
}

/** Each post with how many hold it, in the order in which the list has it first. */
function postsOf(people: readonly { readonly position: string }[]): readonly PostCount[] {
  const counts = new Map<string, number>()
  for (const { position } of people) counts.set(position, (counts.get(position) ?? 0) + 1)
  return [...counts].map(([post, held]) => ({ post, people: held }))
}

/** Who was to vote and who came. */
export function voterFacts({ voters }: Pick<Session, 'voters'>): readonly SessionFact[] {
  const { members, summoned, present, absentExcused, absentUnexcused } = voters
  return [
    single('voters', 'members', countFact(members)),
    single('voters', 'summoned', countFact(summoned)),
    single('voters', 'present', countFact(present)),
    single('voters', 'absentExcused', countFact(absentExcused)),
    single('voters', 'absentUnexcused', countFact(absentUnexcused)),
    single('voters', 'attendance', partFact(present, summoned)),
  ]
}

/** The account of the ballots, kind by kind; what was valid from the result, where there is one. */
export function ballotFacts({ ballotKinds }: Roster, tally: Tally | null): readonly SessionFact[] {
  return ballotKinds.flatMap(({ code, title, account }): readonly SessionFact[] => {
    const kind = { group: 'ballots', of: code, name: title } as const
    const counted = tally?.ballotKinds.find(({ id }) => id === code)
    const { printed, issued, collected } = account
    const [valid, invalid] = [counted?.valid ?? null, counted?.invalid ?? null]
    return [
      { ...kind, fact: 'printed', value: countFact(printed) },
      { ...kind, fact: 'ballotsIssued', value: countFact(issued) },
      { ...kind, fact: 'collected', value: countFact(collected) },
      { ...kind, fact: 'valid', value: countFact(valid) },
      { ...kind, fact: 'invalid', value: countFact(invalid) },
      { ...kind, fact: 'returned', value: partFact(collected, issued) },
      { ...kind, fact: 'validPart', value: partFact(valid, collected) },
    ]
  })
}
