import { PDF, PdfDict, PdfRef, PdfStream } from '@libpdf/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  completeDocumentTimestamp,
  prepareDocumentTimestamp,
  stampDocument,
} from '../../src/signatures/document-timestamp.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import {
  findSignatureFields,
  resolver,
  signatureFields,
} from '../../src/signatures/signature-fields.ts'
import { timestampRequest } from '../../src/signatures/timestamp.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { patched } from './broken.ts'
import { stamper, stampRoot, tokenFor } from './authority.ts'
import { ecKeys, issue, NOW, rsaKeys, signerOf, signing, unsignedPdf } from './specimens.ts'

const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const own = issue({ name: 'Nguyễn Văn Thử', keys: ecKeys(), issuer: root })
const crl = Buffer.from('danh sách thu hồi')
const stamp = async (digest: Uint8Array) => tokenFor(timestampRequest(digest, Uint8Array.of(1)))
let signed: Uint8Array
let stamped: Uint8Array
beforeAll(async () => {
  signed = await signPdf(await unsignedPdf(), signing(signerOf(own, root), 'ThuKy'))
  const data = { certificates: [stampRoot.certificate], crls: [crl] }
  stamped = await stampDocument(signed, stamp, data)
})

/** What the security store holds, in its order. */
async function storeOf(bytes: Uint8Array, key: 'Certs' | 'CRLs'): Promise<readonly Buffer[]> {
  const pdf = await PDF.load(bytes)
  const list = pdf.getCatalog().getDict('DSS', resolver(pdf))?.getArray(key, resolver(pdf))
  return [...(list ?? [])].map((item) => {
    const stream = item instanceof PdfRef ? pdf.getObject(item) : item
    if (!(stream instanceof PdfStream)) throw new Error('no stream')
    return Buffer.from(stream.getDecodedData())
  })
}

describe('a timestamp of the document', () => {
  it('is a further revision: all earlier bytes stay an exact prefix', () => {
    expect(Buffer.compare(stamped.subarray(0, signed.length), signed)).toBe(0)
    expect(stamped.length).toBeGreaterThan(signed.length)
  })

  it('stands in a field of its own that is seen nowhere', async () => {
    expect((await signatureFields(stamped)).at(-1)).toEqual({
      name: 'timestamp1',
      page: 1,
      rect: { x: 0, y: 0, width: 0, height: 0 },
      signed: true,
    })
    const pdf = await PDF.load(stamped)
    const { value } = findSignatureFields(pdf).at(-1)!
    if (!(value instanceof PdfDict)) throw new Error('no dictionary')
    expect([value.getName('Type')?.value, value.getName('SubFilter')?.value]).toEqual([
      'DocTimeStamp',
      'ETSI.RFC3161',
    ])
  })

  it('covers the whole file but its own token', async () => {
    const { bytes, byteRange, digest } = await prepareDocumentTimestamp(signed)
    const [start, before, gapEnd, after] = byteRange
    expect([start, gapEnd + after]).toEqual([0, bytes.length])
    const token = Buffer.from(await stamp(digest))
    const completed = completeDocumentTimestamp({ bytes, byteRange, digest }, token)
    expect(completed.subarray(0, before)).toEqual(bytes.subarray(0, before))
    expect(completed.subarray(gapEnd)).toEqual(bytes.subarray(gapEnd))
    const gap = Buffer.from(completed.subarray(before, gapEnd)).toString('latin1')
    expect(gap.startsWith(`<${token.toString('hex')}00`)).toBe(true)
  })

  it('and a signature write no number of a page or field otherwise than it stood', async () => {
    const odd = await unsignedPdf(2, [595.275591, 841.889764])
    const place = /\/Rect \[[^\]]*\]/.exec(Buffer.from(odd).toString('latin1'))!
    const moved = patched(odd, place.index, '/Rect [9 1.234567 99 80]'.padEnd(place[0].length))
    const [before, after] = [moved, await signPdf(moved, signing(signerOf(own), 'TruongBan'))]
    expect(before.length).toBe(odd.length)
    const verdicts = await verifySignatures(await stampDocument(after, stamp), { now: NOW })
    const changes = verdicts[0]?.checks.find(({ step }) => step === 'later_changes')
    expect(changes).toMatchObject({ result: 'ok' })
    const [rect] = Buffer.from(after.subarray(before.length))
      .toString('latin1')
      .match(/\/Rect .*/)!
    expect(rect).toBe('/Rect [9 1.234567 99 80]')
  })

  it('leaves the signatures before it as they were', async () => {
    const [verdict] = await verifySignatures(stamped, { now: NOW, roots: [root.certificate] })
    const steps = ['byte_range', 'container', 'digest', 'signature', 'chain']
    expect(verdict?.checks.filter(({ step }) => steps.includes(step))).toEqual(
      steps.map((step) => expect.objectContaining({ step, result: 'ok' }) as unknown),
    )
  })

  it('keeps, each once, the certificates of the signers and the evidence that is given', async () => {
    expect(await storeOf(stamped, 'Certs')).toEqual(
      expect.arrayContaining([own, root, stampRoot].map((one) => Buffer.from(one.certificate))),
    )
    expect(await storeOf(stamped, 'Certs')).toHaveLength(3)
    expect(await storeOf(stamped, 'CRLs')).toEqual([crl])
  })

  it('can be made again years later: only what is new is added, in a field of another name', async () => {
    const later = Buffer.from('danh sách thu hồi mới')
    const data = { certificates: [root.certificate], crls: [crl, later] }
    const again = await stampDocument(stamped, stamp, data)
    expect(Buffer.compare(again.subarray(0, stamped.length), stamped)).toBe(0)
    expect((await signatureFields(again)).map(({ name }) => name).slice(-2)).toEqual([
      'timestamp1',
      'timestamp2',
    ])
    expect(await storeOf(again, 'CRLs')).toEqual([crl, later])
    // beside those there before, the certificate of the first timestamp
    expect(await storeOf(again, 'Certs')).toHaveLength(4)
    expect(await storeOf(again, 'Certs')).toContainEqual(Buffer.from(stamper.certificate))
  })

  it('can be put on a document that nobody signed', async () => {
    const bytes = await stampDocument(await unsignedPdf(0), stamp)
    expect((await signatureFields(bytes)).map(({ name }) => name)).toEqual(['timestamp1'])
  })

  it('is the same bytes for the same document and token', async () => {
    expect(await prepareDocumentTimestamp(signed)).toEqual(await prepareDocumentTimestamp(signed))
  })

  it('is refused with a token of other bytes, or one too long', async () => {
    const prepared = await prepareDocumentTimestamp(signed)
    const token = await stamp(new Uint8Array(32))
    const refused = (given: Uint8Array, reason: string) =>
      expect(() => completeDocumentTimestamp(prepared, given)).toThrow(
        expect.objectContaining({
          code: 'timestamp_unreadable',
          detail: expect.objectContaining({ reason }) as unknown,
        }) as Error,
      )
    refused(token, 'other_digest')
    refused(new Uint8Array(12_289), 'too_long')
    refused(new Uint8Array(12_288), 'malformed')
  })

  it('is refused for a file that is no PDF', async () => {
    await expect(stampDocument(Buffer.from('x'), stamp)).rejects.toMatchObject({
      code: 'pdf_unreadable',
    })
  })
})
