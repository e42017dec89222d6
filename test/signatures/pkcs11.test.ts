import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeEcdsaSignature, openPkcs11 } from '../../src/signatures/pkcs11.ts'
import { pkcs11Refusal } from '../../src/signatures/pkcs11-refusal.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { signatureHolds } from '../../src/signatures/verdict.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { makeToken, softHsm, tokenFolder, USER_PIN } from './softhsm.ts'
import { ecKeys, issue, NOW, rsaKeys, signing, unsignedPdf } from './specimens.ts'

const { module, missing } = softHsm()
if (!module) console.log(`PKCS#11 tests on a token are skipped: ${missing}`)
const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const between = issue({ name: 'Cấp dưới thử', keys: rsaKeys(), ca: true, issuer: root })
const rsa = issue({ name: 'Trần Thị Thử', keys: rsaKeys(), issuer: between })
const ec = issue({ name: 'Nguyễn Văn Thử', keys: ecKeys(), issuer: between })
const keyOf = ({ keys }: typeof rsa, id: string, more = {}) => ({
  key: keys.privateKey,
  label: `khóa ${id}`,
  id,
  ...more,
})
const certificateOf = ({ certificate }: typeof rsa, id: string) => ({
  certificate,
  label: `chứng thư ${id}`,
  id,
})

describe('the machine of .ci/run', () => {
  it('has SoftHSM2, so that what follows is not skipped there', () => {
    if (process.env.NEEDS_SOFTHSM === '1') expect(missing).toBe('')
    else expect(module === null).toBe(missing !== '')
  })
})

