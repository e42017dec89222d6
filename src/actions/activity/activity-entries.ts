import type { ActivityReport, EntryFault } from '../../domain/activity-report.ts'
import { AppError } from '../../errors.ts'
import { activityReportText } from '../../formats/activity-report.ts'
import { readActivityTable } from '../../formats/activity-table.ts'
import { type ArchivedEntry, parseArchivedJournal } from '../../formats/archive/archived-journal.ts'
import { sha256 } from '../../storage/sha256.ts'
import { readEntry } from '../session-entries.ts'
import type { FoundStep } from '../verification-step.ts'
import { ENTRIES_FILE, TABLE_FILE } from './activity-file-names.ts'
import { coveredBy, summaryOf } from './activity-report.ts'
import { CHAIN_FAULTS, chainFaults } from './entry-faults.ts'

/** Why one of these steps fails. */
export const REPORT_ENTRY_REASONS = [
  'report_table_differs',
  'report_entries_differ',
  'report_counts_differ',
] as const
type Reason = (typeof REPORT_ENTRY_REASONS)[number]

/**
 * Three steps: the table is the one that was signed, a line for each entry; the entries lead to the head that was signed,
 * and none is at fault but those told; what the report counts follows from them.
 */
export function entrySteps(
  report: ActivityReport,
  files: ReadonlyMap<string, Uint8Array>,
): readonly FoundStep[] {
  const entries = entriesIn(files.get(ENTRIES_FILE))
  const table = files.get(TABLE_FILE)
  if (!entries)
    return [
      step('report_table', 'report_table_differs', table && isSigned(report, table)),
      step('report_entries', 'report_entries_differ', false),
      { id: 'report_counted', status: 'not_applicable', detail: { reason: 'not_reached' } },
    ]
  const whole = entriesAgree(report, entries)
  return [
    step(
      'report_table',
      'report_table_differs',
      table && isSigned(report, table) && tableAgrees(table, entries),
    ),
    step('report_entries', 'report_entries_differ', whole),
    whole
      ? step('report_counted', 'report_counts_differ', countsAgree(report, entries))
      : { id: 'report_counted', status: 'not_applicable', detail: { reason: 'not_reached' } },
  ]
}

function step(id: string, reason: Reason, holds: boolean | undefined): FoundStep {
  return holds ? { id, status: 'ok', detail: {} } : { id, status: 'failed', detail: { reason } }
}

function entriesIn(bytes: Uint8Array | undefined): readonly ArchivedEntry[] | null {
  try {
    return bytes ? parseArchivedJournal(bytes) : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function isSigned({ tableSha256 }: ActivityReport, table: Uint8Array): boolean {
  return sha256(table) === tableSha256
}

function tableAgrees(table: Uint8Array, entries: readonly ArchivedEntry[]): boolean {
  const lines = readActivityTable(table)
  if (lines?.length !== entries.length) return false
  return lines.every((line, at) => {
    const { place, seq, entry } = entries[at]!
    const read = readEntry(entry)
    return (
      line.place === String(place) &&
      line.seq === String(seq) &&
      line.at === (read?.at ?? '') &&
      line.account === (read?.actor?.account ?? '') &&
      line.type === (read?.event.type ?? '')
    )
  })
}

function entriesAgree(report: ActivityReport, entries: readonly ArchivedEntry[]): boolean {
  const told = report.faults.filter(({ what }) => CHAIN_FAULTS.includes(what))
  const last = entries.at(-1)
  return (
    entries.length === report.entries &&
    last?.place === report.head.place &&
    last.hash === report.head.hash &&
    last.seq === report.head.seq &&
    last.journalHash === report.head.journalHash &&
    textOf(chainFaults(report.session, entries)) === textOf(told)
  )
}

function textOf(faults: readonly EntryFault[]): string {
  return faults.map(({ place, seq, what }) => `${place} ${seq} ${what}`).join('\n')
}

/** The report with everything in it that follows from the entries put in anew is the same report. */
function countsAgree(report: ActivityReport, entries: readonly ArchivedEntry[]): boolean {
  const opened = entries.map(({ entry }) => readEntry(entry)?.event)
  const created = opened.find((event) => event?.type === 'session_created')
  if (created && created.mode !== report.mode) return false
  const { kinds, ...summary } = summaryOf(entries, report.faults)
  const names = new Map(report.kinds.map(({ type, name }) => [type, name]))
  const named = kinds.map((each) => ({ ...each, name: names.get(each.type) ?? '' }))
  const again = { ...report, ...coveredBy(entries), ...summary, kinds: named }
  return activityReportText(again) === activityReportText(report)
}
