import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto'
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { connect } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeElement, encodeSequence, contextTag } from '../../src/signatures/der.ts'
import { makeCertificate } from '../../src/signatures/make-certificate.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'
import { fingerprintOf, openLocalCa, pemOf } from '../../src/serving/local-ca.ts'
import { makeServerCertificate } from '../../src/serving/tls-certificates.ts'
import { localTls } from '../../src/serving/tls-material.ts'
import { keysSealedBy } from '../../src/sealed-keys.ts'
import { secretsUnder } from '../../src/secrets.ts'
import { privateKeysIn } from '../support/private-keys.ts'

const NOW = new Date().toISOString()
const DNS = ['may-chu', 'may-chu.local']

let base: string
let folder: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tin-nhiem-ca-'))
  folder = join(base, 'data', 'tls')
})
afterEach(() => rmSync(base, { recursive: true }))

const open = (now = NOW) => openLocalCa({ folder, dns: DNS, now })

describe('the authority of an installation', () => {
  test('is made once, readable to the program alone, and is the same at every start', () => {
    const first = open()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder).toSorted()).toEqual(['ca.key', 'ca.pem'])
    for (const file of ['ca.key', 'ca.pem'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    expect(fingerprintOf(open().certificate)).toEqual(fingerprintOf(first.certificate))
    expect(readdirSync(join(base, 'data'))).toEqual(['tls'])
  })

  test('has a fingerprint that is the SHA-256 of the file people download', () => {
    const { certificate } = open()
    const groups = fingerprintOf(certificate)
    expect(groups).toHaveLength(16)
    expect(groups.join('')).toBe(createHash('sha256').update(certificate).digest('hex'))
  })

  test.each([
    ['a key is gone', (path: string) => rmSync(join(path, 'ca.key'))],
    ['a file is cut', (path: string) => writeFileSync(join(path, 'ca.pem'), 'x')],
    [
      'the key is another one',
      (path: string) => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
        const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
        chmodSync(join(path, 'ca.key'), 0o600)
        writeFileSync(join(path, 'ca.key'), pem)
      },
    ],
  ])('is not made anew behind the back of those who trust it when %s', (_, damage) => {
    open()
    damage(folder)
    expect(() => open()).toThrow(expect.objectContaining({ code: 'ca_unreadable' }))
  })

  test('is refused once its ten years are over', () => {
    open()
    expect(open('2026-12-01T00:00:00.000Z')).toBeDefined()
    const later = new Date(NOW)
    later.setUTCFullYear(later.getUTCFullYear() + 10)
    expect(open(new Date(later.getTime() - 60_000).toISOString())).toBeDefined()
    expect(() => open(new Date(later.getTime() + 60_000).toISOString())).toThrow('ca_unreadable')
  })

  test('keeps its key sealed where the installation has a secret to seal with', () => {
    const protection = {
      seal: (pem: string) => Buffer.from(pem).toString('base64'),
      open: (stored: string) => Buffer.from(stored, 'base64').toString(),
    }
    const sealed = openLocalCa({ folder, dns: DNS, now: NOW, protection })
    expect(readFileSync(join(folder, 'ca.key'), 'utf8')).not.toContain('PRIVATE KEY')
    const again = openLocalCa({ folder, dns: DNS, now: NOW, protection })
    expect(again.certificate).toEqual(sealed.certificate)
  })

  const sealing = (byte: number) => keysSealedBy(secretsUnder(new Uint8Array(32).fill(byte)))
  const openSealed = (byte: number) =>
    openLocalCa({ folder, dns: DNS, now: NOW, protection: sealing(byte) })
  const clearKeys = () =>
    readdirSync(folder).filter((file) => privateKeysIn(readFileSync(join(folder, file))).length > 0)

  test('takes the key that an earlier start left in clear, once, and seals it', () => {
    const { certificate } = open()
    expect(clearKeys()).toEqual(['ca.key'])
    expect(openSealed(1).certificate).toEqual(certificate)
    expect(clearKeys()).toEqual([])
    expect(readdirSync(folder).toSorted()).toEqual(['ca.key', 'ca.pem'])
    expect(statSync(join(folder, 'ca.key')).mode & 0o777).toBe(0o600)
    expect(openSealed(1).certificate).toEqual(certificate)
  })

  test('does not put another key that stands there in clear in the place of its own', () => {
    openSealed(1)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(join(folder, 'ca.key'), pem)
    expect(() => openSealed(1)).toThrow('ca_unreadable')
    expect(readFileSync(join(folder, 'ca.key'), 'utf8')).toBe(pem)
  })

  test('says that the machine’s key is another one, and keeps the authority as it is', () => {
    const { certificate } = openSealed(1)
    expect(() => openSealed(2)).toThrow(
      expect.objectContaining({ code: 'secret_unreadable', detail: { purpose: 'private-key' } }),
    )
    expect(openSealed(1).certificate).toEqual(certificate)
  })
})

