import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { signCms } from '../../src/signatures/cms.ts'
import { completeSignature } from '../../src/signatures/complete-signature.ts'
import { encodeSequence } from '../../src/signatures/der.ts'
import { prepareSignature } from '../../src/signatures/prepare-signature.ts'
import type { PreparedSignature } from '../../src/signatures/prepare-signature.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { signatureHolds } from '../../src/signatures/verdict.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { ecKeys, issue, NOW, rsaKeys, signerOf, signing, unsignedPdf } from './specimens.ts'

const rsa = signerOf(issue({ name: 'Trần Thị Thử', keys: rsaKeys() }))
const ec = signerOf(issue({ name: 'Nguyễn Văn Thử', keys: ecKeys() }))
const { signer: _, ...wanted } = signing(rsa, 'ThuKy', { certify: true })
const request = { ...wanted, commonName: rsa.commonName }
let unsigned: Uint8Array
let prepared: PreparedSignature
beforeAll(async () => {
  unsigned = await unsignedPdf(2)
  prepared = await prepareSignature(unsigned, request)
})

describe('a prepared signature', () => {
  it('appends to the file and leaves nothing open but the room between its two pieces', () => {
    const { bytes, byteRange, digest } = prepared
    const [start, before, gapEnd, after] = byteRange
    expect(Buffer.compare(bytes.subarray(0, unsigned.length), unsigned)).toBe(0)
    expect([start, gapEnd + after]).toEqual([0, bytes.length])
    const gap = Buffer.from(bytes.subarray(before, gapEnd)).toString('latin1')
    expect(gap).toBe(`<${'0'.repeat(2 * 12_288)}>`)
    expect(Buffer.from(bytes).toString('latin1')).toContain(`/ByteRange [${byteRange.join(' ')}]`)
    const hash = createHash('sha256').update(bytes.subarray(0, before))
    expect(Buffer.from(digest)).toEqual(hash.update(bytes.subarray(gapEnd)).digest())
  })

  it('is the same bytes for the same request', async () => {
    expect(await prepareSignature(unsigned, request)).toEqual(prepared)
  })

  it('becomes, with its CMS, the file that signing in one step gives', async () => {
    const completed = completeSignature(prepared, await signCms(rsa, prepared.digest))
    expect(completed).toEqual(await signPdf(unsigned, signing(rsa, 'ThuKy', { certify: true })))
    const [verdict] = await verifySignatures(completed, { now: NOW, roots: rsa.certificates })
    expect([verdict?.field, verdict && signatureHolds(verdict)]).toEqual(['ThuKy', true])
  })

  it('is not changed by being completed, so that another CMS can still be put in', async () => {
    const before = Uint8Array.from(prepared.bytes)
    completeSignature(prepared, await signCms(rsa, prepared.digest))
    completeSignature(prepared, await signCms(ec, prepared.digest))
    expect(prepared.bytes).toEqual(before)
  })
})

describe('a CMS is refused', () => {
  const refused = (cms: Uint8Array, into = prepared) => {
    try {
      completeSignature(into, cms)
    } catch (error) {
      return error
    }
    throw new Error('it was taken')
  }

  it('when it is of another document', async () => {
    const other = await prepareSignature(unsigned, { ...request, reason: 'Khác' })
    expect(refused(await signCms(rsa, other.digest))).toMatchObject({
      code: 'cms_not_for_document',
      detail: { step: 'digest', reason: 'digest_differs' },
    })
  })

  it('when the prepared file is no longer the one that was signed', async () => {
    const cms = await signCms(rsa, prepared.digest)
    const changed = Uint8Array.from(prepared.bytes)
    changed[100]! ^= 1
    expect(refused(cms, { ...prepared, bytes: changed })).toMatchObject({
      code: 'cms_not_for_document',
    })
  })

  it('when its signature does not verify', async () => {
    const cms = Uint8Array.from(await signCms(rsa, prepared.digest))
    cms[cms.length - 1]! ^= 1
    expect(refused(cms)).toMatchObject({
      code: 'cms_not_for_document',
      detail: { step: 'signature', reason: 'signature_wrong' },
    })
  })

  it('when the key is too short to be believed', async () => {
    const weak = signerOf(issue({ name: 'Ngắn', keys: rsaKeys(1024) }))
    expect(refused(await signCms(weak, prepared.digest))).toMatchObject({
      code: 'cms_not_for_document',
      detail: { step: 'signature', reason: 'weak_key' },
    })
  })

  it.each([
    ['nothing', () => new Uint8Array()],
    ['something else', () => encodeSequence()],
    ['a CMS cut off', (cms: Uint8Array) => cms.subarray(0, -1)],
    ['a CMS with something behind it', (cms: Uint8Array) => Uint8Array.of(...cms, 0)],
  ])('when it is %s', async (_name, spoil) => {
    expect(refused(spoil(await signCms(rsa, prepared.digest)))).toMatchObject({
      code: 'cms_unreadable',
      detail: { reason: 'malformed' },
    })
  })

  it('from one byte more than there is room for', () => {
    expect(refused(new Uint8Array(12_289))).toMatchObject({
      code: 'cms_unreadable',
      detail: { reason: 'too_long', bytes: 12_289, room: 12_288 },
    })
    expect(refused(new Uint8Array(12_288))).toMatchObject({ detail: { reason: 'malformed' } })
  })

  it('when a signature stands there already', async () => {
    const cms = await signCms(rsa, prepared.digest)
    const bytes = completeSignature(prepared, cms)
    expect(refused(cms, { ...prepared, bytes })).toBeInstanceOf(RangeError)
  })
})