describe.skipIf(!module)('a token', () => {
  const file = module ?? ''
  let tokens: { remove(): void }
  beforeEach(() => (tokens = tokenFolder()))
  afterEach(() => tokens.remove())
  const open = (more = {}) => openPkcs11({ module: file, pin: USER_PIN, ...more })
  const refused = (more = {}) => expect(open(more)).rejects

  it.each([
    ['RSA', rsa, 'rsa-sha256'],
    ['EC', ec, 'ecdsa-p256-sha256'],
  ])('signs with its %s key, and brings the certificates up to the root', async (_, own, name) => {
    makeToken(file, 'USB', [
      certificateOf(root, 'gốc'),
      certificateOf(between, 'dưới'),
      certificateOf(own, 'a'),
      keyOf(own, 'a'),
    ])
    const signer = await open()
    try {
      expect([signer.algorithm, signer.commonName]).toEqual([name, own.name])
      expect(signer.certificates.map((der) => Buffer.from(der))).toEqual(
        [own, between, root].map(({ certificate }) => Buffer.from(certificate)),
      )
      const signed = await signPdf(await unsignedPdf(), signing(signer, 'ThuKy'))
      const [verdict] = await verifySignatures(signed, { now: NOW, roots: [root.certificate] })
      expect(verdict && signatureHolds(verdict)).toBe(true)
      expect(verdict?.checks.find(({ step }) => step === 'chain')).toMatchObject({ result: 'ok' })
    } finally {
      signer.close()
    }
  })

  it('makes several signatures asked for at once, one after the other', async () => {
    makeToken(file, 'USB', [certificateOf(ec, 'a'), keyOf(ec, 'a')])
    const signer = await open()
    const texts = ['một', 'hai', 'ba', 'bốn'].map((text) => Buffer.from(text))
    const values = await Promise.all(texts.map((text) => signer.sign(text)))
    signer.close()
    const key = new X509Certificate(ec.certificate).publicKey
    expect(texts.map((text, at) => verify('sha256', text, key, values[at]!))).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  it('presents the PIN again for a key that asks for it every time', async () => {
    makeToken(file, 'USB', [certificateOf(rsa, 'a'), keyOf(rsa, 'a', { askEveryTime: true })])
    const signer = await open()
    const text = Buffer.from('nội dung')
    const values = [await signer.sign(text), await signer.sign(text)]
    signer.close()
    const key = new X509Certificate(rsa.certificate).publicKey
    expect(values.map((value) => verify('sha256', text, key, value))).toEqual([true, true])
  })

  it('that cannot digest is handed the digest', async () => {
    tokens.remove()
    tokens = tokenFolder('slots.mechanisms = CKM_RSA_PKCS,CKM_ECDSA')
    makeToken(file, 'USB', [certificateOf(rsa, 'a'), keyOf(rsa, 'a')])
    const signer = await open()
    const text = Buffer.from('nội dung')
    const value = await signer.sign(text)
    signer.close()
    expect(verify('sha256', text, new X509Certificate(rsa.certificate).publicKey, value)).toBe(true)
  })

  it('is chosen by its label or the number of its slot when there are several', async () => {
    const first = makeToken(file, 'Mot', [certificateOf(ec, 'a'), keyOf(ec, 'a')])
    makeToken(file, 'Hai', [certificateOf(rsa, 'a'), keyOf(rsa, 'a')])
    const names: string[] = []
    for (const more of [{ tokenLabel: 'Hai' }, { slot: first }]) {
      const signer = await open(more)
      names.push(signer.commonName)
      signer.close()
    }
    expect(names).toEqual([rsa.name, ec.name])
    await refused().toMatchObject({ code: 'pkcs11_which_token' })
    await refused({ tokenLabel: 'Ba' }).toMatchObject({ code: 'pkcs11_no_token' })
  })

  it('with several keys uses the one that is named', async () => {
    makeToken(file, 'USB', [
      certificateOf(ec, 'a'),
      keyOf(ec, 'a'),
      certificateOf(rsa, 'b'),
      keyOf(rsa, 'b'),
    ])
    const signer = await open({ keyLabel: 'khóa b' })
    signer.close()
    expect(signer.commonName).toBe(rsa.name)
    const several = { code: 'pkcs11_which_key' }
    await refused().toMatchObject(several)
    await refused({ keyLabel: 'khóa c' }).toMatchObject({
      code: 'pkcs11_no_key',
      detail: { keys: expect.arrayContaining(['khóa a', 'khóa b']) as unknown },
    })
  })

  it('passes over keys that cannot sign, and takes the newest certificate of a key', async () => {
    const renewed = issue({ ...rsa, notAfter: '2031-01-01T00:00:00.000Z' })
    makeToken(file, 'USB', [
      certificateOf(renewed, 'a'),
      certificateOf(rsa, 'a'),
      keyOf(rsa, 'a'),
      certificateOf(ec, 'b'),
      keyOf(ec, 'b', { sign: false }),
    ])
    const signer = await open()
    signer.close()
    expect(signer.notAfter).toBe('2031-01-01T00:00:00.000Z')
  })

  it('refuses a wrong PIN, and takes the right one after it', async () => {
    makeToken(file, 'USB', [certificateOf(ec, 'a'), keyOf(ec, 'a')])
    const wrong = await open({ pin: '111111' }).catch((error: unknown) => error)
    expect(wrong).toMatchObject({ code: 'pkcs11_pin_wrong', detail: { lastTry: false } })
    expect(JSON.stringify([wrong, (wrong as Error).cause, String(wrong)])).not.toContain('111111')
    await refused({ pin: '' }).toMatchObject({ code: 'pkcs11_pin_wrong' })
    const signer = await open()
    signer.close()
    expect(signer.commonName).toBe(ec.name)
  })

  it('without a token, key or certificate is refused, each by its name', async () => {
    await refused().toMatchObject({ code: 'pkcs11_no_token', detail: { tokens: [] } })
    makeToken(file, 'USB', [])
    await refused().toMatchObject({ code: 'pkcs11_no_key' })
    makeToken(file, 'Khong', [keyOf(ec, 'a')])
    await refused({ tokenLabel: 'Khong' }).toMatchObject({
      code: 'pkcs11_no_certificate',
      detail: { key: 'khóa a', reason: 'missing' },
    })
    const encipher = issue({ ...ec, usage: 0b0010_0000 })
    makeToken(file, 'Mahoa', [keyOf(ec, 'a'), certificateOf(encipher, 'a')])
    await refused({ tokenLabel: 'Mahoa' }).toMatchObject({
      code: 'pkcs11_no_certificate',
      detail: { reason: 'not_for_signing' },
    })
  })

  it('with a key that is not signed with here is refused', async () => {
    const p384 = issue({ name: 'P-384', keys: generateKeyPairSync('ec', { namedCurve: 'P-384' }) })
    makeToken(file, 'USB', [certificateOf(p384, 'a'), keyOf(p384, 'a')])
    await refused().toMatchObject({
      code: 'pkcs11_key_unsupported',
      detail: { curve: 'secp384r1' },
    })
  })

  it('is open once: a second user of the log-in is refused until it is closed', async () => {
    makeToken(file, 'USB', [certificateOf(ec, 'a'), keyOf(ec, 'a')])
    const signer = await open()
    await refused({ pin: 'sai' }).toMatchObject({ code: 'pkcs11_busy' })
    signer.close()
    signer.close()
    const again = await open()
    again.close()
  })

  it('with a certificate of another key signs nothing', async () => {
    makeToken(file, 'USB', [certificateOf(issue({ ...ec, keys: ecKeys() }), 'a'), keyOf(ec, 'a')])
    const signer = await open()
    await expect(signPdf(await unsignedPdf(), signing(signer, 'ThuKy'))).rejects.toThrow(
      'does not verify',
    )
    signer.close()
  })
})

describe.skipIf(missing.includes('pkcs11js'))('a file that is no PKCS#11 module', () => {
  it.each(['/khong/co/tep.so', import.meta.filename])('is refused: %s', async (file) => {
    await expect(openPkcs11({ module: file, pin: '' })).rejects.toMatchObject({
      code: 'pkcs11_module_unreadable',
      detail: { module: file },
    })
  })
})

describe('a machine where the binding could not be built', () => {
  it('is told so', async () => {
    vi.doMock('pkcs11js', () => {
      throw new Error('Cannot find module')
    })
    try {
      await expect(openPkcs11({ module: import.meta.filename, pin: '' })).rejects.toMatchObject({
        code: 'pkcs11_unavailable',
      })
    } finally {
      vi.doUnmock('pkcs11js')
    }
  })
})

describe('what a module says', () => {
  it.each([
    ['CKR_PIN_INCORRECT:160', 'pkcs11_pin_wrong'],
    ['CKR_PIN_LEN_RANGE:162', 'pkcs11_pin_wrong'],
    ['CKR_PIN_LOCKED:164', 'pkcs11_pin_locked'],
    ['CKR_PIN_EXPIRED:163', 'pkcs11_pin_locked'],
    ['CKR_DEVICE_REMOVED:50', 'pkcs11_no_token'],
    ['CKR_DEVICE_ERROR:48', 'pkcs11_failed'],
    ['something else', 'pkcs11_failed'],
  ])('%s is the refusal %s', (message, code) => {
    const refusal = pkcs11Refusal(new Error(message))
    expect(refusal.code).toBe(code)
    expect(refusal.detail.error).toBe(message.startsWith('CKR') ? message.split(':')[0] : 'unknown')
  })

  it.each([
    ['small numbers', '00010002', '3006020101020102'],
    ['numbers with the high bit', '80ff00ff', '300902030080ff020200ff'],
    ['zero', '00000001', '3006020100020101'],
  ])('r and s as a DER signature: %s', (_, raw, der) => {
    expect(Buffer.from(encodeEcdsaSignature(Buffer.from(raw, 'hex'))).toString('hex')).toBe(der)
  })
})
