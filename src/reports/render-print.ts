import type { PrintedDocument } from '../domain/own-paper.ts'
import type { Proceedings } from '../domain/proceedings.ts'
import { drawPdf } from './draw.ts'
import { type PrintIdentity, printModel } from './own-paper-models.ts'
import { ownPaperOf } from './own-papers.ts'
import type { PdfFlavour } from './pdf.ts'
import type { DocumentResources } from './render.ts'
import type { Watch } from './watch.ts'

/** The data of a document, printed once more as an organisation's own paper. */
export type PrintInput = {
  /** The own paper by its name; it prints the data of `document`. */
  readonly paper: string
  readonly document: PrintedDocument
  readonly proceedings: Proceedings
  readonly identity: PrintIdentity
  readonly flavour?: PdfFlavour
  readonly watch?: Watch
}

/**
 * The print as PDF/A-3a bytes, tagged; nothing in it is signed or attached, and each page says at its foot that
 * it does not stand in for the document. The same input gives the same bytes.
 *
 * Throws `glyph_missing`, `layout_unknown`, and `not_found` for an own paper there is none of.
 */
export async function renderPrint(
  { paper, document, proceedings, identity, flavour = 'PDF/A-3a', watch }: PrintInput,
  { own, fonts }: Pick<DocumentResources, 'own' | 'fonts'>,
): Promise<Uint8Array> {
  const { template, notice } = ownPaperOf(own, paper)
  const { programVersion, createdAt, documentSha256 } = identity
  return drawPdf(
    {
      template,
      notice,
      model: printModel(document, proceedings, identity),
      side: proceedings.tally.side,
      layout: proceedings.settings.layout,
      author: proceedings.tally.organisation,
      keywords: `SHA-256 ${documentSha256}`,
      programVersion,
      createdAt,
      attachments: [],
      flavour,
      ...(watch ? { watch } : {}),
    },
    fonts,
  )
}
