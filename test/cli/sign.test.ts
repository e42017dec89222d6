import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PdfNumber } from '@libpdf/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeP12 } from '../../src/signatures/make-p12.ts'
import { signatureHolds } from '../../src/signatures/verdict.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { makeToken, softHsm, tokenFolder, USER_PIN } from '../signatures/softhsm.ts'
import { revised } from '../signatures/broken.ts'
import { ecKeys, issue, NOW, rsaKeys, unsignedPdf } from '../signatures/specimens.ts'
import { ACCOUNT, DOCUMENT, type Lies, startStandIn } from './signing-stand-in.ts'
import { shell } from './test-io.ts'

const own = issue({ name: 'Nguyễn Văn Thử', keys: ecKeys() })
const KEY_PASSWORD = 'mật khẩu tệp khóa'
const sh = shell()
let p12: string
beforeAll(async () => {
  const privateKey = own.keys.privateKey.export({ type: 'pkcs8', format: 'der' })
  const certificates = [own.certificate]
  const contents = { privateKey, certificates, friendlyName: 'thử', password: KEY_PASSWORD }
  p12 = sh.file('khoa.p12', await makeP12(contents))
})
afterAll(() => sh.remove())

let server: Awaited<ReturnType<typeof startStandIn>>
afterEach(async () => server.close())
const answers = [ACCOUNT.password, KEY_PASSWORD, 'có']
const wanted = () => ['sign', '--document', DOCUMENT, '--server', server.url, '--user', 'truongban']

describe('signing on one’s own machine', () => {
  test('logs in, shows what is to be signed, signs it with the key file and logs out', async () => {
    server = await startStandIn()
    const run = await sh.run([...wanted(), '--p12', p12], {}, answers)
    expect([run.exit, run.out]).toEqual([
      0,
      `Đã ký vào chỗ ThuKy. SHA-256 của bản vừa ký: ${sha256(server.signed()!)}\n`,
    ])
    for (const told of [
      'bien-ban-kiem-phieu-KP-0A1B2C-v1.pdf',
      'Kỳ:         KP-0A1B2C',
      sha256(server.pdf),
      'Chỗ ký:     ThuKy',
      'Nguyễn Văn Thử (chứng thư đến 07:00:00, 01/01/2029)',
      'Ký trước:   12:15:00, 23/11/2026',
      'Ký văn bản này? (có/không)',
    ])
      expect(run.err).toContain(told)
    expect(run.err).toMatch(/Mã băm ký: {2}[0-9a-f]{64}\n/)
    expect(server.paths()).toEqual([
      'POST login',
      `GET documents/${DOCUMENT}/content`,
      `POST documents/${DOCUMENT}/signatures/prepared`,
      `GET confirmations/sign/${DOCUMENT}`,
      `GET documents/${DOCUMENT}/signatures/prepared/chuanbi1`,
      'POST confirmations',
      `POST documents/${DOCUMENT}/signatures/prepared/chuanbi1`,
      'POST logout',
    ])
    expect(server.seen[2]?.body).toEqual({ field: null, commonName: 'Nguyễn Văn Thử' })
    expect(new Set(server.seen.map(({ origin }) => origin))).toEqual(new Set([server.url]))
    const [verdict] = await verifySignatures(server.signed()!, {
      now: NOW,
      roots: [own.certificate],
    })
    expect(verdict && signatureHolds(verdict)).toBe(true)
  })

  test('shows and sends no secret', async () => {
    server = await startStandIn()
    const run = await sh.run([...wanted(), '--p12', p12], {}, answers)
    for (const secret of [ACCOUNT.password, KEY_PASSWORD])
      expect(run.out + run.err).not.toContain(secret)
    expect(JSON.stringify(server.seen)).not.toContain(KEY_PASSWORD)
    const proofs = ['/api/v1/login', '/api/v1/confirmations']
    const others = server.seen.filter(({ path }) => !proofs.includes(path))
    expect(JSON.stringify(others)).not.toContain(ACCOUNT.password)
  })

  test('asks for the field that is named, and saves the document to be read', async () => {
    server = await startStandIn()
    const copy = join(sh.folder, 'doc.pdf')
    const more = ['--p12', p12, '--field', 'TruongBan', '--save', copy, '--yes']
    const run = await sh.run([...wanted(), ...more], {}, answers.slice(0, 2))
    expect(run.exit).toBe(0)
    expect(run.err).not.toContain('có/không')
    expect(server.seen[2]?.body.field).toBe('TruongBan')
    expect(new Uint8Array(readFileSync(copy))).toEqual(server.pdf)
  })

  test('has the document told and saved before it asks for the key', async () => {
    server = await startStandIn()
    const copy = join(sh.folder, 'truoc.pdf')
    const run = await sh.run([...wanted(), '--p12', p12, '--save', copy], {}, answers)
    const places = [
      `Kỳ:         KP-0A1B2C, bản 1 (2 trang`,
      sha256(server.pdf),
      copy,
      'Mật khẩu của tệp khóa',
    ]
    const found = places.map((told) => run.err.indexOf(told))
    expect(found.every((at) => at >= 0)).toBe(true)
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    const wrong = join(sh.folder, 'sai.pdf')
    await sh.run([...wanted(), '--p12', p12, '--save', wrong], {}, [ACCOUNT.password, 'sai'])
    expect(new Uint8Array(readFileSync(wrong))).toEqual(server.pdf)
  })

  test('asks for the name where none is given', async () => {
    server = await startStandIn()
    const [sign, ...rest] = wanted().slice(0, -2)
    const run = await sh.run([sign!, ...rest, '--p12', p12], {}, [ACCOUNT.username, ...answers])
    expect([run.exit, server.seen[0]?.body]).toEqual([0, ACCOUNT])
  })

  test.each(['không', '', 'gì'])(
    'signs nothing at the answer “%s”, and logs out',
    async (answer) => {
      server = await startStandIn()
      const run = await sh.run([...wanted(), '--p12', p12], {}, [...answers.slice(0, 2), answer])
      expect([run.exit, run.out, server.signed()]).toEqual([2, '', null])
      expect(run.err).toContain('Chưa ký gì.')
      expect(server.paths().at(-1)).toBe('POST logout')
    },
  )

  const { module } = softHsm()
  test.skipIf(!module)('signs with the token', async () => {
    const rsa = issue({ name: 'Trần Thị Thử', keys: rsaKeys() })
    const tokens = tokenFolder()
    try {
      const id = 'a'
      makeToken(module!, 'USB', [
        { key: rsa.keys.privateKey, label: 'khóa', id },
        { certificate: rsa.certificate, label: 'chứng thư', id },
      ])
      server = await startStandIn()
      const token = ['--pkcs11', module!, '--token', 'USB', '--key', 'khóa', '--yes']
      const run = await sh.run([...wanted(), ...token], {}, [ACCOUNT.password, USER_PIN])
      expect(run.exit).toBe(0)
      expect(run.err + run.out).not.toContain(USER_PIN)
      const now = { now: NOW, roots: [rsa.certificate] }
      const [verdict] = await verifySignatures(server.signed()!, now)
      expect([verdict?.commonName, verdict && signatureHolds(verdict)]).toEqual([rsa.name, true])
      const wrong = await sh.run([...wanted(), ...token], {}, [ACCOUNT.password, '000000'])
      expect([wrong.exit, server.paths().at(-1)]).toEqual([2, 'POST logout'])
      expect(wrong.err).toContain('Mã PIN của thiết bị ký không đúng')
    } finally {
      tokens.remove()
    }
  })
})

