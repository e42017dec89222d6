import { ImageRun, LineRuleType, Paragraph } from 'docx'
import { qrPicture } from '../qr-code.ts'

/** Pixels, as office documents count them, in a millimetre. */
const MM_PIXELS = 96 / 25.4

/** The QR code of a text as a picture, so many mm wide, told in words by `alt`; on a line that is as high as the picture. */
export function docxQr(content: string, alt: string, mm: number): Paragraph {
  const side = Math.round(mm * MM_PIXELS)
  const picture = new ImageRun({
    type: 'png',
    data: qrPicture(content),
    transformation: { width: side, height: side },
    altText: { name: 'QR', description: alt },
  })
  return new Paragraph({
    spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
    children: [picture],
  })
}
