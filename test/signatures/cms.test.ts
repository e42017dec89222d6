import { createHash, verify, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signCms } from '../../src/signatures/cms.ts'
import { readChildren, readElement } from '../../src/signatures/der.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'
import { readCms } from '../../src/signatures/read-cms.ts'
import { ecKeys, issue, rsaKeys, signerOf } from './specimens.ts'

const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const ec = issue({ name: 'EC', keys: ecKeys(), issuer: root })
const rsa = issue({ name: 'RSA', keys: rsaKeys(), issuer: root })
const digest = createHash('sha256').update('nội dung').digest()

describe('a CMS signature', () => {
  it.each([
    ['EC', ec, OID.ecdsaWithSha256],
    ['RSA', rsa, OID.sha256WithRsa],
  ])(
    'by an %s key has the three attributes of PAdES and no signing-time',
    async (_, own, algorithm) => {
      const bytes = await signCms(signerOf(own, root), digest)
      const { cms, length } = readCms(bytes)
      expect(length).toBe(bytes.length)
      expect(new Set(cms.attributes.keys())).toEqual(
        new Set([OID.contentType, OID.messageDigest, OID.signingCertificateV2]),
      )
      expect(cms.attributes.has(OID.signingTime)).toBe(false)
      expect(Buffer.from(cms.attributes.get(OID.messageDigest)!.content)).toEqual(digest)
      expect([cms.digestAlgorithm, cms.signatureAlgorithm]).toEqual([OID.sha256, algorithm])
      const hash = createHash('sha256').update(own.certificate).digest()
      expect(Buffer.from(cms.attributes.get(OID.signingCertificateV2)!.raw).includes(hash)).toBe(
        true,
      )
      const key = new X509Certificate(own.certificate).publicKey
      expect(verify('sha256', cms.signedAttributes, key, cms.signature)).toBe(true)
    },
  )

  it('keeps attributes and certificates in DER order', async () => {
    const { cms } = readCms(await signCms(signerOf(rsa, root), digest))
    for (const list of [
      readChildren(readElement(cms.signedAttributes)).map(({ raw }) => Buffer.from(raw)),
      cms.certificates.map((raw) => Buffer.from(raw)),
    ]) {
      expect(list.length).toBeGreaterThan(1)
      expect(list).toEqual(list.toSorted((a, b) => Buffer.compare(a, b)))
    }
  })

  it('is the same every time with an RSA key', async () => {
    const [a, b] = [await signCms(signerOf(rsa), digest), await signCms(signerOf(rsa), digest)]
    expect(a).toEqual(b)
  })

  it('is refused when the signer signs with another key than its certificate names', async () => {
    const other = signerOf({ ...ec, keys: ecKeys() })
    const impostor = { ...signerOf(ec), sign: (tbs: Uint8Array) => other.sign(tbs) }
    await expect(signCms(impostor, digest)).rejects.toThrow('does not verify')
  })

  it('needs a certificate and a SHA-256', async () => {
    await expect(signCms({ ...signerOf(ec), certificates: [] }, digest)).rejects.toThrow(TypeError)
    await expect(signCms(signerOf(ec), digest.subarray(1))).rejects.toThrow(TypeError)
  })
})
