import type {
  Conference,
  DocumentIdentity,
  FormIdentity,
  Proceedings,
} from '../domain/proceedings.ts'
import { FORMS, MODELS } from './document-models.ts'
import { type Attachment, drawPdf } from './draw.ts'
import type { Fonts } from './fonts.ts'
import type { Templates } from './template.ts'

/** What every paper is made with; built once. */
export type DocumentResources = { readonly templates: Templates; readonly fonts: Fonts }

export type DocumentInput = {
  readonly proceedings: Proceedings
  readonly identity: DocumentIdentity
  readonly attachments: readonly Attachment[]
}

export type FormInput = { readonly conference: Conference; readonly identity: FormIdentity }

/**
 * The document that `identity` names as PDF/A-3a bytes, tagged, unsigned, with empty signature fields and
 * the attachments inside. The same input gives the same bytes.
 *
 * Throws `glyph_missing` when the document font lacks a character of the proceedings.
 */
export async function renderDocument(
  { proceedings, identity, attachments }: DocumentInput,
  { templates, fonts }: DocumentResources,
): Promise<Uint8Array> {
  const { document, programVersion, createdAt, dataSha256 } = identity
  return drawPdf(
    {
      template: templates[document],
      model: MODELS[document].model(proceedings, identity),
      side: proceedings.tally.side,
      author: proceedings.tally.organisation,
      keywords: `SHA-256 ${dataSha256}`,
      programVersion,
      createdAt,
      attachments,
    },
    fonts,
  )
}

/**
 * The form that `identity` names as PDF/A-3a bytes, tagged; nothing in it is signed or attached. The same
 * input gives the same bytes.
 *
 * Throws `glyph_missing` when the document font lacks a character of the form.
 */
export async function renderForm(
  { conference, identity }: FormInput,
  { templates, fonts }: DocumentResources,
): Promise<Uint8Array> {
  const { form, programVersion, createdAt } = identity
  return drawPdf(
    {
      template: templates[form],
      model: FORMS[form].model(conference, identity),
      side: conference.side,
      author: conference.organisation,
      keywords: `SHA-256 ${conference.regime.sha256}`,
      programVersion,
      createdAt,
      attachments: [],
    },
    fonts,
  )
}