describe('a server that would have something else signed than it shows', () => {
  const other = async (pdf: Uint8Array) =>
    revised(pdf, (file) => file.getPages()[1]!.dict.set('Rotate', PdfNumber.of(180)))
  test.each<[string, Lies, string]>([
    ['another document', { prepareOf: () => unsignedPdf(3) }, 'không bắt đầu bằng văn bản đã tải'],
    ['a changed page', { prepareOf: other }, 'ngoài chữ ký còn chỗ khác bị sửa'],
    ['another digest', { digest: '0'.repeat(64) }, 'không phải của tệp đó'],
    ['another field', { fills: 'TruongBan' }, 'không phải một mình chỗ ký này'],
    [
      'a part of the file',
      {
        changed: async (prepared) => ({
          ...prepared,
          bytes: Buffer.concat([prepared.bytes, Buffer.from('%%EOF')]),
        }),
      },
      'không phải cả tệp',
    ],
  ])('gets no signature, and the signer is told why: %s', async (_, lies, why) => {
    server = await startStandIn(undefined, lies)
    const run = await sh.run([...wanted(), '--p12', p12, '--yes'], {}, answers.slice(0, 2))
    expect([run.exit, run.out, server.signed()]).toEqual([2, '', null])
    expect(run.err).toContain('Chưa ký gì')
    expect(run.err).toContain(why)
    expect(server.paths().slice(-2)).toEqual([
      `GET documents/${DOCUMENT}/signatures/prepared/chuanbi1`,
      'POST logout',
    ])
  })
})

