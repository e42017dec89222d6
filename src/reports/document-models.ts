import type { z } from 'zod'
import type { DocumentIdentity, DocumentName, Proceedings } from '../domain/proceedings.ts'
import { minutesModel, minutesSchema } from './models/minutes.ts'
import { summaryModel, summarySchema } from './models/summary.ts'

/** How a document's words are made from the proceedings, and what its template may name. */
export type DocumentModel = {
  readonly schema: z.ZodObject
  readonly model: (
    proceedings: Proceedings,
    identity: DocumentIdentity,
  ) => Readonly<Record<string, unknown>>
}

/** The model of every document. */
export const MODELS: Readonly<Record<DocumentName, DocumentModel>> = {
  minutes: { schema: minutesSchema, model: minutesModel },
  summary: { schema: summarySchema, model: summaryModel },
}
