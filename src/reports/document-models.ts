import type { z } from 'zod'
import type {
  CarryingName,
  Conference,
  DocumentIdentity,
  DocumentName,
  FigureDocument,
  FormIdentity,
  FormName,
  Proceedings,
} from '../domain/proceedings.ts'
import type { EntryLog, TallySheets, ZeroReport } from '../domain/counting-papers.ts'
import type { BallotPapers } from '../domain/ballot-paper.ts'
import type { ActivityPaper } from '../domain/activity-report.ts'
import { activityReportModel, activityReportSchema } from './models/activity-report.ts'
import { ballotModel, ballotSchema } from './models/ballot.ts'
import { criteriaModel, criteriaSchema } from './models/criteria.ts'
import type { Consolidated } from '../domain/consolidated.ts'
import { consolidatedModel, consolidatedSchema } from './models/consolidated.ts'
import { corrigendumModel, corrigendumSchema } from './models/corrigendum.ts'
import type { PersonExtract } from '../domain/person-extract.ts'
import type { DestructionTold } from '../domain/destruction.ts'
import { destructionModel, destructionSchema } from './models/destruction.ts'
import { entryLogModel, entryLogSchema } from './models/entry-log.ts'
import { minutesModel, minutesSchema } from './models/minutes.ts'
import { extractModel, extractSchema } from './models/extract.ts'
import { noticeModel, noticeSchema } from './models/notice.ts'
import type { PrintedRecord } from '../domain/printed-record.ts'
import { personRecordModel, personRecordSchema } from './models/person-record.ts'
import type { ProcedureChecklist } from '../domain/procedure-checklist.ts'
import { procedureModel, procedureSchema } from './models/procedure.ts'
import type { RoleCards } from '../domain/role-card.ts'
import { roleCardsModel, roleCardsSchema } from './models/role-cards.ts'
import { summaryModel, summarySchema } from './models/summary.ts'
import { tallySheetModel, tallySheetSchema } from './models/tally-sheet.ts'
import { zeroReportModel, zeroReportSchema } from './models/zero-report.ts'
import type { Scope } from './scope.ts'

/** How the words of a paper are made from what is known, and what its template may name. */
type PaperModel<Known, Identity> = {
  readonly schema: z.ZodObject
  readonly model: (known: Known, identity: Identity) => Scope
}

/** The model of every document that tells figures. */
export const MODELS: Readonly<Record<FigureDocument, PaperModel<Proceedings, DocumentIdentity>>> = {
  minutes: { schema: minutesSchema, model: minutesModel },
  summary: { schema: summarySchema, model: summaryModel },
  notice: { schema: noticeSchema, model: noticeModel },
  corrigendum: { schema: corrigendumSchema, model: corrigendumModel },
}

/** The model of the one document that tells none. */
export const DESTRUCTION: PaperModel<DestructionTold, DocumentIdentity> = {
  schema: destructionSchema,
  model: destructionModel,
}

/** What the template of each document may name. */
export const DOCUMENT_SCHEMAS: Readonly<Record<DocumentName, z.ZodObject>> = {
  minutes: MODELS.minutes.schema,
  summary: MODELS.summary.schema,
  notice: MODELS.notice.schema,
  corrigendum: MODELS.corrigendum.schema,
  destruction: DESTRUCTION.schema,
}

/** What each form is made from. */
export type FormKnowledge = {
  readonly criteria: Conference
  readonly tally_sheet: TallySheets
  readonly zero_report: ZeroReport
  readonly entry_log: EntryLog
  readonly ballot: BallotPapers
  readonly extract: PersonExtract
  readonly procedure: ProcedureChecklist
  readonly consolidated: Consolidated
  readonly role_cards: RoleCards
  readonly person_record: PrintedRecord
  readonly activity_report: ActivityPaper
}

/** The model of every form. */
export const FORMS: {
  readonly [Name in FormName]: PaperModel<FormKnowledge[Name], FormIdentity>
} = {
  criteria: { schema: criteriaSchema, model: criteriaModel },
  tally_sheet: { schema: tallySheetSchema, model: tallySheetModel },
  zero_report: { schema: zeroReportSchema, model: zeroReportModel },
  entry_log: { schema: entryLogSchema, model: entryLogModel },
  ballot: { schema: ballotSchema, model: ballotModel },
  extract: { schema: extractSchema, model: extractModel },
  procedure: { schema: procedureSchema, model: procedureModel },
  consolidated: { schema: consolidatedSchema, model: consolidatedModel },
  role_cards: { schema: roleCardsSchema, model: roleCardsModel },
  person_record: { schema: personRecordSchema, model: personRecordModel },
  activity_report: { schema: activityReportSchema, model: activityReportModel },
}

/** What the template of each paper may name that says what it is and carries what it says. */
export const CARRYING_SCHEMAS: Readonly<Record<CarryingName, z.ZodObject>> = {
  ...DOCUMENT_SCHEMAS,
  activity_report: FORMS.activity_report.schema,
}