describe('signing on one’s own machine is refused', () => {
  const refused = async (
    code: RegExp,
    given = answers,
    more: readonly string[] = ['--p12', p12],
  ) => {
    const run = await sh.run([...wanted(), ...more], {}, given)
    expect([run.exit, run.out]).toEqual([2, ''])
    expect(run.err).toMatch(code)
  }

  test('with the sentence of the server: wrong password, nothing to sign', async () => {
    server = await startStandIn()
    await refused(/Máy chủ trả lời: Tên đăng nhập hoặc mật khẩu không đúng\./, ['sai'])
    expect(server.paths()).toEqual(['POST login'])
    const elsewhere = wanted().map((each) => (each === DOCUMENT ? 'khac' : each))
    const run = await sh.run([...elsewhere, '--p12', p12], {}, answers)
    expect([run.exit, /Máy chủ trả lời: Không có\./.test(run.err)]).toEqual([2, true])
    expect(server.paths().at(-1)).toBe('POST logout')
  })

  test('for a wrong password of the key file, before anything is prepared', async () => {
    server = await startStandIn()
    await refused(/Mật khẩu của tệp khóa ký số không đúng/, [ACCOUNT.password, 'sai', 'có'])
    expect(server.paths()).toEqual([
      'POST login',
      `GET documents/${DOCUMENT}/content`,
      'POST logout',
    ])
  })

  test('when the server sends elsewhere, which is not followed', async () => {
    const other = await startStandIn()
    server = await startStandIn(() => ({
      status: 307,
      headers: { location: `${other.url}/api/v1/login` },
    }))
    await refused(/Không liên lạc được với 127\.0\.0\.1/)
    expect(other.seen).toEqual([])
    await other.close()
  })

  test.each<[string, (path: string) => boolean, object]>([
    ['no cookie', (path) => path.endsWith('login'), {}],
    ['no document', (path) => path.endsWith('content'), {}],
    ['no digest', (path) => path.endsWith('prepared'), { preparation: 'a', field: 'ThuKy' }],
    [
      'a digest of another length',
      (path) => path.endsWith('prepared'),
      { preparation: 'a', field: 'ThuKy', digest: '00', expiresAt: '' },
    ],
  ])('when the answer is not that of this program: %s', async (_, isMeant, body) => {
    server = await startStandIn(({ path }) => (isMeant(path) ? { status: 200, body } : null))
    await refused(/hoặc máy đó không phải Sổ Tín Nhiệm/)
    expect(server.signed()).toBeNull()
  })

  test('when another field was prepared than asked for', async () => {
    server = await startStandIn(({ path }) =>
      path.endsWith('prepared')
        ? {
            status: 200,
            body: {
              preparation: 'a',
              field: 'ThuKy',
              digest: '0'.repeat(64),
              expiresAt: '2026-11-23T05:15:00.000Z',
            },
          }
        : null,
    )
    await refused(/không phải Sổ Tín Nhiệm/, answers, ['--p12', p12, '--field', 'TruongBan'])
  })

  test('when the server says something that would steer the terminal, which is left out', async () => {
    server = await startStandIn(() => ({ status: 409, body: { title: 'a\u001b[2Jb' } }))
    await refused(/Máy chủ trả lời: a\[2Jb\n/)
  })

  test('over plain http to another machine, unless it is said to be meant', async () => {
    server = await startStandIn()
    const far = (url: string, more: readonly string[] = []) =>
      sh.run(['sign', '--document', DOCUMENT, '--server', url, '--p12', p12, ...more], {}, [])
    const run = await far('http://may-chu.example.vn')
    expect([run.exit, /Không gửi mật khẩu qua http/.test(run.err)]).toEqual([2, true])
    expect((await far('http://127.0.0.1.example.vn')).err).toContain('Không gửi mật khẩu')
    const meant = await far('http://may-chu.invalid', ['--insecure-lan'])
    expect(meant.err).toContain('Không liên lạc được với may-chu.invalid')
    expect((await far('ftp://may-chu')).err).toContain('cần một địa chỉ http:// hoặc https://')
    expect((await far('https://a:b@may-chu')).err).not.toContain('a:b')
  })

  test.each([
    [[]],
    [['--p12', 'a', '--pkcs11', 'b']],
    [['--p12', 'a', '--token', 'b']],
    [['--pkcs11', 'a', '--slot', 'một']],
    [['--pkcs11', 'a', '--slot', '1', '--token', 'b']],
    [['--p12', 'a', '--password', 'b']],
  ])('with the help when it is not clear which key is meant: %j', async (more) => {
    server = await startStandIn()
    const run = await sh.run([...wanted(), ...more], {}, answers)
    expect([run.exit, run.err.includes('tin-nhiem sign --server URL')]).toEqual([2, true])
    expect(server.seen).toEqual([])
  })
})
