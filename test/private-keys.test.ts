import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { shell } from './cli/test-io.ts'
import { privateKeysIn } from './support/private-keys.ts'

const KEYS = [
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
  generateKeyPairSync('rsa', { modulusLength: 3072 }),
  generateKeyPairSync('ed25519'),
].map(({ privateKey }) => privateKey)

describe('the search for private keys', () => {
  const around = (bytes: Uint8Array | string) =>
    Buffer.concat([Buffer.from('x\0'), Buffer.from(bytes as string), Buffer.alloc(80)])

  test.each(KEYS.map((key) => [key.asymmetricKeyType, key] as const))(
    'finds %s as PEM, DER, digits and base64',
    (_type, key) => {
      const der = key.export({ type: 'pkcs8', format: 'der' })
      expect(privateKeysIn(around(key.export({ type: 'pkcs8', format: 'pem' })))).not.toEqual([])
      for (const text of [der, der.toString('hex'), der.toString('base64')])
        expect(privateKeysIn(around(text))).not.toEqual([])
    },
  )

  test('finds the forms of one kind of key alone', () => {
    const sec1 = KEYS[0]!.export({ type: 'sec1', format: 'der' })
    const pkcs1 = KEYS[2]!.export({ type: 'pkcs1', format: 'der' })
    for (const bytes of [sec1, pkcs1]) expect(privateKeysIn(around(bytes))).not.toEqual([])
  })

  test('takes no certificate, public key or locked key store for one', () => {
    const spki = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const locked = KEYS[0]!.export({
      type: 'pkcs8',
      format: 'der',
      cipher: 'aes-256-cbc',
      passphrase: 'mật khẩu rất dài',
    })
    expect(privateKeysIn(spki.export({ type: 'spki', format: 'der' }))).toEqual([])
    expect(privateKeysIn(locked)).toEqual([])
  })
})

describe('after a whole session, prepared, counted, signed and verified', () => {
  const sh = shell()
  afterAll(() => sh.remove())

  test('no file of DATA_DIR, the database among them, holds a private key in clear', async () => {
    expect((await sh.run(['demo', '--no-serve'])).exit).toBe(0)
    const files = readdirSync(sh.folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(sh.folder, name))
      .filter((path) => statSync(path).isFile())
    expect(files.filter((path) => path.endsWith('.sqlite'))).toHaveLength(1)
    expect(files.filter((path) => path.endsWith('.pdf')).length).toBeGreaterThan(1)
    const found = files.flatMap((path) =>
      privateKeysIn(readFileSync(path)).map((each) => `${path}: ${each}`),
    )
    expect(found).toEqual([])
  }, 240_000)
})
