import type { BallotKindTally, Level, Tally } from '../domain/tally.ts'
import { LEVELS } from '../domain/tally.ts'
import type { Day } from '../domain/time.ts'
import { type ImportFault, fault } from './import-fault.ts'
import type { ReadPass, ReadRow } from './pass-table.ts'

/** What a tally file has to be about to fill a sheet of ballots. */
export type ExpectedTally = {
  readonly ballotKind: string
  readonly heldOn: Day
  readonly levels: readonly Level[]
}

/**
 * The counts of one ballot kind in a `tin-nhiem/tally@1` file, as those of a sheet that holds all of its
 * ballots. Faults: `held_on_differs`, `ballot_kind_unknown`, `level_unknown`.
 */
export function readTallyPass(tally: Tally, expected: ExpectedTally): ReadPass {
  const faults: ImportFault[] = []
  if (tally.heldOn !== expected.heldOn)
    faults.push(fault('held_on_differs', { path: '/heldOn' }, tally.heldOn))
  const at = tally.ballotKinds.findIndex(({ id }) => id === expected.ballotKind)
  const kind = tally.ballotKinds[at]
  if (!kind)
    faults.push(fault('ballot_kind_unknown', { path: '/ballotKinds' }, expected.ballotKind))
  const foreign = LEVELS.filter((level) => !expected.levels.includes(level))
  if (kind?.subjects.some((each) => foreign.some((level) => each[level] !== undefined)))
    faults.push(fault('level_unknown', { path: `/ballotKinds/${at}/subjects` }))
  return {
    ballots: {
      collected: kind?.collected ?? null,
      valid: kind?.valid ?? null,
      invalid: kind?.invalid ?? null,
    },
    rows: kind ? rowsOf(kind, `/ballotKinds/${at}`, expected.levels) : [],
    mapping: null,
    sheets: [],
    faults,
  }
}

function rowsOf(
  { subjects }: BallotKindTally,
  path: string,
  levels: readonly Level[],
): readonly ReadRow[] {
  return subjects.map((subject, row): ReadRow => ({
    name: subject.name,
    position: subject.position === '' ? null : subject.position,
    marks: {
      ...Object.fromEntries(levels.map((level) => [level, subject[level] ?? null])),
      invalid: subject.invalid,
    },
    place: { sheet: null, row: null, column: null, path: `${path}/subjects/${row}` },
  }))
}
