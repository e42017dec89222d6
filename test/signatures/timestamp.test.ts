import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { signCms } from '../../src/signatures/cms.ts'
import { encodeElement, encodeSequence, encodeSmallInteger, TAG } from '../../src/signatures/der.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'
import { readCms } from '../../src/signatures/read-cms.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import {
  addTimestamp,
  readTimestampResponse,
  signatureDigest,
  stampSignature,
  timestampRequest,
} from '../../src/signatures/timestamp.ts'
import { signatureHolds } from '../../src/signatures/verdict.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import type { Spoilt } from './authority.ts'
import {
  granted,
  notStamper,
  POLICY,
  refusal,
  STAMPING,
  stamper,
  stampRoot,
  tokenFor,
} from './authority.ts'
import { ecKeys, issue, NOW, rsaKeys, signerOf, signing, unsignedPdf } from './specimens.ts'

const digest = new Uint8Array(createHash('sha256').update('nội dung').digest())
const nonce = Uint8Array.of(0x9f, 1, 2, 3)
const request = timestampRequest(digest, nonce)
const asked = { digest, nonce }

/** Timestamps alone, yet the key is for encrypting (keyUsage dataEncipherment). */
const encrypter = issue({
  name: 'Mã hóa',
  keys: ecKeys(),
  issuer: stampRoot,
  usage: 0b0001_0000,
  more: [STAMPING],
})
const weakStamper = issue({
  name: 'Khóa ngắn',
  keys: rsaKeys(1024),
  issuer: stampRoot,
  more: [STAMPING],
})

function refused(response: Uint8Array, ask: Parameters<typeof readTimestampResponse>[1] = asked) {
  try {
    readTimestampResponse(response, ask)
  } catch (error) {
    return error
  }
  throw new Error('it was taken')
}

describe('a request for a timestamp', () => {
  it('is the DER that RFC 3161 describes, its nonce positive', () => {
    const imprint = `3031300d060960864801650304020105000420${Buffer.from(digest).toString('hex')}`
    expect(Buffer.from(request).toString('hex')).toBe(`3040020101${imprint}0205009f0102030101ff`)
  })

  it('names the policy between imprint and nonce', () => {
    const named = Buffer.from(timestampRequest(digest, nonce, '1.3.6.1')).toString('hex')
    expect(named).toContain('06032b06010205009f010203')
  })

  it('is made for a SHA-256 only', () => {
    expect(() => timestampRequest(digest.subarray(1), nonce)).toThrow(TypeError)
  })
})

