import { FORM_NAMES, type FormName } from './proceedings.ts'
import type { Act } from './roles.ts'

/** The documents whose data may be printed once more in a form of the organisation, without being one of them. */
export const PRINTED_DOCUMENTS = ['minutes', 'summary', 'notice'] as const
export type PrintedDocument = (typeof PRINTED_DOCUMENTS)[number]

/** The papers of the program whose data an organisation's own paper may print. */
export type OwnPaperSource = Exclude<FormName, 'person_record'> | PrintedDocument
export const OWN_PAPER_SOURCES: readonly OwnPaperSource[] = [
  ...FORM_NAMES.filter((form) => form !== 'person_record'), // a record has one form: nobody leaves a place out of it
  ...PRINTED_DOCUMENTS,
]

/** Who may print an own paper, and when: whoever may have the paper whose data it prints. */
export const SOURCE_ACTS = {
  criteria: 'read_session',
  tally_sheet: 'read_tally_sheets',
  zero_report: 'read_zero_report',
  entry_log: 'read_entry_log',
  ballot: 'read_ballot_papers',
  extract: 'read_extract',
  procedure: 'read_session',
  consolidated: 'read_consolidated',
  role_cards: 'read_role_cards',
  minutes: 'read_documents',
  summary: 'read_documents',
  notice: 'read_documents',
} as const satisfies Record<OwnPaperSource, Act>

/** Whether the paper prints the data of a document that is stored and signed. */
export function printsDocument(source: OwnPaperSource): source is PrintedDocument {
  return PRINTED_DOCUMENTS.some((each) => each === source)
}
