import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSealed, sealId, sealOf } from '../../src/signatures/seal.ts'

// RFC 8032, 7.1, test 1
const SEED = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
const PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
const bytes = new TextEncoder().encode('Đảng ủy xã Mẫu')

describe('a seal', () => {
  it('has the key that RFC 8032 makes of the seed', () => {
    const { publicKey, id } = sealOf(SEED)
    expect(Buffer.from(publicKey, 'base64').subarray(-32).toString('hex')).toBe(PUBLIC)
    expect(id).toBe(sealId(publicKey))
  })

  it('holds for the bytes and the purpose it was given for, and for no others', () => {
    const seal = sealOf(SEED)
    const { publicKey } = seal
    const sealed = { publicKey, signature: seal.sign('archive', bytes) }
    expect(isSealed(sealed, 'archive', bytes)).toBe(true)
    expect(isSealed(sealed, 'backup', bytes)).toBe(false)
    expect(isSealed(sealed, 'archive', bytes.subarray(1))).toBe(false)
  })

  it('does not hold under another key, with another signature, or with texts that are neither', () => {
    const seal = sealOf(SEED)
    const signature = seal.sign('archive', bytes)
    const other = sealOf(new Uint8Array(32).fill(1))
    expect(isSealed({ publicKey: other.publicKey, signature }, 'archive', bytes)).toBe(false)
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const foreign = rsa.export({ format: 'der', type: 'spki' }).toString('base64')
    expect(isSealed({ publicKey: foreign, signature }, 'archive', bytes)).toBe(false)
    expect(isSealed({ publicKey: '', signature }, 'archive', bytes)).toBe(false)
    expect(isSealed({ publicKey: seal.publicKey, signature: '?' }, 'archive', bytes)).toBe(false)
  })

  it('asks for 32 bytes', () => {
    expect(() => sealOf(new Uint8Array(31))).toThrow(RangeError)
  })
})
