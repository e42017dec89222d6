import { FORM_NAMES, type FormName } from './proceedings.ts'
import type { Act } from './roles.ts'

/** The documents whose data may be printed once more in a form of the organisation, without being one of them. */
export const PRINTED_DOCUMENTS = ['minutes', 'summary', 'notice'] as const
export type PrintedDocument = (typeof PRINTED_DOCUMENTS)[number]

/** Forms of one shape: nobody leaves out a place of a record, or an entry of a report. */
const ONE_SHAPE = ['person_record', 'activity_report'] as const
type OneShape = (typeof ONE_SHAPE)[number]

/** The papers of the program whose data an organisation's own paper may print. */
export type OwnPaperSource = Exclude<FormName, OneShape> | PrintedDocument
export const OWN_PAPER_SOURCES: readonly OwnPaperSource[] = [
  ...FORM_NAMES.filter(
    (form): form is Exclude<FormName, OneShape> =>
      !(ONE_SHAPE as readonly FormName[]).includes(form),
  ),
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
