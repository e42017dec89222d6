import type { z } from 'zod'
import type {
  Conference,
  DocumentIdentity,
  DocumentName,
  FormIdentity,
  FormName,
  Proceedings,
} from '../domain/proceedings.ts'
import { criteriaModel, criteriaSchema } from './models/criteria.ts'
import { minutesModel, minutesSchema } from './models/minutes.ts'
import { summaryModel, summarySchema } from './models/summary.ts'
import type { Scope } from './scope.ts'

/** How the words of a paper are made from what is known, and what its template may name. */
type PaperModel<Known, Identity> = {
  readonly schema: z.ZodObject
  readonly model: (known: Known, identity: Identity) => Scope
}

/** The model of every document. */
export const MODELS: Readonly<Record<DocumentName, PaperModel<Proceedings, DocumentIdentity>>> = {
  minutes: { schema: minutesSchema, model: minutesModel },
  summary: { schema: summarySchema, model: summaryModel },
}

/** The model of every form. */
export const FORMS: Readonly<Record<FormName, PaperModel<Conference, FormIdentity>>> = {
  criteria: { schema: criteriaSchema, model: criteriaModel },
}
