import { beforeAll, describe, expect, it } from 'vitest'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { craftedCms, withCms } from './broken.ts'
import { failures, outcome } from './outcomes.ts'
import { issue, NOW, rsaKeys, signerOf, signing, unsignedPdf } from './specimens.ts'
import type { Wanted } from './specimens.ts'
import { makeCrl, makeToken, stampAuthority, stampDocument } from './trust-specimens.ts'
import type { TokenDeviation } from './trust-specimens.ts'

const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const own = issue({ name: 'Trần Thị Thử', keys: rsaKeys(), issuer: root })
const tsa = stampAuthority(root)
const STAMPED_AT = '2026-11-23T05:01:00.000Z'
let signed: Uint8Array

beforeAll(async () => {
  signed = await signPdf(await unsignedPdf(2), signing(signerOf(own), 'ThuKy'))
})

type Stamp = TokenDeviation & { readonly by?: typeof tsa; readonly at?: string }

/** The file, its signature made anew with a timestamp over it. */
function stamped(
  { by = tsa, at = STAMPED_AT, ...deviation }: Stamp = {},
  signer = own,
): Uint8Array {
  const stamp = (signature: Uint8Array) => makeToken(by, [signature], at, deviation)
  return withCms(signed, craftedCms(signed, signer, { stamp }))
}

async function first(
  file: Uint8Array,
  options: { roots?: Uint8Array[]; crls?: Uint8Array[]; now?: string } = {},
) {
  const [verdict] = await verifySignatures(file, {
    roots: [root.certificate],
    now: NOW,
    ...options,
  })
  return verdict
}

describe('the timestamp of a signature', () => {
  it('is not there without one, and that is no fault', async () => {
    const verdict = await first(signed)
    expect(outcome(verdict, 'timestamp')).toBe('not_applicable no_timestamp')
    expect(failures(verdict)).toEqual([])
  })

  it('by a trusted authority proves the time', async () => {
    const verdict = await first(stamped())
    expect(outcome(verdict, 'timestamp')).toBe('ok')
    expect(verdict?.provenAt).toBe(STAMPED_AT)
    expect(failures(verdict)).toEqual([])
  })

  it('proves nothing where no roots are given, and is not failed for it', async () => {
    const verdict = await first(stamped(), { roots: [] })
    expect(outcome(verdict, 'timestamp')).toBe('not_applicable timestamp_unchecked')
    expect(verdict?.provenAt).toBeNull()
  })

  const stranger = issue({ name: 'Gốc lạ', keys: rsaKeys(), ca: true })
  const ended = { notAfter: '2026-11-23T05:00:59.000Z' }
  it.each([
    ['made for another signature', { over: Buffer.from('khác') }, 'timestamp_of_other'],
    ['signed by another key', { otherKey: true }, 'timestamp_wrong'],
    [
      'by a certificate without the usage',
      { by: stampAuthority(root, 'none') },
      'timestamp_certificate',
    ],
    [
      'by one whose usage is not critical',
      { by: stampAuthority(root, 'plain') },
      'timestamp_certificate',
    ],
    [
      'by one that had expired',
      { by: stampAuthority(root, 'critical', ended) },
      'timestamp_certificate',
    ],
    ['from the future', { at: '2026-11-24T00:05:01.000Z' }, 'timestamp_certificate'],
    ['by an unknown authority', { by: stampAuthority(stranger) }, 'timestamp_not_trusted'],
    [
      'earlier than the signature claims to be',
      { at: '2026-11-23T04:54:59.000Z' },
      'claimed_later',
    ],
  ] satisfies [string, Stamp, string][])('%s fails that step alone', async (_, stamp, reason) => {
    const verdict = await first(stamped(stamp))
    expect(failures(verdict)).toEqual([`timestamp ${reason}`])
    expect(verdict?.provenAt).toBeNull()
  })

  it('that is no token at all fails that step alone', async () => {
    const stamp = () => Buffer.from('3003020101', 'hex')
    const verdict = await first(withCms(signed, craftedCms(signed, own, { stamp })))
    expect(failures(verdict)).toEqual(['timestamp timestamp_malformed'])
  })

  it('by an authority whose certificate was revoked fails that step alone', async () => {
    const revoked = [{ certificate: tsa.certificate, at: '2026-11-01T00:00:00.000Z' }]
    const times = { thisUpdate: '2026-11-23T00:00:00.000Z', nextUpdate: '2026-11-30T00:00:00.000Z' }
    const verdict = await first(stamped(), { crls: [makeCrl({ issuer: root, ...times, revoked })] })
    expect(failures(verdict)).toEqual(['timestamp timestamp_revoked'])
  })

  it('may be as late as five minutes before the time claimed, clocks differing', async () => {
    expect(failures(await first(stamped({ at: '2026-11-23T04:55:00.000Z' })))).toEqual([])
  })
})

