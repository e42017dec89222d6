import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openP12 } from '../../src/signatures/p12.ts'
import {
  isRehearsalCertificate,
  makeRehearsalP12,
} from '../../src/signatures/rehearsal-certificate.ts'
import { ecKeys, issue, NOW } from './specimens.ts'

const identity = { commonName: 'Nguyễn Thị Thử', password: 'tập dượt', now: NOW }

describe('a rehearsal key store', () => {
  it('opens with its password and says TẬP DƯỢT in name, unit and comment', async () => {
    const signer = await openP12(await makeRehearsalP12(identity), 'tập dượt')
    expect(signer.commonName).toBe('TẬP DƯỢT – Nguyễn Thị Thử')
    expect(signer.algorithm).toBe('ecdsa-p256-sha256')
    const [der] = signer.certificates
    const certificate = new X509Certificate(der!)
    expect(certificate.subject).toBe('OU=TẬP DƯỢT\nCN=TẬP DƯỢT – Nguyễn Thị Thử')
    expect(certificate.ca).toBe(false)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(Buffer.from(der!).includes('TAP DUOT - REHEARSAL ONLY - no legal value')).toBe(true)
    expect(isRehearsalCertificate(der!)).toBe(true)
  })

  it('holds for one year from now', async () => {
    const signer = await openP12(await makeRehearsalP12(identity), 'tập dượt')
    expect([signer.notBefore, signer.notAfter]).toEqual([NOW, '2027-11-24T00:00:00.000Z'])
  })

  it('has another key each time', async () => {
    const keys = new Set<string>()
    for (let i = 0; i < 2; i++) {
      const { certificates } = await openP12(await makeRehearsalP12(identity), 'tập dượt')
      keys.add(new X509Certificate(certificates[0]!).fingerprint256)
    }
    expect(keys.size).toBe(2)
  })

  it.each([
    ['', false],
    ['N'.repeat(53), true],
    ['N'.repeat(54), false],
  ])('for the name %j: possible %s', async (commonName, possible) => {
    const made = makeRehearsalP12({ ...identity, commonName })
    if (possible) await expect(made).resolves.toBeInstanceOf(Uint8Array)
    else await expect(made).rejects.toThrow(RangeError)
  })
})

describe('isRehearsalCertificate', () => {
  it('is false for an ordinary certificate, even one whose holder is called so, and for other bytes', () => {
    const named = issue({ name: 'TẬP DƯỢT', keys: ecKeys() })
    expect(isRehearsalCertificate(named.certificate)).toBe(false)
    expect(isRehearsalCertificate(Buffer.from('TẬP DƯỢT'))).toBe(false)
  })
})
