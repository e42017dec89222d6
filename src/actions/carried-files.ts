import type { Kysely, Transaction } from 'kysely'
import type { CarryingName, DocumentName } from '../domain/proceedings.ts'
import type { JournalEvent } from '../domain/journal.ts'
import { manifestText } from '../formats/manifest.ts'
import type { Attachment } from '../reports/draw.ts'
import { type PrintedTemplate, recordedTemplate } from '../reports/printed-template.ts'
import type { Templates } from '../reports/template.ts'
import type { Database } from '../storage/database.ts'
import { sha256 } from '../storage/sha256.ts'
import { insertTemplate, listTemplates } from '../storage/templates.ts'

/**
 * What a document carries and the digest of the template it is to be drawn with: the files, and a list of them with the
 * digest of each.
 */
export function carriedBy(
  document: DocumentName,
  templates: Templates,
  files: readonly Attachment[],
): { readonly attachments: readonly Attachment[]; readonly template: string } {
  const template = templates[document].source.sha256
  return { attachments: listedFiles(document, template, files), template }
}

/** The files and the list of them, which names the document and the digest of its template. */
export function listedFiles(
  document: CarryingName,
  template: string,
  files: readonly Attachment[],
): readonly Attachment[] {
  const listed = files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) }))
  const manifest: Attachment = {
    name: 'manifest.json',
    description: 'Danh mục tệp kèm theo và mã của mẫu văn bản (manifest@1)',
    bytes: new TextEncoder().encode(manifestText({ document, template, files: listed })),
  }
  return [...files, manifest]
}

/** Keeps what the template of a document says, so that the document can be checked when the template is another one. */
export async function recordTemplate(
  trx: Transaction<Database>,
  document: CarryingName,
  templates: Templates,
  record: (event: JournalEvent) => void,
): Promise<void> {
  const { sha256: digest, body } = templates[document].source
  if (await insertTemplate(trx, { sha256: digest, document, body }))
    record({ type: 'template_recorded', document, sha256: digest })
}

/** The templates recorded and not present, without those that this version of the program cannot read any more. */
export async function recordedTemplates(
  db: Kysely<Database>,
  present: readonly PrintedTemplate[],
): Promise<readonly PrintedTemplate[]> {
  const recorded = await listTemplates(db)
  return recorded
    .filter((each) => !present.some(({ source }) => source.sha256 === each.sha256))
    .flatMap(({ body, document }) => recordedTemplate(body, document) ?? [])
}
