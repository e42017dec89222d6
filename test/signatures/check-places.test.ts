import { beforeAll, describe, expect, it } from 'vitest'
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { signingRank } from '../../src/signatures/signing-order.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { craftedCms, revised, withCms } from './broken.ts'
import { failures, outcome } from './outcomes.ts'
import { issue, NOW, rsaKeys, signerOf, signing, unsignedPdf } from './specimens.ts'
import { placeholders, withOwnRange } from './trust-specimens.ts'

const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const own = issue({ name: 'Trần Thị Thử', keys: rsaKeys(), issuer: root })
const NAMES = ['secretary', 'head', 'chair']
let unsigned: Uint8Array

beforeAll(async () => {
  unsigned = await revised(await unsignedPdf(3), (_, fields) => {
    fields.forEach(({ dict }, at) => dict.set('T', PdfString.fromString(NAMES[at]!)))
  })
})

async function signedBy(...fields: readonly string[]): Promise<Uint8Array> {
  let file = unsigned
  for (const field of fields) file = await signPdf(file, signing(signerOf(own), field))
  return file
}

const verified = (file: Uint8Array) =>
  verifySignatures(file, { roots: [root.certificate], now: NOW })

describe('the order of signers', () => {
  it('is secretary, head, members by their number, chair, seal', () => {
    const fields = ['secretary', 'head', 'member1', 'member2', 'member10', 'chair', 'seal']
    const ranks = fields.map((field) => signingRank(field)!)
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(new Set(ranks).size).toBe(fields.length)
    expect(['member', 'memberX', 'Chair', ''].map(signingRank)).toEqual([null, null, null, null])
  })

  it('kept is ok for everybody', async () => {
    const verdicts = await verified(await signedBy('secretary', 'head', 'chair'))
    expect(verdicts.map((verdict) => outcome(verdict, 'order'))).toEqual(['ok', 'ok', 'ok'])
  })

  it('broken fails whoever signed too early, and that step alone', async () => {
    const verdicts = await verified(await signedBy('chair', 'secretary', 'head'))
    expect(verdicts.map((verdict) => [verdict.field, failures(verdict)])).toEqual([
      ['chair', ['order out_of_order']],
      ['secretary', []],
      ['head', []],
    ])
    const order = verdicts[0]!.checks.find(({ step }) => step === 'order')
    expect(order?.detail).toEqual({ fields: ['secretary', 'head'] })
  })

  it('with an earlier field still empty is told and not failed', async () => {
    const [verdict] = await verified(await signedBy('head'))
    expect(outcome(verdict, 'order')).toBe('not_applicable earlier_open')
    expect(failures(verdict)).toEqual([])
  })

  it('says nothing of a field it does not know', async () => {
    const other = await signPdf(await unsignedPdf(1), signing(signerOf(own), 'TruongBan'))
    expect(outcome((await verified(other))[0], 'order')).toBe('not_applicable no_order')
  })
})

describe('the certification', () => {
  const reference = PdfDict.of({
    Type: PdfName.of('SigRef'),
    TransformMethod: PdfName.of('DocMDP'),
    TransformParams: PdfDict.of({ P: PdfNumber.of(2) }),
  })

  /** The file with its last signature made to certify as well, and signed for anew. */
  async function certifyingLast(file: Uint8Array): Promise<Uint8Array> {
    const text = Buffer.from(file).toString('latin1')
    const at = text.lastIndexOf('/Reason')
    const end = text.indexOf('/Location', at)
    const entry = '/Reference [<</TransformMethod /DocMDP>>]'
    const changed = Buffer.from(
      text.slice(0, at) + entry.padEnd(end - at) + text.slice(end),
      'latin1',
    )
    return withCms(changed, craftedCms(changed, own))
  }

  it('by the first signature is kept by those that only sign', async () => {
    const first = await signPdf(
      unsigned,
      signing(signerOf(own), 'secretary', { certify: true, reason: REASON }),
    )
    const both = await signPdf(first, signing(signerOf(own), 'head'))
    const verdicts = await verified(both)
    expect(outcome(verdicts[0], 'certification')).toBe('ok')
    expect(outcome(verdicts[1], 'certification')).toBe('not_applicable not_certified')
  })

  it('by a second signature as well is failed at both', async () => {
    const first = await signPdf(unsigned, signing(signerOf(own), 'secretary', { certify: true }))
    const second = signing(signerOf(own), 'head', { reason: REASON })
    const both = await certifyingLast(await signPdf(first, second))
    const verdicts = await verified(both)
    expect(failures(verdicts[1])).toEqual(['certification certified_twice'])
    expect(failures(verdicts[0])).toEqual(['certification certified_twice'])
  })

  it('by a later signature alone is failed as late', async () => {
    const first = await signPdf(unsigned, signing(signerOf(own), 'secretary'))
    const value = {
      Type: PdfName.of('Sig'),
      Filter: PdfName.of('Adobe.PPKLite'),
      SubFilter: PdfName.of('ETSI.CAdES.detached'),
      ...placeholders(),
      M: PdfString.fromString('D:20261123050000Z'),
      Reference: PdfArray.of(reference),
    }
    const saved = await revised(first, (pdf, [, head]) => {
      const written = pdf.register(PdfDict.of(value))
      head!.dict.set('V', written)
      pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: written }))
    })
    const ranged = withOwnRange(saved)
    const [earlier, certifying] = await verified(withCms(ranged, craftedCms(ranged, own)))
    expect(failures(certifying)).toEqual(['certification certified_late'])
    expect(failures(earlier)).toEqual(['later_changes other_changes'])
  })
})

/** Long enough to be written over with a reference. */
const REASON = 'x'.repeat(60)
