import type { Official } from '../domain/roster.ts'
import type { Instant } from '../domain/time.ts'
import { officeCsv } from './office-csv.ts'
import { type OfficeCell, type OfficeSheet, countCell, textCell } from './office-sheet.ts'
import { type WorkbookWriter, officeWorkbook } from './office-workbook.ts'
import type { OfficeWords } from './office-words.ts'
import { dayText } from './whole-sheet.ts'

/** The list of one ballot kind as it was typed: those on the ballot and those left off, in their places. */
export type ListedKind = {
  readonly code: string
  readonly title: string
  readonly people: readonly Official[]
}

/** A session's list of people, as an office file tells it. */
export type RosterResults = {
  readonly session: string
  readonly organisation: string
  readonly title: string
  readonly kinds: readonly ListedKind[]
  /** The only time in the files. */
  readonly madeAt: Instant
  readonly programVersion: string
}

/** The list as an xlsx file that the import of lists reads back letter by letter. */
export function rosterXlsx(
  roster: RosterResults,
  words: OfficeWords,
  write: WorkbookWriter = officeWorkbook,
): Promise<Uint8Array> {
  const { session, organisation, title, programVersion, madeAt } = roster
  const { labels } = words
  return write([rosterSheet(roster, words)], {
    title: `${labels.roster}: ${title}`,
    author: organisation,
    footer: `${session} · ${labels.program} ${programVersion}`,
    madeAt,
  })
}

/** The same as CSV. */
export function rosterCsv(roster: RosterResults, words: OfficeWords): Uint8Array {
  return officeCsv([rosterSheet(roster, words)])
}

const WIDTHS = [6.5, 30, 44, 20, 16, 18, 14]

function rosterSheet(
  { organisation, title, kinds }: RosterResults,
  { labels }: OfficeWords,
): OfficeSheet {
  const heads = [
    labels.ordinal,
    labels.name,
    labels.position,
    labels.block,
    labels.startedOn,
    labels.retirementNoticeOn,
    labels.ballotKind,
  ]
  const optional = (text: string | null): OfficeCell | null => (text ? textCell(text) : null)
  // In one row: a header below the thirtieth is not found by the import.
  const kindsText = kinds
    .map(({ code, title: name }) => `${labels.ballotKind} ${code}: ${name}`)
    .join('; ')
  const above = [
    { look: 'title', cells: [textCell(labels.roster)] },
    { look: 'note', cells: [textCell([organisation, title].filter(Boolean).join('. '))] },
    { look: 'note', cells: [textCell(kindsText)] },
  ] as const
  return {
    name: labels.roster.slice(0, 31),
    rows: [
      ...above,
      { look: 'head', cells: heads.map(textCell) },
      ...kinds.flatMap(({ code, people }) =>
        people.map((person, at) => ({
          look: 'body' as const,
          cells: [
            countCell(at + 1),
            textCell(person.name),
            optional(person.position),
            optional(person.block),
            optional(person.startedOn && dayText(person.startedOn)),
            optional(person.retirementNoticeOn && dayText(person.retirementNoticeOn)),
            textCell(code),
          ],
        })),
      ),
    ],
    widths: WIDTHS,
    frozen: { row: above.length + 1, columns: 2 },
    chart: null,
  }
}
