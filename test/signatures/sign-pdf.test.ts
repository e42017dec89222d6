import PDFDocument from 'pdfkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { PDF, PdfDict, PdfStream } from '@libpdf/core'
import { makeP12 } from '../../src/signatures/make-p12.ts'
import { openP12 } from '../../src/signatures/p12.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import {
  findSignatureFields,
  resolver,
  signatureFields,
} from '../../src/signatures/signature-fields.ts'
import type { Signer } from '../../src/signatures/signer.ts'
import {
  appearancePdf,
  collect,
  ecKeys,
  issue,
  rsaKeys,
  SIGNED_AT,
  signerOf,
  signing,
  unsignedPdf,
} from './specimens.ts'

const ec = signerOf(issue({ name: 'Nguyễn Văn Thử', keys: ecKeys() }))
const rsa = signerOf(issue({ name: 'Trần Thị Thử', keys: rsaKeys() }))
let unsigned: Uint8Array
beforeAll(async () => {
  unsigned = await unsignedPdf(3)
})

async function dictionaryOf(
  bytes: Uint8Array,
  field: string,
): Promise<{ pdf: PDF; widget: PdfDict; value: PdfDict }> {
  const pdf = await PDF.load(bytes)
  const found = findSignatureFields(pdf).find(({ name }) => name === field)
  if (!(found?.value instanceof PdfDict)) throw new Error(`${field} is not signed`)
  return { pdf, widget: found.widgets[0]!, value: found.value }
}

describe('signing', () => {
  it('appends: all earlier bytes stay an exact prefix, signer after signer', async () => {
    const first = await signPdf(unsigned, signing(ec, 'TruongBan'))
    const second = await signPdf(first, signing(rsa, 'ThuKy'))
    expect(Buffer.compare(first.subarray(0, unsigned.length), unsigned)).toBe(0)
    expect(Buffer.compare(second.subarray(0, first.length), first)).toBe(0)
  })

  it('fills only the field it is told to', async () => {
    const signed = await signPdf(unsigned, signing(ec, 'ThuKy'))
    expect((await signatureFields(signed)).map(({ name, signed: is }) => [name, is])).toEqual([
      ['TruongBan', false],
      ['ThuKy', true],
      ['ChuTri', false],
    ])
  })

  it('writes who, when, why and where as PAdES wants them', async () => {
    const { value } = await dictionaryOf(await signPdf(unsigned, signing(ec, 'ThuKy')), 'ThuKy')
    expect(value.getName('SubFilter')?.value).toBe('ETSI.CAdES.detached')
    expect(value.getName('Filter')?.value).toBe('Adobe.PPKLite')
    expect(value.getString('M')?.asString()).toBe("D:20261123120000+07'00'")
    expect(value.getString('Name')?.asString()).toBe('Nguyễn Văn Thử')
    expect(value.getString('Reason')?.asString()).toBe('Ký biên bản')
    expect(value.getString('Location')?.asString()).toBe('Hà Nội')
    expect(value.getString('Contents')?.bytes).toHaveLength(12_288)
  })

  it('leaves out an empty reason and place', async () => {
    const wanted = signing(ec, 'ThuKy', { reason: '', location: '' })
    const { value } = await dictionaryOf(await signPdf(unsigned, wanted), 'ThuKy')
    expect([value.has('Reason'), value.has('Location')]).toEqual([false, false])
  })

  it('shows the appearance whole, its shape kept, in the middle of the box', async () => {
    const wanted = signing(ec, 'ThuKy', { appearance: () => appearancePdf([300, 60]) })
    const { pdf, widget } = await dictionaryOf(await signPdf(unsigned, wanted), 'ThuKy')
    const form = widget.getDict('AP', resolver(pdf))?.get('N', resolver(pdf))
    if (!(form instanceof PdfStream)) throw new Error('no appearance')
    expect(form.getName('Subtype')?.value).toBe('Form')
    // 300 × 60 into 150 × 60: half the size, 15 points free above and below
    expect(Buffer.from(form.getDecodedData()).toString()).toBe(
      'q 0.50000 0.00000 0.00000 0.50000 0.00000 15.00000 cm /Page Do Q',
    )
    const page = form.getDict('Resources')?.getDict('XObject')?.get('Page', resolver(pdf))
    expect(page instanceof PdfStream && page.getDict('Resources', resolver(pdf))?.has('Font')).toBe(
      true,
    )
  })

  it('certifies with DocMDP P=2, only as the first signature', async () => {
    const first = await signPdf(unsigned, signing(ec, 'ThuKy', { certify: true }))
    const { pdf, value } = await dictionaryOf(first, 'ThuKy')
    const perms = pdf.getCatalog().getDict('Perms', resolver(pdf))
    expect(perms?.getDict('DocMDP', resolver(pdf))).toBe(value)
    const reference = value.getArray('Reference')?.at(0)
    if (!(reference instanceof PdfDict)) throw new Error('no Reference')
    expect(reference.getName('TransformMethod')?.value).toBe('DocMDP')
    expect(reference.getDict('TransformParams')?.getNumber('P')?.value).toBe(2)
    await expect(signPdf(first, signing(rsa, 'ChuTri', { certify: true }))).rejects.toThrow(
      RangeError,
    )
  })

  it('works with the key of a key store', async () => {
    const own = issue({ name: 'RSA', keys: rsaKeys() })
    const privateKey = own.keys.privateKey.export({ type: 'pkcs8', format: 'der' })
    const store = {
      privateKey,
      certificates: [own.certificate],
      friendlyName: 'RSA',
      password: 'x',
    }
    const signer = await openP12(await makeP12(store), 'x')
    expect((await signPdf(unsigned, signing(signer, 'ThuKy'))).length).toBeGreaterThan(
      unsigned.length,
    )
  })
})

