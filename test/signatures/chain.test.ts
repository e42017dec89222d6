import { describe, expect, it } from 'vitest'
import { readCertificate } from '../../src/signatures/certificate.ts'
import { checkChain } from '../../src/signatures/chain.ts'
import { ecKeys, issue, SIGNED_AT } from './specimens.ts'
import type { Authority } from './specimens.ts'

const root = issue({ name: 'Gốc', keys: ecKeys(), ca: true })
const middle = issue({ name: 'Trung gian', keys: ecKeys(), issuer: root, ca: true })
const leaf = issue({ name: 'Người ký', keys: ecKeys(), issuer: middle })

function chain(
  own: Authority,
  others: readonly Authority[],
  roots: readonly Authority[],
  at = SIGNED_AT,
): string {
  const bytes = others.map(({ certificate }) => certificate)
  const trusted = roots.map(({ certificate }) => certificate)
  const { check } = checkChain(readCertificate(own.certificate), bytes, trusted, at)
  return check.result === 'ok' ? String(check.detail?.['path']) : `${check.result} ${check.reason}`
}

describe('the chain of certificates', () => {
  it('leads over certificates of the CMS to a root, in whatever order they stand', () => {
    expect(chain(leaf, [leaf, middle, root], [root])).toBe('Người ký,Trung gian,Gốc')
    expect(chain(leaf, [root, middle, leaf, leaf], [root])).toBe('Người ký,Trung gian,Gốc')
  })

  it('may end at an intermediate certificate that is trusted itself, or at the own one', () => {
    expect(chain(leaf, [], [middle])).toBe('Người ký,Trung gian')
    expect(chain(leaf, [], [leaf])).toBe('Người ký')
  })

  it('breaks when a certificate in between is missing', () => {
    expect(chain(leaf, [leaf, root], [root])).toBe('failed no_path')
  })

  it('passes over what is no certificate', () => {
    const junk = { ...middle, certificate: Buffer.from('rác') }
    expect(chain(leaf, [junk, middle], [root])).toBe('Người ký,Trung gian,Gốc')
  })

  it('does not pass through a certificate that is no CA', () => {
    const notCa = issue({ name: 'Không phải CA', keys: ecKeys(), issuer: root, usage: 0b1000_0110 })
    const below = issue({ name: 'Dưới', keys: ecKeys(), issuer: notCa })
    expect(chain(below, [notCa], [root])).toBe('failed no_path')
  })

  it('does not pass through a CA that may not sign certificates', () => {
    const limited = issue({
      name: 'CA',
      keys: ecKeys(),
      issuer: root,
      ca: true,
      usage: 0b1000_0000,
    })
    const below = issue({ name: 'Dưới', keys: ecKeys(), issuer: limited })
    expect(chain(below, [limited], [root])).toBe('failed no_path')
  })

  it('keeps to the path length of a CA', () => {
    for (const [pathLength, expected] of [
      [0, 'failed no_path'],
      [1, 'Người ký,Trung gian,Hẹp'],
    ] as const) {
      const narrow = issue({ name: 'Hẹp', keys: ecKeys(), ca: true, pathLength })
      const between = issue({ name: 'Trung gian', keys: ecKeys(), issuer: narrow, ca: true })
      const below = issue({ name: 'Người ký', keys: ecKeys(), issuer: between })
      expect(chain(below, [between], [narrow])).toBe(expected)
    }
  })

  it('needs every issuer valid at the time of signing', () => {
    const notAfter = '2026-11-23T04:59:59.000Z'
    const old = issue({ name: 'Cũ', keys: ecKeys(), issuer: root, ca: true, notAfter })
    const below = issue({ name: 'Dưới', keys: ecKeys(), issuer: old })
    expect(chain(below, [old], [root])).toBe('failed no_path')
    expect(chain(below, [old], [root], notAfter)).toBe('Dưới,Cũ,Gốc')
  })

  it('does not take a namesake for the issuer', () => {
    const namesake = issue({ name: 'Trung gian', keys: ecKeys(), issuer: root, ca: true })
    expect(chain(leaf, [namesake], [root])).toBe('failed no_path')
    expect(chain(leaf, [namesake, middle], [root])).toBe('Người ký,Trung gian,Gốc')
  })

  it('ends even when two CAs certify each other', () => {
    const keys = ecKeys()
    const a = issue({ name: 'A', keys, issuer: { ...middle, name: 'B' }, ca: true })
    const b = issue({ name: 'B', keys: middle.keys, issuer: { ...a, keys, name: 'A' }, ca: true })
    const below = issue({ name: 'Dưới', keys: ecKeys(), issuer: a })
    expect(chain(below, [a, b], [root])).toBe('failed no_path')
  })
})
