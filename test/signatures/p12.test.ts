import { readFileSync } from 'node:fs'
import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeP12 } from '../../src/signatures/make-p12.ts'
import { openP12 } from '../../src/signatures/p12.ts'
import { ecKeys, issue, rsaKeys } from './specimens.ts'
import type { Authority } from './specimens.ts'

const PASSWORD = 'mật khẩu thử'
const root = issue({ name: 'Gốc thử', keys: ecKeys(), ca: true })

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url))
}

function keyStore(own: Authority, ...others: readonly Authority[]): Promise<Uint8Array> {
  return makeP12({
    privateKey: own.keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
    certificates: [own, ...others].map(({ certificate }) => certificate),
    friendlyName: own.name,
    password: PASSWORD,
  })
}

describe('a key store', () => {
  it.each([
    ['legacy-3des-rsa.p12', 'Khoa thu RSA', 'rsa-sha256'],
    ['legacy-rc2-ec.p12', 'Khoa thu EC', 'ecdsa-p256-sha256'],
    ['modern-aes-ec.p12', 'Khoa thu EC', 'ecdsa-p256-sha256'],
  ])('%s made by openssl opens and signs', async (name, commonName, algorithm) => {
    const signer = await openP12(fixture(name), PASSWORD)
    expect([signer.commonName, signer.algorithm]).toEqual([commonName, algorithm])
    expect(signer.certificates).toHaveLength(1)
    const key = new X509Certificate(signer.certificates[0]!).publicKey
    const text = Buffer.from('biên bản')
    expect(verify('sha256', text, key, await signer.sign(text))).toBe(true)
  })

  it.each(['legacy-3des-rsa.p12', 'legacy-rc2-ec.p12', 'modern-aes-ec.p12'])(
    '%s with a wrong password is p12_wrong_password',
    async (name) => {
      for (const password of ['', 'mat khau thu', `${PASSWORD} `])
        await expect(openP12(fixture(name), password)).rejects.toMatchObject({
          code: 'p12_wrong_password',
          detail: {},
        })
    },
  )

  it('keeps the password out of the signer and out of its errors', async () => {
    const signer = await openP12(fixture('modern-aes-ec.p12'), PASSWORD)
    expect(JSON.stringify(Object.values(signer))).not.toContain(PASSWORD)
    const error: unknown = await openP12(fixture('modern-aes-ec.p12'), 'bí mật').catch(
      (e: unknown) => e,
    )
    expect(error instanceof Error && `${error.stack} ${String(error.cause)}`).not.toContain(
      'bí mật',
    )
  })

  it('made here opens here, with the issuers after the own certificate however they are listed', async () => {
    const middle = issue({ name: 'Trung gian', keys: ecKeys(), issuer: root, ca: true })
    const own = issue({ name: 'Nguyễn Văn Thử', keys: rsaKeys(), issuer: middle })
    const store = await makeP12({
      privateKey: own.keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
      certificates: [root.certificate, middle.certificate, own.certificate],
      friendlyName: own.name,
      password: PASSWORD,
    })
    const signer = await openP12(store, PASSWORD)
    const names = signer.certificates.map((der) => new X509Certificate(der).subject)
    expect(names).toEqual(['CN=Nguyễn Văn Thử', 'CN=Trung gian', 'CN=Gốc thử'])
    expect(Buffer.from(signer.certificates[0]!)).toEqual(own.certificate)
    expect([signer.notBefore, signer.notAfter]).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2029-01-01T00:00:00.000Z',
    ])
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('không phải kho khóa')],
    ['a certificate', root.certificate],
    ['half a key store', fixture('modern-aes-ec.p12').subarray(0, 300)],
  ])('that is %s is p12_unreadable', async (_, bytes) => {
    await expect(openP12(bytes, PASSWORD)).rejects.toMatchObject({
      code: 'p12_unreadable',
      detail: { reason: 'malformed' },
    })
  })

  it('whose certificate belongs to another key is p12_unreadable', async () => {
    const own = issue({ name: 'A', keys: ecKeys() })
    const store = await keyStore({ ...own, keys: ecKeys() })
    await expect(openP12(store, PASSWORD)).rejects.toMatchObject({
      code: 'p12_unreadable',
      detail: { reason: 'no_certificate_for_key' },
    })
  })

  it('that asks for millions of iterations is refused before any is made', async () => {
    const store = Buffer.from(await keyStore(issue({ name: 'A', keys: ecKeys() })))
    // the iteration count of the MAC stands last: INTEGER 10000
    const at = store.lastIndexOf(Buffer.from([0x02, 0x02, 0x27, 0x10]))
    expect(at).toBe(store.length - 4)
    const patient = Buffer.concat([
      store.subarray(0, at),
      Buffer.from([0x02, 0x04, 0x7f, 255, 255, 255]),
    ])
    for (const [offset, more] of outerLengths(patient, at)) patient.writeUInt16BE(more, offset)
    await expect(openP12(patient, PASSWORD)).rejects.toMatchObject({
      code: 'p12_unreadable',
      detail: { reason: 'too_many_iterations', iterations: 0x7fffffff },
    })
  })

  describe('with a key too weak or of another kind', () => {
    const weak: Record<string, Authority> = {}
    beforeAll(() => {
      weak['rsa 1024'] = issue({ name: 'A', keys: rsaKeys(1024) })
      weak['ec secp384r1'] = issue({
        name: 'A',
        keys: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
      })
    })

    it.each(['rsa 1024', 'ec secp384r1'])('%s is p12_unreadable', async (kind) => {
      await expect(openP12(await keyStore(weak[kind]!), PASSWORD)).rejects.toMatchObject({
        code: 'p12_unreadable',
        detail: { reason: 'unsupported_key' },
      })
    })
  })
})

/** The two-byte lengths of PFX and one-byte length of MacData that grow with the count; [offset, new value]. */
function outerLengths(store: Buffer, at: number): readonly (readonly [number, number])[] {
  const macData = store.lastIndexOf(Buffer.from([0x30, 0x81]), at)
  store[macData + 2]! += 2
  return [[2, store.readUInt16BE(2) + 2]]
}
