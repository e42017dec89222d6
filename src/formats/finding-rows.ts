import type { Finding } from '../domain/finding.ts'
import type { Tally } from '../domain/tally.ts'
import { type OfficeRow, textCell } from './office-sheet.ts'
import type { OfficeWords } from './office-words.ts'

/** What was found in the figures: code, place and sentence; a note where nothing was. */
export function findingRows(
  findings: readonly Finding[],
  tally: Tally,
  { labels, finding }: OfficeWords,
): readonly OfficeRow[] {
  if (findings.length === 0) return [{ look: 'note', cells: [textCell(labels.noFindings)] }]
  const row = (code: string, place: string, text: string): OfficeRow => ({
    look: 'label',
    cells: [textCell(code), textCell(place), null, textCell(text)],
  })
  return [
    { look: 'title', cells: [textCell(labels.findings)] },
    row(labels.findingCode, labels.findingPlace, labels.findingText),
    ...findings.map((each) => row(each.code, placeText(each, tally, labels), finding(each))),
  ]
}

/** The ballot kind and the person a finding is about; the whole session where it names none. */
function placeText({ path }: Finding, tally: Tally, labels: OfficeWords['labels']): string {
  const [, kindAt, personAt] = /^\/ballotKinds\/(\d+)(?:\/subjects\/(\d+))?/.exec(path) ?? []
  const kind = kindAt === undefined ? undefined : tally.ballotKinds[Number(kindAt)]
  if (!kind) return labels.whole
  const person = personAt === undefined ? undefined : kind.subjects[Number(personAt)]
  const place = `${labels.ballotKind} ${kind.id}`
  return person ? `${place}, ${person.name}` : place
}