describe('signing is refused', () => {
  it('for a field that does not exist', async () => {
    await expect(signPdf(unsigned, signing(ec, 'GiamSat'))).rejects.toMatchObject({
      code: 'no_such_signature_field',
      detail: { field: 'GiamSat' },
    })
  })

  it('for a field that is signed', async () => {
    const signed = await signPdf(unsigned, signing(ec, 'ThuKy'))
    await expect(signPdf(signed, signing(rsa, 'ThuKy'))).rejects.toMatchObject({
      code: 'already_signed',
      detail: { field: 'ThuKy' },
    })
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('không phải PDF')],
    ['only a header', Buffer.from('%PDF-1.7\n%%EOF\n')],
    [
      'an unending xref',
      Buffer.from('%PDF-1.7\nxref\n0 99999999\ntrailer <<>>\nstartxref\n9\n%%EOF\n'),
    ],
  ])('for %s instead of a PDF', async (_, bytes) => {
    await expect(signPdf(bytes, signing(ec, 'ThuKy'))).rejects.toMatchObject({
      code: 'pdf_unreadable',
    })
    await expect(signatureFields(bytes)).rejects.toMatchObject({ code: 'pdf_unreadable' })
  })

  it('for a PDF after whose end something stands that cannot be read', async () => {
    const longer = Buffer.concat([unsigned, Buffer.alloc(5_000, 'x')])
    await expect(signPdf(longer, signing(ec, 'ThuKy'))).rejects.toMatchObject({
      code: 'pdf_unreadable',
      detail: { reason: 'damaged' },
    })
  })

  it('for an encrypted PDF', async () => {
    const doc = new PDFDocument({ userPassword: 'x', pdfVersion: '1.7' })
    const finished = collect(doc)
    doc.text('kín').end()
    await expect(signPdf(await finished, signing(ec, 'ThuKy'))).rejects.toMatchObject({
      code: 'pdf_unreadable',
      detail: { reason: 'encrypted' },
    })
  })

  it('clearly, when the signature needs more room than is reserved', async () => {
    const certificate = rsa.certificates[0]!
    const chain = Array<Uint8Array>(20).fill(certificate)
    const wordy: Signer = { ...rsa, certificates: [certificate, ...chain] }
    await expect(signPdf(unsigned, signing(wordy, 'ThuKy'))).rejects.toMatchObject({
      code: 'cms_unreadable',
      detail: { reason: 'too_long', room: 12_288 },
    })
  })

  it('for a time that is no instant', async () => {
    const wanted = signing(ec, 'ThuKy', { signedAt: SIGNED_AT.slice(0, 10) })
    await expect(signPdf(unsigned, wanted)).rejects.toThrow(RangeError)
  })
})
