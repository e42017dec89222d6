import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, PdfString } from '@libpdf/core'
import { AppError } from '../../src/errors.ts'
import { openP12 } from '../../src/signatures/p12.ts'
import { makeRehearsalP12 } from '../../src/signatures/rehearsal-certificate.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { signatureHolds, VERIFICATION_STEPS } from '../../src/signatures/verdict.ts'
import type { SignatureVerdict } from '../../src/signatures/verdict.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import {
  craftedCms,
  flipped,
  formOf,
  lastGap,
  patched,
  revised,
  withByteRange,
  withCms,
} from './broken.ts'
import { failures, outcome } from './outcomes.ts'
import {
  appearancePdf,
  ecKeys,
  issue,
  NOW,
  rsaKeys,
  SIGNED_AT,
  signerOf,
  signing,
  unsignedPdf,
} from './specimens.ts'

const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const ec = issue({ name: 'Nguyễn Văn Thử', keys: ecKeys(), issuer: root })
const rsa = issue({ name: 'Trần Thị Thử', keys: rsaKeys(), issuer: root })
const stranger = issue({ name: 'Người lạ', keys: ecKeys() })
let unsigned: Uint8Array
/** Signed once, by EC, in TruongBan. */
let once: Uint8Array
/** And then by RSA in ThuKy; ChuTri stays empty. */
let twice: Uint8Array

beforeAll(async () => {
  unsigned = await unsignedPdf(3)
  once = await signPdf(unsigned, signing(signerOf(ec), 'TruongBan', { certify: true }))
  twice = await signPdf(
    once,
    signing(signerOf(rsa, root), 'ThuKy', { appearance: () => appearancePdf() }),
  )
})

function verified(
  file: Uint8Array,
  roots = [root.certificate],
): Promise<readonly SignatureVerdict[]> {
  return verifySignatures(file, { roots, now: NOW })
}

describe('two signers in sequence', () => {
  it('both hold, in the order of signing, every step shown once', async () => {
    const verdicts = await verified(twice)
    expect(verdicts.map(({ field, commonName }) => [field, commonName])).toEqual([
      ['TruongBan', 'Nguyễn Văn Thử'],
      ['ThuKy', 'Trần Thị Thử'],
    ])
    for (const verdict of verdicts) {
      expect(failures(verdict)).toEqual([])
      expect(signatureHolds(verdict)).toBe(true)
      expect(verdict.checks.map(({ step }) => step)).toEqual(VERIFICATION_STEPS)
      expect(verdict).toMatchObject({
        signedAt: SIGNED_AT,
        reason: 'Ký biên bản',
        location: 'Hà Nội',
      })
      expect(verdict.certificate?.rehearsal).toBe(false)
    }
  })

  it('the first is covered on by the second, which covers the whole file', async () => {
    const [first, second] = await verified(twice)
    expect(outcome(first, 'coverage')).toBe('ok later_signatures')
    expect(outcome(first, 'later_changes')).toBe('ok')
    expect(outcome(second, 'coverage')).toBe('ok whole_file')
    expect(outcome(second, 'later_changes')).toBe('not_applicable no_later_revision')
  })

  it('the first certifies with level 2', async () => {
    expect((await verified(twice)).map(({ certification }) => certification)).toEqual([2, null])
  })
})

describe('what is not signed or not a PDF', () => {
  it('an unsigned PDF has no verdicts', async () => {
    expect(await verified(unsigned)).toEqual([])
  })

  it('garbage is pdf_unreadable', async () => {
    for (const bytes of [
      new Uint8Array(),
      Buffer.from('%PDF-1.7 rác'),
      unsigned.subarray(200, 900),
    ])
      await expect(verified(bytes)).rejects.toMatchObject({ code: 'pdf_unreadable' })
  })
})