describe('a server certificate of it', () => {
  const names = {
    dns: ['may-chu', 'kiem-phieu.lan', 'example.org'],
    addresses: ['192.168.7.2', 'fd00::2', '8.8.8.8'],
  }

  test('is for names and addresses of the LAN, and says which names it left out', () => {
    const ca = open()
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { certificate, left } = makeServerCertificate(ca, publicKey, names, NOW)
    const made = new X509Certificate(certificate)
    expect(made.checkIssued(new X509Certificate(ca.certificate))).toBe(true)
    expect(made.verify(ca.publicKey)).toBe(true)
    expect(made.checkHost('may-chu')).toBe('may-chu')
    expect(made.checkHost('kiem-phieu.lan')).toBe('kiem-phieu.lan')
    expect(made.checkIP('192.168.7.2')).toBe('192.168.7.2')
    expect(made.checkIP('fd00::2')).toBe('fd00::2')
    expect(made.checkHost('example.org')).toBeUndefined()
    expect(left).toEqual(['example.org', '8.8.8.8'])
  })

  test('lasts two weeks and is new, with a new key, at every start', () => {
    const [one, two] = [localTls(folder, names, NOW), localTls(folder, names, NOW)]
    expect(one.ca).toEqual(two.ca)
    expect(one.material.key).not.toBe(two.material.key)
    const { validTo } = new X509Certificate(one.material.cert)
    const days = (Date.parse(validTo) - Date.parse(NOW)) / 86_400_000
    expect(Math.round(days)).toBe(14)
  })

  test('is believed by a TLS client that trusts the authority', async () => {
    open()
    const { material, ca } = localTls(folder, names, NOW)
    expect(await shakeHands(material, pemOf(ca!), 'may-chu')).toBe('believed')
    expect(await shakeHands(material, pemOf(ca!), 'example.org')).toMatch(/ALTNAME/)
    expect(await shakeHands(material, undefined, 'may-chu')).toMatch(/SELF_SIGNED|ISSUER/)
  })

  test('cannot be made for another site, not even by who stole the key', async () => {
    const ca = open()
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const stolen = makeCertificate({
      issuer: [[OID.commonName, commonNameOf(ca.certificate)]],
      subject: [[OID.commonName, 'example.org']],
      notBefore: new Date(Date.parse(NOW) - 60_000).toISOString(),
      notAfter: new Date(Date.parse(NOW) + 86_400_000).toISOString(),
      publicKey,
      issuerKey: ca.privateKey,
      extensions: [
        {
          id: OID.subjectAltName,
          critical: false,
          value: encodeSequence(encodeElement(contextTag(2, true), Buffer.from('example.org'))),
        },
      ],
    })
    const material = {
      cert: pemOf(stolen),
      key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    }
    const verdict = await shakeHands(material, pemOf(ca.certificate), 'example.org')
    expect(verdict).toMatch(/permitted subtree violation/)
  })
})

function commonNameOf(certificate: Uint8Array): string {
  return /CN=(.*)/.exec(new X509Certificate(certificate).subject)![1]!
}

/** `believed`, or what the client objects to. */
function shakeHands(
  material: { readonly cert: string; readonly key: string },
  ca: string | undefined,
  servername: string,
): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer(material, (socket) => socket.end())
    const end = (verdict: string) => server.close(() => resolve(verdict))
    server.on('tlsClientError', () => undefined)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      const client = connect({ port, host: '127.0.0.1', servername, ...(ca && { ca }) })
      client.once('secureConnect', () => {
        client.destroy()
        end('believed')
      })
      client.once('error', (error: NodeJS.ErrnoException) => end(`${error.code}: ${error.message}`))
    })
  })
}
