import { z } from 'zod'
import { type OwnPaperSource, type PrintedDocument, printsDocument } from '../domain/own-paper.ts'
import type { DocumentIdentity, Proceedings } from '../domain/proceedings.ts'
import { FORMS, MODELS } from './document-models.ts'
import { entered, printed } from './models/printed.ts'
import type { Scope } from './scope.ts'

/**
 * What a print of a document's data may say of where it comes from. It has nothing of what proves the document
 * itself (digest of the data, journal, code to be scanned), so that no form can make it pass for one.
 */
export const printIdentitySchema = z.object({
  session: printed,
  revision: z.string(),
  /** SHA-256 of the stored document whose data is printed, as it stands. */
  documentSha256: z.string(),
  programVersion: z.string(),
})

/** What identifies such a print. */
export type PrintIdentity = Pick<
  DocumentIdentity,
  'session' | 'revision' | 'issuedOn' | 'createdAt' | 'programVersion'
> & { readonly documentSha256: string }

/** Everything the template of an organisation's own paper may name, by the paper whose data it prints. */
export function ownPaperSchema(source: OwnPaperSource): z.ZodObject {
  if (!printsDocument(source)) return FORMS[source].schema
  return MODELS[source].schema.extend({ identity: printIdentitySchema })
}

/** The words of a document's data for a print of it. */
export function printModel(
  document: PrintedDocument,
  proceedings: Proceedings,
  identity: PrintIdentity,
): Scope {
  const { session, revision, documentSha256, programVersion } = identity
  const own: z.infer<typeof printIdentitySchema> = {
    session: entered(session),
    revision: String(revision),
    documentSha256,
    programVersion,
  }
  // What only the document itself says is neither known here nor printed.
  const unsaid = { dataSha256: '', journalHead: null }
  const model = MODELS[document].model(proceedings, { ...identity, ...unsaid, document })
  return { ...model, identity: own }
}
