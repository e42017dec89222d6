import { renderSVG } from 'uqr'

/** The content as a QR code in SVG, black on white, with the white border the standard asks for. */
export function qrSvg(content: string): string {
  return renderSVG(content, {
    ecc: 'M',
    border: 4,
    pixelSize: 8,
    whiteColor: '#ffffff',
    blackColor: '#000000',
  })
}
