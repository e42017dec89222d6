import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { keysSealedBy } from '../src/sealed-keys.ts'
import { secretsUnder } from '../src/secrets.ts'
import { privateKeysIn } from './support/private-keys.ts'

const keys = keysSealedBy(secretsUnder(new Uint8Array(32).fill(1)))
const pem = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

test('a sealed key comes back as it was and cannot be seen in its file', () => {
  const stored = keys.seal(pem)
  expect(keys.open(stored)).toBe(pem)
  expect(privateKeysIn(Buffer.from(stored))).toEqual([])
  expect(privateKeysIn(Buffer.from(pem))).not.toEqual([])
})

test('neither a key in clear nor one of another machine is taken', () => {
  const other = keysSealedBy(secretsUnder(new Uint8Array(32).fill(2)))
  for (const stored of [pem, other.seal(pem), ''])
    expect(() => keys.open(stored)).toThrow(expect.objectContaining({ code: 'secret_unreadable' }))
})
