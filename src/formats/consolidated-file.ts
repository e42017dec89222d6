import type { SubjectOutcome } from '../domain/outcome.ts'
import { levelsOf } from '../domain/regime.ts'
import {
  type BallotKindTally,
  type Level,
  type SubjectTally,
  THREE_LEVELS,
  TWO_LEVELS,
  markCount,
} from '../domain/tally.ts'
import type { Instant } from '../domain/time.ts'
import { countHeading, shareHeading } from './kind-columns.ts'
import { percentCell, restCell } from './office-formulas.ts'
import { type OfficeRow, type OfficeSheet, addressOf, countCell, textCell } from './office-sheet.ts'
import { type WorkbookWriter, officeWorkbook } from './office-workbook.ts'
import type { OfficeWords } from './office-words.ts'
import type { SessionResults } from './session-results.ts'
import { dayText } from './whole-sheet.ts'

/** What is told of several sessions together, in the order they are to stand. */
export type Consolidation = {
  /** Who brings them together, as the author of the file. */
  readonly organisation: string
  readonly sessions: readonly SessionResults[]
  /** The only time in the file. */
  readonly madeAt: Instant
  readonly programVersion: string
}

/**
 * Several sessions as one xlsx file: a line for each session, then a line for each person of each, every
 * result on its own base; nothing is added up over sessions. A session that is held has counts and no shares.
 */
export function consolidatedXlsx(
  { organisation, sessions, madeAt, programVersion }: Consolidation,
  words: OfficeWords,
  write: WorkbookWriter = officeWorkbook,
): Promise<Uint8Array> {
  const { labels } = words
  return write(consolidatedSheets(sessions, words), {
    title: labels.consolidated,
    author: organisation,
    footer: `${labels.consolidated} · ${labels.program} ${programVersion}`,
    madeAt,
  })
}

/** The sheets: the sessions, then the people by three marks and by two, as far as there are any. */
export function consolidatedSheets(
  sessions: readonly SessionResults[],
  words: OfficeWords,
): readonly OfficeSheet[] {
  const counted = (levels: readonly Level[]) =>
    sessions.filter(({ regime }) => levelsOf(regime.regime)[0] === levels[0])
  return [
    sessionsSheet(sessions, words),
    ...(
      [
        [words.labels.threeLevels, THREE_LEVELS],
        [words.labels.twoLevels, TWO_LEVELS],
      ] as const
    )
      .filter(([, levels]) => counted(levels).length > 0)
      .map(([name, levels]) => peopleSheet(name, levels, counted(levels), words)),
  ]
}

const TITLE_ROWS = 1

function sessionsSheet(sessions: readonly SessionResults[], words: OfficeWords): OfficeSheet {
  const { labels } = words
  const heads = [
    labels.ordinal,
    labels.organisation,
    labels.title,
    labels.heldOn,
    labels.regimeName,
    labels.summoned,
    labels.present,
    labels.absent,
    labels.presentShare,
    labels.subjects,
    labels.status,
    labels.session,
  ]
  const rows = sessions.map(({ tally, outcome, regime, session, mode }, index): OfficeRow => {
    const { summoned, present } = tally.voters
    const row = TITLE_ROWS + 2 + index
    const [called, here] = [
      { at: addressOf(row, 6), value: summoned },
      { at: addressOf(row, 7), value: present },
    ]
    const people = tally.ballotKinds.reduce((sum, { subjects }) => sum + subjects.length, 0)
    const status = outcome.status === 'computed' ? labels.computed : labels.held
    return {
      look: 'body',
      cells: [
        countCell(index + 1),
        textCell(tally.organisation),
        textCell(tally.title),
        textCell(dayText(tally.heldOn)),
        textCell(regime.regime.number),
        countCell(summoned),
        countCell(present),
        restCell(called, [here]),
        percentCell(here, called),
        countCell(people),
        textCell(mode === 'rehearsal' ? `${status} – ${labels.rehearsal}` : status),
        session === null ? null : textCell(session),
      ],
    }
  })
  return {
    name: labels.sessions,
    rows: [
      { look: 'title', cells: [textCell(labels.consolidated)] },
      { look: 'head', cells: heads.map(textCell) },
      ...rows,
    ],
    widths: [6.5, 32, 36, 12, 16, 11, 10, 10, 10, 9, 18, 13],
    frozen: { row: TITLE_ROWS + 1, columns: 2 },
    chart: null,
  }
}

/** Where the base of the shares stands, and the first mark; columns from 1. */
const BASE_COLUMN = 8

function peopleSheet(
  name: string,
  levels: readonly Level[],
  sessions: readonly SessionResults[],
  words: OfficeWords,
): OfficeSheet {
  const { labels } = words
  const people = sessions.flatMap((results) =>
    results.tally.ballotKinds.flatMap((kind) =>
      kind.subjects.map((subject) => ({ results, kind, subject })),
    ),
  )
  const heads = [
    labels.ordinal,
    labels.name,
    labels.position,
    labels.block,
    labels.organisation,
    labels.heldOn,
    labels.ballotKind,
    labels.base,
    ...levels.flatMap((level) => [
      countHeading(words, words.levels[level]),
      shareHeading(words, words.levels[level]),
    ]),
    countHeading(words, words.levels.invalid),
    labels.band,
    labels.provision,
  ]
  return {
    name,
    rows: [
      { look: 'title', cells: [textCell(labels.consolidated)] },
      { look: 'head', cells: heads.map(textCell) },
      ...people.map((each, at) => consolidatedRow(at, each, levels, words)),
    ],
    widths: [6.5, 26, 32, 13, 28, 11.5, 9, 9, ...levels.flatMap(() => [8.5, 8.5]), 9, 22, 11],
    frozen: { row: TITLE_ROWS + 1, columns: 2 },
    chart: null,
  }
}

type Consolidated = {
  readonly results: SessionResults
  readonly kind: BallotKindTally
  readonly subject: SubjectTally
}

function consolidatedRow(
  index: number,
  { results, kind, subject }: Consolidated,
  levels: readonly Level[],
  words: OfficeWords,
): OfficeRow {
  const { tally, outcome, regime } = results
  const row = TITLE_ROWS + 2 + index
  const found = outcome.subjects.find(
    (each) => each.ballotKind === kind.id && each.id === subject.id,
  )
  const base = { at: addressOf(row, BASE_COLUMN), value: found?.base.value ?? null }
  const marks = levels.flatMap((level, at) => {
    const count = markCount(subject, level)
    const mark = { at: addressOf(row, BASE_COLUMN + 1 + 2 * at), value: count }
    return [countCell(count), found ? percentCell(mark, base) : null]
  })
  return {
    look: 'body',
    cells: [
      countCell(index + 1),
      textCell(subject.name),
      textCell(subject.position),
      subject.block === null ? null : textCell(subject.block),
      textCell(tally.organisation),
      textCell(dayText(tally.heldOn)),
      textCell(kind.id),
      countCell(base.value),
      ...marks,
      countCell(subject.invalid),
      textCell(found ? words.band(found.band, regime.regime) : words.labels.held),
      provisionCell(found),
    ],
  }
}

function provisionCell(outcome: SubjectOutcome | undefined) {
  return outcome?.provision ? textCell(outcome.provision) : null
}
