import type { PersonRecord, RecordedVenue, RevisionFigures } from '../domain/person-record.ts'
import { LEVELS, type Level, markCount } from '../domain/tally.ts'
import { countHeading, shareHeading } from './kind-columns.ts'
import { officeCsv } from './office-csv.ts'
import { type OfficeRow, type OfficeSheet, countCell, textCell } from './office-sheet.ts'
import type { OfficeWords } from './office-words.ts'
import { dayText } from './whole-sheet.ts'

/** The words of the record that no other file has. */
type RecordLabel =
  | 'rehearsal'
  | 'revision'
  | 'counts'
  | 'replaced'
  | 'base'
  | 'condition'
  | 'met'
  | 'not_met'
  | 'unclear'
  | 'decision'
  | 'number'
  | 'decidedOn'
  | 'decidedBy'
  | 'dueOn'
export type RecordWords = Readonly<Record<RecordLabel, string>>

/**
 * The record as CSV: every revision of every vote, a line each and the one that counts named; then conditions
 * over several votes; then decisions, where the reader may have them. Places stand below each other, nothing
 * is added up, and text a spreadsheet would run is guarded.
 */
export function personRecordCsv(
  record: PersonRecord,
  words: OfficeWords,
  own: RecordWords,
): Uint8Array {
  const sheets = [
    votesSheet(record, words, own),
    runningSheet(record.venues, words, own),
    ...(record.decisions ? [decisionsSheet(record.decisions, words, own)] : []),
  ]
  return officeCsv(sheets.filter(({ rows }) => rows.length > 1))
}

function votesSheet(record: PersonRecord, words: OfficeWords, own: RecordWords): OfficeSheet {
  const { labels } = words
  const { mode, venues } = record
  const levels = LEVELS.filter((level) =>
    venues.some(({ votes }) => votes.some(({ counted }) => counted.line[level] !== undefined)),
  )
  const head = [
    labels.organisation,
    labels.heldOn,
    labels.name,
    labels.position,
    labels.regimeName,
    own.revision,
    labels.status,
    own.base,
    labels.base,
    ...levels.flatMap((level) => [
      countHeading(words, words.levels[level]),
      shareHeading(words, words.levels[level]),
    ]),
    countHeading(words, words.levels.invalid),
    labels.band,
    labels.provision,
    labels.session,
    'SHA-256',
  ]
  const rows = venues.flatMap(({ name, votes }) =>
    votes.flatMap((vote) =>
      [...vote.earlier, vote.counted].map((figures): OfficeRow => {
        const { outcome, line } = figures
        const standing = figures === vote.counted ? own.counts : own.replaced
        return {
          look: 'body',
          cells: [
            textCell(name),
            textCell(dayText(vote.heldOn)),
            textCell(line.name),
            textCell(line.position),
            textCell(vote.regime.regime.number),
            countCell(figures.revision),
            textCell(mode === 'rehearsal' ? `${standing} – ${own.rehearsal}` : standing),
            outcome && textCell(words.bases[outcome.base.name]),
            countCell(outcome?.base.value ?? null),
            ...levels.flatMap((level) => markCells(figures, level)),
            countCell(line.invalid),
            textCell(outcome ? words.band(outcome.band, vote.regime.regime) : labels.held),
            outcome?.provision ? textCell(outcome.provision) : null,
            textCell(vote.shortId),
            textCell(figures.dataSha256),
          ],
        }
      }),
    ),
  )
  return sheet(labels.sessions, head, rows)
}

function markCells({ line, outcome }: RevisionFigures, level: Level) {
  const percent = outcome?.[level]?.percent
  return [countCell(markCount(line, level)), percent ? textCell(percent) : null]
}

function runningSheet(
  venues: readonly RecordedVenue[],
  { labels }: OfficeWords,
  own: RecordWords,
): OfficeSheet {
  const head = [labels.organisation, labels.heldOn, labels.provision, own.condition, labels.status]
  const rows = venues.flatMap(({ name, running }) =>
    running.map(({ rule, heldOn, answer }): OfficeRow => {
      const { provision } = rule
      const cells = [name, dayText(heldOn), provision.ref, provision.text, own[answer]]
      return { look: 'body', cells: cells.map(textCell) }
    }),
  )
  return sheet(own.condition, head, rows)
}

function decisionsSheet(
  decisions: NonNullable<PersonRecord['decisions']>,
  { labels }: OfficeWords,
  own: RecordWords,
): OfficeSheet {
  const head = [
    labels.organisation,
    labels.heldOn,
    labels.provision,
    own.decision,
    own.number,
    own.decidedOn,
    own.decidedBy,
    own.dueOn,
  ]
  const rows = decisions.map((each): OfficeRow => ({
    look: 'body',
    cells: [
      textCell(each.organisationName),
      textCell(dayText(each.heldOn)),
      textCell(each.provision ?? ''),
      textCell(`${each.useName}: ${each.decision}`),
      textCell(each.number ?? ''),
      textCell(each.decidedOn ? dayText(each.decidedOn) : ''),
      textCell(each.decidedBy),
      textCell(each.dueOn ? dayText(each.dueOn) : ''),
    ],
  }))
  return sheet(own.decision, head, rows)
}

function sheet(name: string, head: readonly string[], rows: readonly OfficeRow[]): OfficeSheet {
  return {
    name,
    rows: [{ look: 'head', cells: head.map(textCell) }, ...rows],
    widths: [],
    frozen: { row: 1, columns: 1 },
    chart: null,
  }
}
