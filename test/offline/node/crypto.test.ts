import * as node from 'node:crypto'
import { deflateSync, inflateSync as nodeInflate } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as own from '../../../src/offline/node/crypto.ts'
import { inflateSync } from '../../../src/offline/node/zlib.ts'
import { type Wanted, ecKeys, issue, rsaKeys } from '../../signatures/specimens.ts'

const text = Buffer.from('Biên bản kiểm phiếu')
const spki = (key: node.KeyObject) => key.export({ format: 'der', type: 'spki' })
const flipped = (bytes: Uint8Array, at: number) =>
  Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte))

describe('signatures', () => {
  test.each([
    ['rsa 2048', rsaKeys(2048)],
    ['rsa 3072', rsaKeys(3072)],
    ['P-256', node.generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['P-384', node.generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['P-521', node.generateKeyPairSync('ec', { namedCurve: 'P-521' })],
  ] as const)('of %s are right and wrong as Node finds them', (_, keys) => {
    const key = own.createPublicKey({ key: spki(keys.publicKey) })
    expect(key.asymmetricKeyType).toBe(keys.publicKey.asymmetricKeyType)
    const { modulusLength, namedCurve } = keys.publicKey.asymmetricKeyDetails ?? {}
    expect(key.asymmetricKeyDetails).toMatchObject(
      modulusLength ? { modulusLength } : { namedCurve },
    )
    for (const digest of ['sha256', 'sha384', 'sha512']) {
      const value = node.sign(digest, text, keys.privateKey)
      expect(own.verify(digest, text, key, value)).toBe(true)
      expect(own.verify('sha1', text, key, value)).toBe(false)
      expect(own.verify(digest, flipped(text, 3), key, value)).toBe(false)
      for (const at of [0, 5, value.length - 1])
        expect(quietly(() => own.verify(digest, text, key, flipped(value, at)))).toBe(false)
      expect(quietly(() => own.verify(digest, text, key, value.subarray(1)))).toBe(false)
    }
  })

  test('of Ed25519 as well, and for no digest', () => {
    const { publicKey, privateKey } = node.generateKeyPairSync('ed25519')
    const key = own.createPublicKey({ key: spki(publicKey) })
    const value = node.sign(null, text, privateKey)
    expect(own.verify(null, text, key, value)).toBe(true)
    expect(own.verify(null, flipped(text, 0), key, value)).toBe(false)
    expect(() => own.verify('sha256', text, key, value)).toThrow(TypeError)
  })

  test('of RSA are wrong where anything but the whole message was padded', () => {
    const { publicKey, privateKey } = rsaKeys()
    const key = own.createPublicKey({ key: spki(publicKey) })
    const digest = node.createHash('sha256').update(text).digest()
    const bare = node.privateEncrypt(
      { key: privateKey, padding: node.constants.RSA_PKCS1_PADDING },
      digest,
    )
    expect(own.verify('sha256', text, key, bare)).toBe(false)
    expect(own.verify('sha256', text, key, Buffer.alloc(256))).toBe(false)
  })

  test('are not judged for keys and curves unknown here', () => {
    const kinds = [
      node.generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
      node.generateKeyPairSync('ed448'),
    ]
    for (const { publicKey } of kinds)
      expect(() => own.createPublicKey({ key: spki(publicKey) })).toThrow(TypeError)
  })
})

test('digests are those of Node, whole and in pieces', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array(), (a, b) => {
      for (const name of ['sha1', 'sha256', 'sha384', 'sha512'] as const)
        expect(own.createHash(name).update(a).update(b).digest('hex')).toBe(
          node.createHash(name).update(a).update(b).digest('hex'),
        )
    }),
    { numRuns: 50 },
  )
})

describe('certificates', () => {
  const root = issue({ name: 'Gốc', keys: rsaKeys(), ca: true })
  const other = issue({ name: 'Gốc', keys: ecKeys(), ca: true })
  const middle = issue({ name: 'Trung gian', keys: ecKeys(), ca: true, issuer: root })
  const leaf = issue({ name: 'Người ký', keys: ecKeys(), issuer: middle })
  const weak: Partial<Wanted> = { ca: true, usage: 0b1000_0000 }
  const noSigner = issue({ name: 'Không ký chứng thư', keys: ecKeys(), ...weak })
  const all = { root, other, middle, leaf, noSigner }

  test('every pair issues, or does not, as Node says', () => {
    for (const [one, { certificate: a }] of Object.entries(all))
      for (const [two, { certificate: b }] of Object.entries(all)) {
        const [theirs, mine] = [
          [new node.X509Certificate(a), new node.X509Certificate(b)],
          [new own.X509Certificate(a), new own.X509Certificate(b)],
        ] as const
        const told = (issued: boolean, signed: boolean) => [one, two, issued, signed]
        expect(told(mine[0].checkIssued(mine[1]), mine[0].verify(mine[1].publicKey))).toEqual(
          told(theirs[0].checkIssued(theirs[1]), theirs[0].verify(theirs[1].publicKey)),
        )
      }
  })

  test('are authorities as Node says', () => {
    for (const { certificate } of Object.values(all))
      expect(new own.X509Certificate(certificate).ca).toBe(new node.X509Certificate(certificate).ca)
  })
})

describe('what is packed', () => {
  const options = { maxOutputLength: 200_000, finishFlush: 2 }

  test('unpacks as by Node, broken off as far as it goes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.nat(40), (bytes, cut) => {
        const packed = deflateSync(bytes)
        const part = packed.subarray(0, Math.max(2, packed.length - cut))
        expect(Buffer.from(inflateSync(part, options)).equals(nodeInflate(part, options))).toBe(
          true,
        )
      }),
      { numRuns: 100 },
    )
  })

  test('throws for what is broken and for what is too large, as Node does', () => {
    const broken = Buffer.from('789cffffffff', 'hex')
    expect(() => nodeInflate(broken, options)).toThrow()
    expect(() => inflateSync(broken, options)).toThrow()
    const large = deflateSync(Buffer.alloc(200_001))
    expect(() => inflateSync(large, options)).toThrow(
      expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }),
    )
    expect(inflateSync(deflateSync(Buffer.alloc(200_000)), options)).toHaveLength(200_000)
  })
})

function quietly(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false // the readers take what throws for a signature that is wrong
  }
}