describe('an answer of the authority', () => {
  it('gives the token, granted or granted with changes', () => {
    const token = tokenFor(request)
    expect(readTimestampResponse(granted(token), asked)).toEqual(new Uint8Array(token))
    const changed = encodeSequence(encodeSequence(encodeSmallInteger(1)), token)
    expect(readTimestampResponse(changed, asked)).toEqual(new Uint8Array(token))
  })

  it.each<[string, Spoilt, string]>([
    ['over another digest', { digest: new Uint8Array(32) }, 'other_digest'],
    ['with another nonce', { nonce: encodeElement(TAG.integer, Uint8Array.of(5)) }, 'other_nonce'],
    ['without a nonce', { nonce: new Uint8Array() }, 'other_nonce'],
    ['without the certificate of its signer', { brings: [stampRoot] }, 'no_certificate'],
    ['by a certificate that is not for timestamps', { by: notStamper }, 'not_for_timestamps'],
    ['that names another certificate', { named: notStamper }, 'certificate_differs'],
    [
      'whose signature does not verify',
      {
        signature: (value) => Buffer.concat([value.subarray(0, -1), Buffer.of(value.at(-1)! ^ 1)]),
      },
      'signature_wrong',
    ],
    ['at a time that is none', { time: '20261323050100Z' }, 'malformed'],
    ['by a certificate that may not sign', { by: encrypter }, 'not_for_timestamps'],
    ['by a key too short', { by: weakStamper, algorithm: OID.sha256WithRsa }, 'signature_wrong'],
    ['signed with another key', { by: { ...stamper, keys: ecKeys() } }, 'signature_wrong'],
  ])('is refused: a token %s', (_, spoilt, reason) => {
    expect(refused(granted(tokenFor(request, spoilt)))).toMatchObject({
      code: 'timestamp_unreadable',
      detail: { reason },
    })
  })

  it('is refused under another policy than the one asked for', () => {
    const policy = '1.2.3.4'
    const named = timestampRequest(digest, nonce, policy)
    const right = granted(tokenFor(named))
    expect(readTimestampResponse(right, { ...asked, policy })).toBeInstanceOf(Uint8Array)
    expect(
      refused(granted(tokenFor(named, { policy: POLICY })), { ...asked, policy }),
    ).toMatchObject({ code: 'timestamp_unreadable', detail: { reason: 'other_policy' } })
  })

  it.each([
    [2, [], 'unknown'],
    [2, [0], 'badAlg'],
    [2, [14], 'timeNotAvailable'],
    [3, [15, 25], 'unacceptedPolicy, systemFailure'],
  ])('that says no (%i, %j) is told with its reason', (status, bits, failure) => {
    expect(refused(refusal(status, ...bits))).toMatchObject({
      code: 'timestamp_refused',
      detail: { status, failure },
    })
  })

  const token = () => tokenFor(request)
  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['text', () => Buffer.from('<html>không có dịch vụ</html>')],
    ['granted without a token', () => encodeSequence(encodeSequence(encodeSmallInteger(0)))],
    ['cut off', () => granted(token()).subarray(0, -1)],
    ['followed by something', () => Uint8Array.of(...granted(token()), 0)],
    ['a token of something else', () => granted(encodeSequence(encodeSmallInteger(1)))],
  ])('that is %s is refused', (_, response) => {
    expect(refused(response())).toMatchObject({
      code: 'timestamp_unreadable',
      detail: { reason: 'malformed' },
    })
  })

  it('with any one byte changed is refused, and breaks nothing', () => {
    const whole = granted(token())
    // which certificates lead to a root is not asked here
    const start = Buffer.from(whole).indexOf(Buffer.from(stampRoot.certificate))
    const end = start + stampRoot.certificate.length
    const codes = new Set<unknown>()
    for (let byte = 0; byte < whole.length; byte++) {
      if (byte >= start && byte < end) continue
      const changed = Uint8Array.from(whole)
      changed[byte]! ^= 0x04
      codes.add((refused(changed) as { code?: unknown }).code ?? byte)
    }
    expect(codes).toEqual(new Set(['timestamp_refused', 'timestamp_unreadable']))
  })
})

describe('a timestamp in a signature', () => {
  const own = issue({ name: 'Trần Thị Thử', keys: rsaKeys() })
  const signer = signerOf(own)
  let cms: Uint8Array
  let stamped: Uint8Array
  const stamp = async (hash: Uint8Array) => tokenFor(timestampRequest(hash, nonce))
  beforeAll(async () => {
    cms = await signCms(signer, digest)
    stamped = await stampSignature(cms, stamp)
  })

  it('is over the signature value and leaves everything that was signed as it is', () => {
    const [before, after] = [readCms(cms).cms, readCms(stamped).cms]
    expect(createHash('sha256').update(before.signature).digest()).toEqual(
      Buffer.from(signatureDigest(cms)),
    )
    for (const key of ['signature', 'signedAttributes', 'certificates'] as const)
      expect(after[key]).toEqual(before[key])
    expect(readCms(stamped).length).toBe(stamped.length)
    const token = tokenFor(timestampRequest(signatureDigest(cms), nonce))
    expect(stamped.length - cms.length).toBeGreaterThan(token.length)
    expect(Buffer.from(stamped).includes(Buffer.from('060b2a864886f70d010910020e', 'hex'))).toBe(
      true,
    )
  })

  it('is one for a signature, not two: nobody is asked for a second', async () => {
    const nobody = async () => {
      throw new Error('asked')
    }
    expect(await stampSignature(stamped, nobody)).toBe(stamped)
    const token = tokenFor(timestampRequest(signatureDigest(cms), nonce))
    expect(() => addTimestamp(stamped, token)).toThrow(RangeError)
  })

  it('is refused when it is of another signature', () => {
    expect(() => addTimestamp(cms, tokenFor(request))).toThrow(
      expect.objectContaining({
        code: 'timestamp_unreadable',
        detail: { reason: 'other_digest' },
      }) as Error,
    )
  })

  it('fits into the file, which holds as before', async () => {
    const signed = await signPdf(await unsignedPdf(), {
      ...signing(signer, 'ThuKy'),
      timestamps: stamp,
    })
    const [verdict] = await verifySignatures(signed, {
      now: NOW,
      roots: [own.certificate, stampRoot.certificate],
    })
    expect(verdict && signatureHolds(verdict)).toBe(true)
    expect(Buffer.from(signed).toString('latin1')).toContain('060b2a864886f70d010910020e')
  })
})
