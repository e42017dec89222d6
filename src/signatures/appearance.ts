import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfStream } from '@libpdf/core'
import type { PdfRef } from '@libpdf/core'
import type { FieldRect } from './signature-fields.ts'

/**
 * A Form XObject in `pdf` that shows the first page of `appearance` in a box of that size: whole, its shape kept, centred.
 *
 * Throws RangeError for a box or page without area and for a page that is turned.
 */
export async function embedAppearance(
  pdf: PDF,
  appearance: Uint8Array,
  box: Pick<FieldRect, 'width' | 'height'>,
): Promise<PdfRef> {
  const source = await PDF.load(appearance, { lenient: false })
  if ((source.getPage(0)?.rotation ?? 0) !== 0) throw new RangeError('appearance: page is turned')
  const page = await pdf.embedPage(source, 0)
  const scale = Math.min(box.width / page.box.width, box.height / page.box.height)
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError('appearance: no area')
  const left = (box.width - page.box.width * scale) / 2 - page.box.x * scale
  const bottom = (box.height - page.box.height * scale) / 2 - page.box.y * scale
  const matrix = [scale, 0, 0, scale, left, bottom].map((value) => value.toFixed(5)).join(' ')
  const form = PdfStream.fromDict(
    {
      Type: PdfName.of('XObject'),
      Subtype: PdfName.of('Form'),
      BBox: PdfArray.of(...[0, 0, box.width, box.height].map((value) => PdfNumber.of(value))),
      Resources: PdfDict.of({ XObject: PdfDict.of({ Page: page.ref }) }),
    },
    Buffer.from(`q ${matrix} cm /Page Do Q`),
  )
  return pdf.register(form)
}
