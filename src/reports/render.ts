import type {
  DocumentIdentity,
  FigureDocument,
  FormIdentity,
  FormName,
  Proceedings,
} from '../domain/proceedings.ts'
import { AppError } from '../errors.ts'
import type { DestructionTold } from '../domain/destruction.ts'
import { DESTRUCTION, FORMS, type FormKnowledge, MODELS } from './document-models.ts'
import { type Attachment, drawPdf } from './draw.ts'
import type { Fonts } from './fonts.ts'
import { type OwnPapers, ownPaperOf } from './own-papers.ts'
import type { PdfFlavour } from './pdf.ts'
import type { Templates } from './template.ts'
import type { Watch } from './watch.ts'

/** What every paper is made with; built once. */
export type DocumentResources = {
  readonly templates: Templates
  /** What an organisation added; nothing without it. */
  readonly own?: OwnPapers
  readonly fonts: Fonts
}

/** A document that tells figures. */
export type DocumentInput = DrawnDocument & {
  readonly proceedings: Proceedings
  readonly identity: DocumentIdentity<FigureDocument>
}

/** The minutes of a destruction. */
export type DestructionInput = DrawnDocument & {
  readonly known: DestructionTold
  readonly identity: DocumentIdentity<'destruction'>
}

type DrawnDocument = {
  readonly attachments: readonly Attachment[]
  /** The digest of the template that it has to be drawn with; without it, with whichever there is. */
  readonly template?: string
  readonly flavour?: PdfFlavour
  readonly watch?: Watch
}

export type FormInput<Name extends FormName = FormName> = {
  readonly known: FormKnowledge[Name]
  readonly identity: FormIdentity<Name>
  /** The organisation's own paper it is printed as, by its name. */
  readonly paper?: string | undefined
  readonly flavour?: PdfFlavour
  /** The files that travel inside; none where none are named. */
  readonly attachments?: readonly Attachment[]
  /** On half the sheet of the page profile: A5. */
  readonly half?: boolean
  readonly watch?: Watch
}

/**
 * The document that `identity` names as PDF/A-3a bytes, tagged, unsigned, with empty signature fields and
 * the attachments inside. The same input gives the same bytes.
 *
 * Throws `glyph_missing` when the document font lacks a character of the proceedings, `layout_unknown`, and
 * `template_changed` where the template is not the one asked for.
 */
export async function renderDocument(
  input: DocumentInput | DestructionInput,
  { templates, fonts }: DocumentResources,
): Promise<Uint8Array> {
  const { identity, attachments, template, flavour = 'PDF/A-3a', watch } = input
  const { document, programVersion, createdAt, dataSha256 } = identity
  if (template !== undefined && templates[document].source.sha256 !== template)
    throw new AppError('template_changed', { document })
  return drawPdf(
    {
      template: templates[document],
      ...contentOf(input),
      keywords: `SHA-256 ${dataSha256}`,
      programVersion,
      createdAt,
      attachments,
      flavour,
      ...(watch ? { watch } : {}),
    },
    fonts,
  )
}

/** The words of a document, and what its pages are drawn by. */
function contentOf(input: DocumentInput | DestructionInput) {
  if ('known' in input) {
    const { known, identity } = input
    const { side, organisation: author, settings } = known
    const model = DESTRUCTION.model(known, identity)
    return { model, side, layout: settings?.layout ?? null, author }
  }
  const { proceedings, identity } = input
  const { side, organisation: author } = proceedings.tally
  const model = MODELS[identity.document].model(proceedings, identity)
  return { model, side, layout: proceedings.settings.layout, author }
}

/**
 * The form that `identity` names as PDF/A-3a bytes, tagged, with the attachments inside; nothing in it is signed. The
 * same input gives the same bytes.
 *
 * Throws `glyph_missing` when the document font lacks a character of the form, `layout_unknown`, and `not_found`
 * for an own paper there is none of.
 */
export async function renderForm<Name extends FormName>(
  input: FormInput<Name>,
  { templates, own, fonts }: DocumentResources,
): Promise<Uint8Array> {
  const { known, identity, paper, flavour = 'PDF/A-3a', attachments = [], half = false } = input
  const { form, programVersion, createdAt } = identity
  const { side, organisation, regime, settings } = known
  return drawPdf(
    {
      template: paper === undefined ? templates[form] : ownPaperOf(own, paper).template,
      model: FORMS[form].model(known, identity),
      side,
      layout: settings?.layout ?? null,
      author: organisation,
      keywords: `SHA-256 ${regime.sha256}`,
      programVersion,
      createdAt,
      attachments,
      flavour,
      half,
      ...(input.watch ? { watch: input.watch } : {}),
    },
    fonts,
  )
}