describe('one changed byte', () => {
  it('in a page makes the digest differ, for every signature that covers it', async () => {
    const at = Buffer.from(twice).indexOf('stream\n') + 12
    const verdicts = await verified(flipped(twice, at))
    expect(verdicts.map((verdict) => outcome(verdict, 'digest'))).toEqual([
      'failed digest_differs',
      'failed digest_differs',
    ])
  })

  it('anywhere in the signed ranges leaves no signature that holds', async () => {
    const { start, end } = lastGap(once)
    const positions = fc.oneof(
      fc.integer({ min: 0, max: start - 1 }),
      fc.integer({ min: end, max: once.length - 1 }),
    )
    const examples = [[0], [start - 1], [end], [once.length - 1]] satisfies [number][]
    await fc.assert(
      fc.asyncProperty(positions, async (at) => {
        expect(await holding(flipped(once, at))).toEqual([])
      }),
      { numRuns: 150, examples },
    )
  })

  it('anywhere in the CMS leaves no signature that holds', async () => {
    const { start } = lastGap(once)
    const length =
      4 + Number.parseInt(Buffer.from(once.subarray(start + 5, start + 9)).toString(), 16)
    await fc.assert(
      fc.asyncProperty(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const place = start + 1 + 2 * at
        const byte = Number.parseInt(Buffer.from(once.subarray(place, place + 2)).toString(), 16)
        const hex = (byte ^ mask).toString(16).padStart(2, '0')
        expect(await holding(patched(once, place, hex))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('of the signature value is signature_wrong, the digest still in order', async () => {
    const cms = craftedCms(twice, rsa)
    cms[cms.length - 1]! ^= 1
    const [, second] = await verified(withCms(twice, cms))
    expect(failures(second)).toEqual(['signature signature_wrong'])
  })
})

/** The fields whose signatures still hold; none when the file became unreadable. */
async function holding(file: Uint8Array): Promise<readonly (string | null)[]> {
  try {
    return (await verified(file)).filter(signatureHolds).map(({ field }) => field)
  } catch (error) {
    if (error instanceof AppError && error.code === 'pdf_unreadable') return []
    throw error
  }
}

describe('bytes after the last signature', () => {
  it.each([1, 5_000])(
    '%i of them, not signed, fail the coverage and nothing else',
    async (count) => {
      const longer = Buffer.concat([twice, Buffer.alloc(count, 'x')])
      for (const verdict of await verified(longer)) {
        expect(outcome(verdict, 'coverage')).toMatch(/^failed (unsigned_bytes|damaged_file)$/)
        expect(outcome(verdict, 'digest')).toBe('ok')
        expect(outcome(verdict, 'signature')).toBe('ok')
      }
    },
  )

  it('that end like a file but are none leave it damaged', async () => {
    const tail = '\nxref\n0 1\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n'
    const [, last] = await verified(Buffer.concat([twice, Buffer.from(tail)]))
    expect(outcome(last, 'coverage')).toBe('failed damaged_file')
  })

  it('are counted', async () => {
    const [first] = await verified(Buffer.concat([twice, Buffer.from('thêm')]))
    expect(first?.checks.find(({ step }) => step === 'coverage')).toMatchObject({
      reason: 'unsigned_bytes',
      detail: { from: twice.length, bytes: 5 },
    })
  })
})

describe('a later revision', () => {
  const changes = {
    'the text of a page': (pdf) => {
      pdf.getPages()[0]!.dict.set('Contents', pdf.createStream({}, Buffer.from('BT ET')))
    },
    'an annotation over a page': (pdf) => {
      const note = { Type: PdfName.of('Annot'), Subtype: PdfName.of('Square') }
      pdf.getPages()[0]!.dict.set('Annots', PdfArray.of(PdfDict.of(note)))
    },
    'the number of pages': (pdf) => {
      pdf.removePage(0)
    },
    'the attachment': (pdf) => {
      pdf.removeAttachment('tally.json')
      pdf.addAttachment('tally.json', Buffer.from('{"counts":[4,15,1]}'))
    },
    'an action on opening': (pdf) => {
      pdf.getCatalog().set('OpenAction', PdfDict.of({ S: PdfName.of('Print') }))
    },
    'where an empty field stands': (_, [, , empty]) => {
      const corners = [0, 0, 600, 800].map((value) => PdfNumber.of(value))
      empty!.dict.set('Rect', PdfArray.of(...corners))
    },
    'what an empty field shows': (pdf, [, , empty]) => {
      empty!.dict.set('AP', PdfDict.of({ N: pdf.register(new PdfStream()) }))
    },
    'when the first signature says it was made': (_, [signed]) => {
      if (signed!.value instanceof PdfDict)
        signed!.value.set('M', PdfString.fromString('D:20260601120000Z'))
    },
    'which layers are shown': (pdf) => {
      pdf.getCatalog().set('OCProperties', PdfDict.of({ D: PdfDict.of({}) }))
    },
    'who certifies': (pdf) => {
      pdf.getCatalog().set('Perms', PdfDict.of({}))
    },
  } satisfies Record<string, Parameters<typeof revised>[1]>
  const reasons: Record<keyof typeof changes, string> = {
    'the text of a page': 'page_changed',
    'an annotation over a page': 'annotation_changed',
    'the number of pages': 'page_changed',
    'the attachment': 'attachment_changed',
    'an action on opening': 'other_changes',
    'where an empty field stands': 'other_changes',
    'what an empty field shows': 'appearance_replaced',
    'when the first signature says it was made': 'other_changes',
    'who certifies': 'other_changes',
    'which layers are shown': 'layers_changed',
  }

  it.each(Object.entries(changes))(
    'that changes %s is found, unsigned or signed by a stranger',
    async (name, change) => {
      const reason = reasons[name as keyof typeof changes]
      const changed = await revised(once, change)
      const [first] = await verified(changed)
      expect(failures(first).filter((each) => !each.startsWith('certification'))).toEqual([
        'coverage unsigned_bytes',
        `later_changes ${reason}`,
      ])
      const covered = await signPdf(changed, signing(signerOf(stranger), 'ThuKy'))
      const [original, covering] = await verified(covered)
      expect(failures(original)).toContain(`later_changes ${reason}`)
      expect(outcome(original, 'coverage')).toBe('ok later_signatures')
      expect(failures(covering)).toEqual(['chain self_signed'])
    },
  )

  it('that puts a copy of the signature in its field is a wrapped signature', async () => {
    const changed = await revised(once, (pdf, [signed]) => {
      if (!(signed!.value instanceof PdfDict)) return
      const copy = signed!.value.clone()
      copy.set('M', PdfString.fromString('D:20260601120000Z'))
      signed!.dict.set('V', pdf.register(copy))
    })
    const [first] = await verified(changed)
    expect(failures(first)).toEqual(['byte_range wrapped_signature'])
  })

  it('that takes the certification away is told at the signature that certifies', async () => {
    const [first] = await verified(await revised(once, changes['who certifies']))
    expect(failures(first)).toContain('certification certification_removed')
  })

  it('names the places that were changed', async () => {
    const [first] = await verified(await revised(once, changes['an annotation over a page']))
    expect(first?.checks.at(-1)?.detail).toEqual({ paths: ['/Pages/Kids[0]/Annots'] })
  })

  it('that fills a field with something that is no signature is shown as such', async () => {
    const changed = await revised(once, (_, [, second]) => {
      second!.dict.set('V', PdfString.fromString('đã ký'))
    })
    const verdicts = await verified(changed)
    expect(verdicts.map(({ field }) => field)).toEqual(['TruongBan', 'ThuKy'])
    expect(failures(verdicts[1])).toEqual(['field not_a_signature'])
    expect(failures(verdicts[0])).toContain('later_changes other_changes')
  })

  it('after a certification of level 1 may not even fill a field', async () => {
    const strict = await revised(unsigned, (pdf) => {
      pdf.getCatalog().set('Lang', PdfString.fromString('vi'))
    })
    const first = await signPdf(strict, signing(signerOf(ec), 'TruongBan', { certify: true }))
    const level1 = Buffer.from(first).toString('latin1').replace('/P 2', '/P 1')
    const resigned = withCms(
      Buffer.from(level1, 'latin1'),
      craftedCms(Buffer.from(level1, 'latin1'), rsa),
    )
    const second = await signPdf(resigned, signing(signerOf(ec), 'ThuKy'))
    const [certifying] = await verified(second)
    expect(certifying?.certification).toBe(1)
    expect(failures(certifying)).toEqual(['certification not_permitted'])
  })
})

describe('a field', () => {
  it('that shows the value of another is failed, and so is the other', async () => {
    const shared = await revised(once, (_, [first, second]) => {
      second!.dict.set('V', first!.valueRef!)
    })
    const verdicts = await verified(shared)
    expect(verdicts.map(({ field }) => field)).toEqual(['TruongBan', 'ThuKy'])
    for (const verdict of verdicts) expect(outcome(verdict, 'field')).toBe('failed shared_value')
  })

  it('that shares a value is failed even when its ByteRange is useless', async () => {
    const shared = await revised(withByteRange(once, [0, 9]), (_, [first, second]) => {
      second!.dict.set('V', first!.valueRef!)
    })
    const verdicts = (await verified(shared)).filter(({ field }) => field !== null)
    expect(verdicts.map((verdict) => outcome(verdict, 'field'))).toEqual([
      'failed shared_value',
      'failed shared_value',
    ])
  })

  it('that shows a copy of another value is failed too', async () => {
    const copied = await revised(once, (pdf, [first, second]) => {
      if (first!.value instanceof PdfDict) second!.dict.set('V', pdf.register(first!.value.clone()))
    })
    for (const verdict of await verified(copied))
      expect(outcome(verdict, 'field')).toBe('failed shared_value')
  })

  it('taken out of the form leaves its signature as unreachable', async () => {
    const hidden = await revised(twice, (pdf) => formOf(pdf).set('Fields', PdfArray.of()))
    const verdicts = await verified(hidden)
    expect(verdicts.map(({ field }) => field)).toEqual([null, null])
    for (const verdict of verdicts) expect(failures(verdict)).toEqual(['field unreachable'])
  })
})

describe('a ByteRange', () => {
  it.each([
    ['that leaves out the start', (a, b, c) => [1, a - 1, b, c], 'not_from_start'],
    ['with a negative number', (a, b, c) => [0, a, b, -c], 'malformed_range'],
    ['longer than the file', (a, b, c) => [0, a, b, c + 1], 'malformed_range'],
    ['whose parts overlap', (a, b, c) => [0, b, a, c], 'malformed_range'],
    ['of two numbers', (a) => [0, a], 'malformed_range'],
    ['with a fraction', (a, b, c) => [0, `${a}.5`, b, c], 'malformed_range'],
    ['with a word', (a, b) => [0, a, b, '/All'], 'malformed_range'],
    ['that leaves out a byte before /Contents', (a, b, c) => [0, a - 1, b, c], 'gap_not_contents'],
    ['that leaves out a byte after it', (a, b, c) => [0, a, b + 1, c - 1], 'gap_not_contents'],
    ['that signs a part of it', (a, b, c) => [0, a + 2, b, c], 'gap_not_contents'],
    ['that leaves out everything behind', (a, b, c) => [0, a, b + c - 1, 1], 'gap_not_contents'],
  ] satisfies [string, (a: number, b: number, c: number) => (number | string)[], string][])(
    '%s is failed',
    async (_, numbers, reason) => {
      const { start, end } = lastGap(once)
      const broken = withByteRange(once, numbers(start, end, once.length - end))
      const verdict = (await verified(broken)).find(({ field }) => field === 'TruongBan')
      expect(failures(verdict)).toEqual([`byte_range ${reason}`])
      expect(outcome(verdict, 'digest')).toBe('not_applicable not_reached')
    },
  )

  it('of a dictionary that shows other contents than the file has there is failed', async () => {
    const changed = await revised(once, (_, [signed]) => {
      if (!(signed!.value instanceof PdfDict)) return
      signed!.value.set('Contents', PdfString.fromBytes(new Uint8Array(12_288)))
    })
    const [verdict] = await verified(changed)
    expect(failures(verdict)).toEqual(['byte_range gap_not_contents'])
  })

  it('that ends before the end of the file is failed by its coverage', async () => {
    const { start, end } = lastGap(once)
    const short = withByteRange(once, [0, start, end, once.length - end - 10])
    const [verdict] = await verified(withCms(short, craftedCms(short, rsa)))
    expect(outcome(verdict, 'coverage')).toBe('failed unsigned_bytes')
    expect(outcome(verdict, 'later_changes')).toBe('failed unreadable_revision')
  })
})

describe('a CMS', () => {
  let sha1Digest: Uint8Array
  beforeAll(() => {
    sha1Digest = new Uint8Array(32).fill(9)
  })
  const inSecond = (
    make: () => Uint8Array,
    padding?: string,
  ): Promise<SignatureVerdict | undefined> =>
    verified(withCms(twice, make(), padding)).then((verdicts) => verdicts[1])

  it('well made otherwise than by us holds', async () => {
    expect(failures(await inSecond(() => craftedCms(twice, rsa)))).toEqual([])
  })

  it('followed by anything but zeros is failed', async () => {
    const verdict = await inSecond(() => craftedCms(twice, rsa), '7')
    expect(failures(verdict)).toEqual(['container trailing_bytes'])
  })

  it.each([
    ['with two signers', { twice: true }],
    ['that carries content', { attached: true }],
  ])('%s is failed', async (_, deviation) => {
    const verdict = await inSecond(() => craftedCms(twice, rsa, deviation))
    expect(failures(verdict)).toEqual(['container malformed_cms'])
  })

  it('that is no DER is failed', async () => {
    const verdict = await inSecond(() => Buffer.from('308000', 'hex'))
    expect(failures(verdict)).toEqual(['container malformed_cms'])
  })

  it('over SHA-1 is too weak, though it verifies', async () => {
    const verdict = await inSecond(() => craftedCms(twice, rsa, { digest: 'sha1' }))
    expect(failures(verdict)).toEqual(['digest weak_digest', 'signature weak_digest'])
  })

  it('that states another digest fails the digest, though the signature verifies', async () => {
    const verdict = await inSecond(() => craftedCms(twice, rsa, { messageDigest: sha1Digest }))
    expect(failures(verdict)).toEqual(['digest digest_differs'])
  })

  it('of another document, signed by the right person, fails the digest', async () => {
    const other = await signPdf(unsigned, signing(signerOf(rsa), 'ThuKy'))
    const verdict = await inSecond(() => craftedCms(other, rsa))
    expect(failures(verdict)).toEqual(['digest digest_differs'])
  })

  it('without signing-certificate-v2 is failed', async () => {
    const verdict = await inSecond(() => craftedCms(twice, rsa, { essCertificate: null }))
    expect(failures(verdict)).toEqual(['signing_certificate not_stated'])
  })

  it('whose signing-certificate-v2 names another certificate is failed', async () => {
    const deviation = { essCertificate: ec.certificate }
    const verdict = await inSecond(() => craftedCms(twice, rsa, deviation))
    expect(failures(verdict)).toEqual(['signing_certificate certificate_differs'])
  })

  it('without the signer’s certificate is failed', async () => {
    const deviation = { certificates: [root.certificate] }
    const verdict = await inSecond(() => craftedCms(twice, rsa, deviation))
    expect(failures(verdict)).toEqual(['signature no_certificate'])
    expect(verdict?.commonName).toBeNull()
  })

  it('by a key of 1024 bits is too weak', async () => {
    const weak = issue({ name: 'Yếu', keys: rsaKeys(1024), issuer: root })
    const verdict = await inSecond(() => craftedCms(twice, weak))
    expect(failures(verdict)).toEqual(['signature weak_key'])
  })

  it('in a format this program does not know is failed', async () => {
    const text = Buffer.from(once)
      .toString('latin1')
      .replace('/ETSI.CAdES.detached', '/ETSI.CAdES.attached')
    const [verdict] = await verified(Buffer.from(text, 'latin1'))
    expect(failures(verdict)).toContain('container unsupported_format')
  })
})

describe('the certificate', () => {
  const signedBy = async (
    own: Parameters<typeof issue>[0],
    signedAt = SIGNED_AT,
  ): Promise<string> => {
    const signer = signerOf(issue({ issuer: root, ...own }))
    const [verdict] = await verified(
      await signPdf(unsigned, signing(signer, 'ThuKy', { signedAt })),
    )
    return outcome(verdict, 'certificate')
  }
  const keys = ecKeys()

  it.each([
    [
      'one second before it begins',
      '2026-11-23T05:00:01.000Z',
      '2027-01-01T00:00:00.000Z',
      'failed not_yet_valid',
    ],
    ['when it begins', SIGNED_AT, '2027-01-01T00:00:00.000Z', 'ok'],
    ['when it ends', '2026-01-01T00:00:00.000Z', SIGNED_AT, 'not_applicable expired_unproven'],
    ['and not expired since', '2026-01-01T00:00:00.000Z', NOW, 'ok'],
    [
      'one second after its end',
      '2026-01-01T00:00:00.000Z',
      '2026-11-23T04:59:59.000Z',
      'failed expired',
    ],
  ])('used %s: %s to %s', async (_, notBefore, notAfter, expected) => {
    expect(await signedBy({ name: 'A', keys, notBefore, notAfter })).toBe(expected)
  })

  it('used at a time still to come is failed, beyond five minutes', async () => {
    expect(await signedBy({ name: 'A', keys }, '2026-11-24T00:05:00.000Z')).toBe('ok')
    expect(await signedBy({ name: 'A', keys }, '2026-11-24T00:05:01.000Z')).toBe('failed in_future')
  })

  it('must be meant for signing', async () => {
    // keyEncipherment only, nonRepudiation only
    expect(await signedBy({ name: 'A', keys, usage: 0b0010_0000 })).toBe('failed not_for_signing')
    expect(await signedBy({ name: 'A', keys, usage: 0b0100_0000 })).toBe('ok')
  })

  it('without a stated time cannot be judged', async () => {
    const text = Buffer.from(once).toString('latin1').replace('/M (D:', '/M (X:')
    const [verdict] = await verified(Buffer.from(text, 'latin1'))
    expect(verdict?.signedAt).toBeNull()
    expect(outcome(verdict, 'certificate')).toBe('not_applicable no_signing_time')
  })

  it('of a rehearsal is flagged', async () => {
    const identity = { commonName: 'Thử', password: 'x', now: SIGNED_AT }
    const signer = await openP12(await makeRehearsalP12(identity), 'x')
    const [verdict] = await verified(await signPdf(unsigned, signing(signer, 'ThuKy')))
    expect(verdict?.certificate?.rehearsal).toBe(true)
    expect(verdict?.commonName).toBe('TẬP DƯỢT – Thử')
    expect(failures(verdict)).toEqual([])
    expect(outcome(verdict, 'chain')).toBe('not_applicable rehearsal_certificate')
  })
})

describe('the chain', () => {
  it('is not asked for without roots', async () => {
    for (const options of [{ now: NOW }, { now: NOW, roots: [] }]) {
      const [verdict] = await verifySignatures(once, options)
      expect(outcome(verdict, 'chain')).toBe('not_applicable no_roots')
      expect(signatureHolds(verdict!)).toBe(true)
    }
  })

  it('fails with another root, even one of the same name', async () => {
    const namesake = issue({ name: root.name, keys: rsaKeys(), ca: true })
    for (const other of [stranger, namesake]) {
      const [verdict] = await verified(once, [other.certificate])
      expect(failures(verdict)).toEqual(['chain no_path'])
    }
  })
})
