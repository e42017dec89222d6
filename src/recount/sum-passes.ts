/** The files of an archive as they are written; of each only what is added up. */
type PassesFile = { sheets: SheetFile[] }
type SheetFile = { ballotKind: string; attempts: Attempt[]; settlements: Settlement[] }
type Attempt = { id: string; passNo: number; account: string; counts: Counts }
type Settlement = { decision: string; passNo: number; passIds: string[] }
type Counts = {
  collected: number | null
  valid: number | null
  invalid: number | null
  rows: ({ subject: string } & { [mark: string]: unknown })[]
}
type RosterFile = {
  ballotKinds: {
    id: string
    code: string
    account: { issued: number | null; collected: number | null }
    subjects: { id: string; name: string }[]
  }[]
}
type TallyFile = {
  ballotKinds: {
    id: string
    issued: number | null
    collected: number | null
    valid: number | null
    invalid: number | null
    subjects: ({ id: string; name: string } & { [mark: string]: unknown })[]
  }[]
}

const MARKS = ['high', 'medium', 'low', 'confidence', 'no_confidence', 'invalid']

/** Where the sums of the passes and a tally differ: the ballot kind, the person or `null`, and what. */
export type SumFault = {
  readonly ballotKind: string
  readonly subject: string | null
  readonly what: string
}

/**
 * Everything in which a `tally@1` text differs from the counts that stand on the sheets of an archive, added with pencil and
 * paper: sheet by sheet onto one running total. Shares no line with the sums of the service.
 */
export function sumFaults(passesText: string, rosterText: string, tallyText: string): SumFault[] {
  const { sheets } = JSON.parse(passesText) as PassesFile
  const roster = JSON.parse(rosterText) as RosterFile
  const tally = JSON.parse(tallyText) as TallyFile
  const faults: SumFault[] = []
  if (roster.ballotKinds.length !== tally.ballotKinds.length)
    faults.push({ ballotKind: '', subject: null, what: 'ballotKinds' })
  for (const [at, kind] of roster.ballotKinds.entries()) {
    const own = sheets.filter(({ ballotKind }) => ballotKind === kind.id)
    faults.push(...kindFaults(kind, own, tally.ballotKinds[at]))
  }
  return faults
}

function kindFaults(
  { code, account, subjects }: RosterFile['ballotKinds'][number],
  sheets: readonly SheetFile[],
  told: TallyFile['ballotKinds'][number] | undefined,
): SumFault[] {
  const faults: SumFault[] = []
  const fault = (subject: string | null, what: string) =>
    void faults.push({ ballotKind: code, subject, what })
  const standingOnes = sheets.map(standing)
  const total = new Map<string, number>()
  for (const counts of standingOnes) if (counts) addSheet(total, counts)
  if (standingOnes.includes(null)) fault(null, 'sheet')
  if (told?.id !== code || told.subjects.length !== subjects.length) {
    fault(null, 'ballotKind')
    return faults
  }
  for (const what of ['valid', 'invalid'] as const)
    if ((told[what] ?? undefined) !== total.get(what)) fault(null, what)
  for (const what of ['issued', 'collected'] as const)
    if (told[what] !== account[what]) fault(null, what)
  for (const [nth, { id, name }] of subjects.entries()) {
    const person = told.subjects[nth]!
    if (person.id !== String(nth + 1) || person.name !== name) fault(name, 'person')
    for (const mark of MARKS)
      if ((person[mark] ?? undefined) !== total.get(`${id} ${mark}`)) fault(name, mark)
  }
  return faults
}

/** The counts that stand: the pass chosen over exactly the newest ones, else what all newest passes say alike. */
function standing({ attempts, settlements }: SheetFile): Counts | null {
  const newest = new Map<number, Attempt>()
  for (const attempt of attempts) newest.set(attempt.passNo, attempt)
  const passes = [...newest.values()]
  const [first, ...others] = passes
  if (!first || new Set(passes.map(({ account }) => account)).size < passes.length) return null
  let chosen: Settlement | undefined
  for (const settlement of settlements) {
    const about = new Set(settlement.passIds)
    if (about.size === passes.length && passes.every(({ id }) => about.has(id))) chosen = settlement
  }
  if (chosen?.decision === 'choose') return newest.get(chosen.passNo)?.counts ?? null
  const text = (counts: Counts) => [
    counts.collected,
    counts.valid,
    counts.invalid,
    ...counts.rows.flatMap((row) => [row.subject, ...MARKS.map((mark) => row[mark] ?? null)]),
  ]
  const same = JSON.stringify(text(first.counts))
  const alike = others.every(({ counts }) => JSON.stringify(text(counts)) === same)
  return alike ? first.counts : null
}

function addSheet(total: Map<string, number>, { valid, invalid, rows }: Counts): void {
  const add = (key: string, more: unknown) => {
    if (typeof more === 'number') total.set(key, (total.get(key) ?? 0) + more)
  }
  add('valid', valid)
  add('invalid', invalid)
  for (const row of rows) for (const mark of MARKS) add(`${row.subject} ${mark}`, row[mark])
}
