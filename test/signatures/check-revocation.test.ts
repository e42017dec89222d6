import { describe, expect, it } from 'vitest'
import { readCertificate } from '../../src/signatures/certificate.ts'
import { checkRevocation } from '../../src/signatures/check-revocation.ts'
import { DerError } from '../../src/signatures/der.ts'
import { readRevocationList } from '../../src/signatures/read-crl.ts'
import { ecKeys, issue, NOW, rsaKeys, SIGNED_AT } from './specimens.ts'
import { type CrlWanted, makeCrl } from './trust-specimens.ts'

const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const middle = issue({ name: 'Trung gian', keys: ecKeys(), issuer: root, ca: true })
const leaf = issue({ name: 'Người ký', keys: ecKeys(), issuer: middle })
const namesake = issue({ name: 'Trung gian', keys: ecKeys(), issuer: root, ca: true })
const path = [leaf, middle, root].map(({ certificate }) => readCertificate(certificate))
const WEEK = { thisUpdate: '2026-11-20T00:00:00.000Z', nextUpdate: '2026-11-27T00:00:00.000Z' }
const BEFORE = '2026-11-22T00:00:00.000Z'
const AFTER = '2026-11-23T20:00:00.000Z'

function answer(
  lists: readonly (Partial<CrlWanted> | Uint8Array)[],
  proven: string | null = null,
): string {
  const ders = lists.map((list) =>
    list instanceof Uint8Array ? list : makeCrl({ issuer: middle, ...WEEK, ...list }),
  )
  const time = { claimed: SIGNED_AT, proven, now: NOW }
  const { result, reason } = checkRevocation(path, ders, time)
  return [result, reason].filter((word) => word !== undefined).join(' ')
}
const listing = (at: string, reason?: number) => ({
  revoked: [{ certificate: leaf.certificate, at, ...(reason === undefined ? {} : { reason }) }],
})

describe('the revocation of a certificate', () => {
  it('is not known without a list of its issuer', () => {
    expect(answer([])).toBe('not_applicable no_crl')
    expect(answer([{ issuer: root }])).toBe('not_applicable no_crl')
  })

  it('is denied by a list in force that does not name it', () => {
    expect(answer([{}])).toBe('ok')
    expect(answer([{ revoked: [{ certificate: middle.certificate, at: BEFORE }] }])).toBe('ok')
  })

  it('counts if it came before the signature, or at that very second', () => {
    expect(answer([listing(BEFORE)])).toBe('failed revoked')
    expect(answer([listing(SIGNED_AT)])).toBe('failed revoked')
    expect(answer([listing(SIGNED_AT)], SIGNED_AT)).toBe('failed revoked')
  })

  it('that came later is nothing to a proven time, and an open question to a claimed one', () => {
    expect(answer([listing(AFTER)], SIGNED_AT)).toBe('ok revoked_since')
    expect(answer([listing(AFTER)])).toBe('not_applicable revoked_unproven')
  })

  it.each([1, 2, 10])('for a lost key (reason %i) counts unless the time is proven', (reason) => {
    expect(answer([listing(AFTER, reason)])).toBe('failed revoked')
    expect(answer([listing(AFTER, reason)], SIGNED_AT)).toBe('ok revoked_since')
  })

  it('on hold (reason 6) counts, and taken off the list (reason 8) does not', () => {
    expect(answer([listing(BEFORE, 6)])).toBe('failed revoked')
    expect(answer([listing(BEFORE, 8)])).toBe('ok')
  })

  it('of the authority above counts as well', () => {
    const revoked = [{ certificate: middle.certificate, at: BEFORE }]
    expect(answer([{}, { issuer: root, revoked }])).toBe('failed revoked')
  })

  it('is not denied by a list that had ended when it was signed', () => {
    const nextUpdate = '2026-11-23T04:59:59.000Z'
    expect(answer([{ nextUpdate }])).toBe('failed crl_expired')
    expect(answer([{ nextUpdate: SIGNED_AT }])).toBe('ok')
    expect(answer([{ nextUpdate }, {}])).toBe('ok')
    expect(answer([{ nextUpdate, ...listing(BEFORE) }])).toBe('failed revoked')
  })

  it.each([
    ['signed by another key of that name', { signer: namesake }],
    ['from the future', { thisUpdate: '2026-11-24T00:05:01.000Z' }],
    ['that tells only what changed', { critical: '2.5.29.27' }],
  ])('is not denied by a list %s', (_, wanted) => {
    expect(answer([wanted])).toBe('failed crl_not_trusted')
    expect(answer([{ ...wanted, ...listing(BEFORE) }])).toBe('failed crl_not_trusted')
  })

  it('is not asked of an authority that may not sign lists', () => {
    const limited = issue({ name: 'CA', keys: ecKeys(), issuer: root, ca: true, usage: 0b100 })
    const below = issue({ name: 'Dưới', keys: ecKeys(), issuer: limited })
    const own = [below, limited, root].map(({ certificate }) => readCertificate(certificate))
    const time = { claimed: SIGNED_AT, proven: null, now: NOW }
    const check = checkRevocation(own, [makeCrl({ issuer: limited, ...WEEK })], time)
    expect(check).toMatchObject({ result: 'failed', reason: 'crl_not_trusted' })
  })

  it('passes over what is no list', () => {
    expect(answer([Buffer.from('rác')])).toBe('not_applicable no_crl')
    expect(answer([Buffer.from('rác'), {}])).toBe('ok')
  })
})

describe('a revocation list', () => {
  it('cut short anywhere is refused', () => {
    const list = makeCrl({ issuer: middle, ...WEEK, ...listing(BEFORE, 1) })
    for (let length = 0; length < list.length; length += 7)
      expect(() => readRevocationList(list.subarray(0, length))).toThrow(DerError)
  })
})
