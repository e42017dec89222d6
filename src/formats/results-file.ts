import { kindSheet } from './kind-sheet.ts'
import { officeCsv } from './office-csv.ts'
import type { OfficeSheet } from './office-sheet.ts'
import { type OfficeAbout, type WorkbookWriter, officeWorkbook } from './office-workbook.ts'
import type { OfficeWords } from './office-words.ts'
import type { SessionResults } from './session-results.ts'
import { kindSheetNames } from './sheet-names.ts'
import { wholeSheet } from './whole-sheet.ts'

/** The results of a session as an xlsx file: the whole, then one sheet for each ballot kind. */
export function resultsXlsx(
  results: SessionResults,
  words: OfficeWords,
  write: WorkbookWriter = officeWorkbook,
): Promise<Uint8Array> {
  return write(resultsSheets(results, words), aboutOf(results, words))
}

/** The same as CSV: the whole, then the table of each ballot kind, one below the other. */
export function resultsCsv(results: SessionResults, words: OfficeWords): Uint8Array {
  return officeCsv(resultsSheets(results, words))
}

/** The sheets of the results, in the order of the ballot kinds. */
export function resultsSheets(results: SessionResults, words: OfficeWords): readonly OfficeSheet[] {
  const { ballotKinds } = results.tally
  const names = kindSheetNames(ballotKinds, words.labels.ballotKind)
  return [
    wholeSheet(results, names, words),
    ...ballotKinds.map((kind, at) => kindSheet(names[at]!, kind, results, words)),
  ]
}

function aboutOf(
  { tally, session, tallySha256, programVersion, madeAt }: SessionResults,
  { labels }: OfficeWords,
): OfficeAbout {
  const short = tallySha256.slice(0, 16).replaceAll(/(.{4})(?=.)/g, '$1 ')
  return {
    title: `${labels.results}: ${tally.title}`,
    author: tally.organisation,
    footer: [...(session ? [session] : []), short, `${labels.program} ${programVersion}`].join(
      ' · ',
    ),
    madeAt,
  }
}
