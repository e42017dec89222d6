import { describe, expect, it } from 'vitest'
import { signatureFields } from '../../src/signatures/signature-fields.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { signatureHolds } from '../../src/signatures/verdict.ts'
import { ecKeys, issue, NOW, signerOf, signing, unsignedPdf } from './specimens.ts'

/** A PDF written out by hand: the objects in order from number 1, a classic cross-reference table. */
function pdfOf(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const xref = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(`${text}${xref}${trailer}`, 'latin1')
}

const CATALOG = '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>'
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'
const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [6 0 R] >>'

describe('signature fields', () => {
  it('are found with page and box in points', async () => {
    const [first, second] = await signatureFields(await unsignedPdf(2))
    expect(first).toMatchObject({ name: 'TruongBan', page: 2, signed: false })
    expect(first?.rect).toMatchObject({ x: 60, width: 150, height: 60 })
    expect(second).toMatchObject({ name: 'ThuKy', page: 2 })
  })

  it('below a parent have its name before theirs, its type, and their widget may stand apart', async () => {
    const file = pdfOf([
      CATALOG,
      PAGES,
      PAGE,
      '<< /T (Ky) /FT /Sig /Kids [5 0 R] >>',
      '<< /T (ThuKy) /Parent 4 0 R /Kids [6 0 R] >>',
      '<< /Type /Annot /Subtype /Widget /Parent 5 0 R /Rect [100 60 20 10] >>',
    ])
    const rect = { x: 20, y: 10, width: 80, height: 50 }
    expect(await signatureFields(file)).toEqual([
      { name: 'Ky.ThuKy', page: 1, rect, signed: false },
    ])
    const issuer = issue({ name: 'Gốc', keys: ecKeys(), ca: true })
    const signer = signerOf(issue({ name: 'A', keys: ecKeys(), issuer }))
    const [verdict] = await verifySignatures(await signPdf(file, signing(signer, 'Ky.ThuKy')), {
      now: NOW,
    })
    expect(verdict?.field).toBe('Ky.ThuKy')
    expect(signatureHolds(verdict!)).toBe(true)
  })

  it('that lead in a circle end', async () => {
    const file = pdfOf([
      CATALOG,
      PAGES,
      PAGE,
      '<< /T (A) /FT /Sig /Kids [5 0 R] >>',
      '<< /T (B) /Kids [4 0 R] >>',
      '<< /Type /Annot /Subtype /Widget /Rect [0 0 1 1] >>',
    ])
    expect(await signatureFields(file)).toEqual([])
  })

  it('of other types and PDFs without a form give none', async () => {
    const text = '<< /T (A) /FT /Tx /Type /Annot /Subtype /Widget /Rect [0 0 9 9] >>'
    expect(await signatureFields(pdfOf([CATALOG, PAGES, PAGE, text, 'null', text]))).toEqual([])
    const bare = '<< /Type /Catalog /Pages 2 0 R >>'
    expect(await signatureFields(pdfOf([bare, PAGES, PAGE, 'null', 'null', text]))).toEqual([])
  })
})
