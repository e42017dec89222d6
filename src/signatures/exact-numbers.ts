import { PdfArray, PdfDict, PdfNumber } from '@libpdf/core'
import type { PdfObject } from '@libpdf/core'

/**
 * From now on the numbers in that object, but not behind references, are written as they were read. The library writes five
 * decimals: a page 595.275591 points wide would come out narrower in a later revision, and who signed before be told that his
 * page was changed.
 */
export function keepNumbers(object: PdfObject): void {
  if (object instanceof PdfNumber) {
    const digits = String(object.value)
    if (/^-?\d+\.\d{6,}$/.test(digits)) object.toBytes = (writer) => writer.writeAscii(digits)
  } else if (object instanceof PdfArray) for (const item of object) keepNumbers(item)
  else if (object instanceof PdfDict) for (const [, value] of object) keepNumbers(value)
}
