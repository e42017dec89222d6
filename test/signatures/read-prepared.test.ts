import { createHash } from 'node:crypto'
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfStream } from '@libpdf/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { wordsOf } from '../../src/messages/message.ts'
import { type PreparedSignature, prepareSignature } from '../../src/signatures/prepare-signature.ts'
import { PREPARED_REASONS, readPreparedSignature } from '../../src/signatures/read-prepared.ts'
import { signedPieces } from '../../src/signatures/signature-gap.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { lastGap, patched, revised, withByteRange } from './broken.ts'
import {
  appearancePdf,
  ecKeys,
  issue,
  SIGNED_AT,
  signerOf,
  signing,
  unsignedPdf,
} from './specimens.ts'

const field = 'ThuKy'
const request = {
  field,
  commonName: 'Trần Thị Thử',
  reason: 'Ký',
  location: 'Xã',
  signedAt: SIGNED_AT,
}
let document: Uint8Array
beforeAll(async () => {
  document = await unsignedPdf()
})

/** Who is about to sign the digest of what was prepared looks at it; the reason it is refused for, `null` for none. */
async function seen(prepared: Pick<PreparedSignature, 'bytes' | 'digest'>, of = document) {
  try {
    const wanted = { field, digest: prepared.digest }
    await readPreparedSignature(of, prepared.bytes, wanted)
    return null
  } catch (error) {
    expect(error).toMatchObject({ name: 'AppError', code: 'prepared_differs' })
    return (error as { detail: { reason: (typeof PREPARED_REASONS)[number] } }).detail.reason
  }
}

/** The bytes as a server would digest them, whatever their byte range says. */
function digested(bytes: Uint8Array, byteRange: PreparedSignature['byteRange']) {
  const hash = createHash('sha256')
  for (const piece of signedPieces(bytes, byteRange)) hash.update(piece)
  return { bytes, digest: new Uint8Array(hash.digest()) }
}

/** Prepared of the document with an unsigned revision slipped in between. */
async function slipped(change: (pdf: PDF) => void) {
  return prepareSignature(await revised(document, change), request)
}

describe('what is to be signed', () => {
  test('is the document and one signature, and what that will say is told', async () => {
    const prepared = await prepareSignature(document, request)
    expect(await readPreparedSignature(document, prepared.bytes, { field, ...prepared })).toEqual({
      signedAt: SIGNED_AT,
      reason: 'Ký',
      location: 'Xã',
    })
  })

  test('may be shown in the field, and certify as the first signature', async () => {
    const more = { ...request, appearance: () => appearancePdf(), certify: true }
    expect(await seen(await prepareSignature(document, more))).toBeNull()
  })

  test('may follow another signature', async () => {
    const own = signerOf(issue({ name: 'Người ký trước', keys: ecKeys() }))
    const first = await signPdf(document, signing(own, 'TruongBan', { certify: true }))
    expect(await seen(await prepareSignature(first, request), first)).toBeNull()
  })
})

describe('what is no signature of the document shown is refused', () => {
  test('in words for every reason', () => {
    expect(Object.keys(wordsOf('preparedFaults'))).toEqual(PREPARED_REASONS)
  })

  test('for another document', async () => {
    expect(await seen(await prepareSignature(await unsignedPdf(3), request))).toBe('other_document')
    const prepared = await prepareSignature(document, request)
    const changed = { ...prepared, bytes: patched(prepared.bytes, 500, 'x') }
    expect(await seen(changed)).toBe('other_document')
    expect(await seen({ ...prepared, bytes: document.subarray(0, -1) })).toBe('other_document')
  })

  test('for another field, none, or two', async () => {
    expect(await seen(await prepareSignature(document, { ...request, field: 'TruongBan' }))).toBe(
      'other_field',
    )
    expect(await seen({ bytes: document, digest: new Uint8Array(32) })).toBe('other_field')
    const two = await prepareSignature(document, { ...request, field: 'TruongBan' })
    expect(await seen(await prepareSignature(two.bytes, request))).toBe('other_field')
  })

  test('for a range that leaves something unsigned', async () => {
    const { bytes, byteRange } = await prepareSignature(document, request)
    const [, a, b, c] = byteRange
    expect(await seen(digested(Buffer.concat([bytes, Buffer.from('\n%%EOF\n')]), byteRange))).toBe(
      'other_range',
    )
    const shorter = [0, a, b, c - 10] as const
    expect(await seen(digested(withByteRange(bytes, shorter), shorter))).toBe('other_range')
    const later = [0, a - 5, b, c] as const
    expect(await seen(digested(withByteRange(bytes, later), later))).toBe('other_range')
  })

  test('for a signature that is there already', async () => {
    const prepared = await prepareSignature(document, request)
    const filled = patched(prepared.bytes, lastGap(prepared.bytes).start + 1, '3082')
    expect(await seen({ ...prepared, bytes: filled })).toBe('other_range')
  })

  test('for another digest', async () => {
    const prepared = await prepareSignature(document, request)
    expect(await seen({ ...prepared, digest: new Uint8Array(32) })).toBe('other_digest')
  })

  test.each<[string, (pdf: PDF) => void]>([
    ['a page', (pdf) => pdf.getPages()[1]!.dict.set('Rotate', PdfNumber.of(180))],
    [
      'what lies over a page',
      (pdf) => pdf.getPages()[1]!.dict.set('Annots', PdfArray.of(PdfDict.of({}))),
    ],
    ['the title', (pdf) => pdf.getCatalog().set('Lang', PdfName.of('en'))],
    ['validation data', (pdf) => pdf.getCatalog().set('DSS', PdfDict.of({}))],
  ])('for a change of %s', async (_, change) => {
    expect(await seen(await slipped(change))).toBe('other_changes')
  })

  test('for a certification that forbids the signatures to come, or comes late', async () => {
    const { bytes, byteRange } = await prepareSignature(document, { ...request, certify: true })
    const level = Buffer.from(bytes).lastIndexOf('/P 2')
    expect(level).toBeGreaterThan(document.length)
    expect(await seen(digested(patched(bytes, level, '/P 1'), byteRange))).toBe('other_changes')
  })

  test('for more in the signature than it needs', async () => {
    const { bytes, byteRange } = await prepareSignature(document, request)
    const name = Buffer.from(bytes).lastIndexOf('/Location')
    expect(await seen(digested(patched(bytes, name, '/Locking_'), byteRange))).toBe('other_changes')
  })

  test('for an object that nothing leads to', async () => {
    const stray = (pdf: PDF) =>
      void pdf.register(PdfStream.fromDict({}, Buffer.from('20 tin nhiem cao')))
    expect(await seen(await slipped(stray))).toBe('other_objects')
  })
})