describe('a certificate that expired', () => {
  const signer = (more: Partial<Wanted>) =>
    issue({ name: 'Trần Thị Thử', keys: rsaKeys(), issuer: root, ...more })
  const soon = '2026-11-23T12:00:00.000Z'

  it('after a timestamp holds, and before it does not', async () => {
    const lasting = await first(stamped({}, signer({ notAfter: soon })))
    expect(outcome(lasting, 'certificate')).toBe('ok expired_since')
    const at = '2026-11-23T12:00:01.000Z'
    const late = await first(stamped({ at }, signer({ notAfter: soon })))
    expect(failures(late)).toEqual(['certificate expired'])
  })

  it('is neither held nor failed where only the signer says when it was used', async () => {
    const verdict = await first(withCms(signed, craftedCms(signed, signer({ notAfter: soon }))))
    expect(outcome(verdict, 'certificate')).toBe('not_applicable expired_unproven')
    expect(failures(verdict)).toEqual([])
  })

  it('before the time that the signature claims is failed', async () => {
    const gone = signer({ notAfter: '2026-11-23T04:59:59.000Z' })
    expect(failures(await first(withCms(signed, craftedCms(signed, gone))))).toEqual([
      'certificate expired',
    ])
  })
})

describe('a timestamp of the document', () => {
  it('is a verdict of its own, and proves the time of every signature it covers', async () => {
    const file = await stampDocument(signed, tsa, STAMPED_AT)
    const verdicts = await verifySignatures(file, { roots: [root.certificate], now: NOW })
    expect(verdicts.map(({ kind, provenAt }) => [kind, provenAt])).toEqual([
      ['signature', STAMPED_AT],
      ['document_timestamp', STAMPED_AT],
    ])
    for (const verdict of verdicts) expect(failures(verdict)).toEqual([])
    expect(outcome(verdicts[0], 'coverage')).toBe('ok later_signatures')
    expect(outcome(verdicts[1], 'coverage')).toBe('ok whole_file')
    for (const step of ['timestamp', 'order', 'certification'] as const)
      expect(outcome(verdicts[1], step)).toBe('not_applicable is_timestamp')
  })

  it('proves nothing of what was changed in it', async () => {
    const file = await stampDocument(signed, tsa, STAMPED_AT)
    file[Buffer.from(file).indexOf('stream\n') + 12]! ^= 1
    const verdicts = await verifySignatures(file, { roots: [root.certificate], now: NOW })
    expect(failures(verdicts[1])).toEqual(['digest digest_differs'])
    expect(verdicts[0]?.provenAt).toBeNull()
  })

  it('by a certificate that is not for timestamps fails its certificate', async () => {
    const file = await stampDocument(signed, stampAuthority(root, 'none'), STAMPED_AT)
    const verdicts = await verifySignatures(file, { roots: [root.certificate], now: NOW })
    expect(failures(verdicts[1])).toEqual(['certificate not_for_stamping'])
  })

  it('may not come with a field that shows something', async () => {
    const file = await stampDocument(signed, tsa, STAMPED_AT, [0, 0, 500, 700])
    const [verdict] = await verifySignatures(file, { roots: [root.certificate], now: NOW })
    expect(failures(verdict)).toEqual(['later_changes annotation_changed'])
  })
})
