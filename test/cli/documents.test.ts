import { once } from 'node:events'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { errorMessage } from '../../src/messages/message.ts'
import { ROOT } from '../../src/program.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { makeP12 } from '../../src/signatures/make-p12.ts'
import { makeRehearsalP12 } from '../../src/signatures/rehearsal-certificate.ts'
import { ecKeys, issue } from '../signatures/specimens.ts'
import { makeCrl } from '../signatures/trust-specimens.ts'
import { type Run, shell } from './test-io.ts'

const DEMO_TIMEOUT = 60_000

describe('tin-nhiem demo', () => {
  const sh = shell()
  afterAll(() => sh.remove())
  let run: Run
  beforeAll(async () => {
    run = await sh.run(['demo', '--no-serve'])
  }, DEMO_TIMEOUT)
  const file = (name: string) => join(sh.folder, 'demo', name)

  test('goes from an empty folder to verified, signed documents', () => {
    expect(run.exit).toBe(0)
    expect(run.out.match(/mọi bước kiểm tra đều đúng/g)).toHaveLength(2)
  })
  test('says of them what `verify` says: they are a rehearsal’s', async () => {
    const verdicts = run.out.match(/KẾT LUẬN: .*/g)
    const { out } = await sh.run(['verify', file('bien-ban-kiem-phieu.pdf')])
    const [verdict] = out.match(/KẾT LUẬN: .*VĂN BẢN TẬP DƯỢT.*/g) ?? []
    expect(verdicts).toEqual([verdict, verdict])
  })
  test('finds the one slip and names it', () => {
    expect(run.out).toContain('Tập 2: 2 ô khác nhau (Lê Văn Ví Dụ, tín nhiệm cao: 6≠5')
  })
  test('finds the one person over one half', () => {
    expect(run.out).toContain('11 người không thuộc mức nào; Trên 50%')
    expect(run.out).toContain('(Điều 11.2)')
  })
  test('tells no password when it does not serve', () => {
    expect(run.out).not.toContain('đăng nhập')
  })

  test('leaves minutes that say what was counted, signed by three', async () => {
    const pages = await extractText(readFileSync(file('bien-ban-kiem-phieu.pdf')))
    const text = pages.join('\n')
    for (const words of ['BIÊN BẢN KIỂM PHIẾU', 'TẬP DƯỢT', 'Hoàng Văn Giả Định', '54,17'])
      expect(text).toContain(words)
    const { exit, out } = await sh.run(['verify', '--json', file('bien-ban-kiem-phieu.pdf')])
    expect(exit).toBe(0)
    const [verification] = JSON.parse(out) as [{ rehearsal: boolean; steps: { id: string }[] }]
    expect(verification.rehearsal).toBe(true)
    expect(verification.steps.filter((step) => step.id === 'signature_digest')).toHaveLength(3)
  })

  test('leaves a summary whose text verification says in words', async () => {
    const { exit, out } = await sh.run(['verify', file('bao-cao-ket-qua.pdf')])
    expect(exit).toBe(0)
    expect(out).toMatch(/^ {2}1\. \[đạt\] /m)
    expect(out).toContain('VĂN BẢN TẬP DƯỢT')
  })

  test('a changed byte makes verify fail, exit 1, and say which step', async () => {
    const bytes = readFileSync(file('bao-cao-ket-qua.pdf'))
    const at = bytes.indexOf('/Producer') + 12
    bytes[at] = bytes[at]! ^ 1
    writeFileSync(file('changed.pdf'), bytes)
    const { exit, out } = await sh.run(['verify', file('changed.pdf')])
    expect(exit).toBe(1)
    expect(out).toMatch(/\[không đạt\] Nội dung được ký không bị sửa/)
  })

  test('a file that is no PDF is refused, exit 2', async () => {
    const { exit, err } = await sh.run(['verify', sh.file('x.pdf', 'no PDF')])
    expect(exit).toBe(2)
    expect(err).toContain('PDF')
  })

  test(
    'starts again from nothing',
    async () => {
      expect((await sh.run(['demo', '--no-serve'])).exit).toBe(0)
    },
    DEMO_TIMEOUT,
  )
})

describe('tin-nhiem render', () => {
  const sh = shell()
  afterAll(() => sh.remove())
  const source = sh.file(
    'tally.json',
    JSON.stringify({
      format: 'tin-nhiem/tally@1',
      side: 'party',
      heldOn: '2023-12-05',
      title: 'Lấy phiếu tín nhiệm',
      organisation: 'Đảng ủy xã Mẫu',
      voters: { members: 3, summoned: 3, present: 3 },
      ballotKinds: [
        {
          id: 'A',
          title: 'Phiếu A',
          issued: 3,
          collected: 3,
          valid: 3,
          invalid: 0,
          subjects: [
            {
              id: '1',
              name: 'Nguyễn Văn Mẫu',
              position: 'Bí thư',
              high: 1,
              medium: 0,
              low: 2,
              invalid: 0,
            },
          ],
        },
      ],
    }),
  )
  const out = (name: string) => join(sh.folder, name)

  test.each(['minutes', 'summary'])('%s: the same file gives the same PDF', async (document) => {
    for (const name of ['once.pdf', 'twice.pdf'])
      expect(await sh.run(['render', document, source, '-o', out(name)])).toMatchObject({ exit: 0 })
    expect(readFileSync(out('once.pdf')).equals(readFileSync(out('twice.pdf')))).toBe(true)
  })

  test('an unsigned document fails verification at the signatures alone', async () => {
    await sh.run(['render', 'minutes', source, '-o', out('unsigned.pdf')])
    const { exit, out: text } = await sh.run(['verify', '--json', out('unsigned.pdf')])
    expect(exit).toBe(1)
    const [{ steps }] = JSON.parse(text) as [{ steps: { id: string; status: string }[] }]
    expect(steps.filter((step) => step.status === 'failed').map((step) => step.id)).toEqual([
      'signatures_present',
    ])
  })

  test('signs with a key store and a password that is never on the command line', async () => {
    const p12 = await makeRehearsalP12({
      commonName: 'Người Ký Mẫu',
      password: 'bí mật',
      now: new Date(Date.now() - 1000).toISOString(),
    })
    const key = sh.file('key.p12', p12)
    const args = ['render', 'minutes', source, '-o', out('signed.pdf'), '--sign', key]
    expect((await sh.run(args, { P12_PASSWORD: 'sai' })).exit).toBe(2)
    expect(await sh.run(args, { P12_PASSWORD: 'bí mật' })).toMatchObject({ exit: 0, err: '' })
    expect((await sh.run(['verify', out('signed.pdf')])).exit).toBe(0)
  })

  test('verify --templates knows a document by the template it was made with', async () => {
    const own = join(sh.folder, 'mau')
    cpSync(`${ROOT}/templates/minutes`, join(own, 'minutes'), { recursive: true })
    const template = join(own, 'minutes', 'template.yaml')
    const text = readFileSync(template, 'utf8')
    writeFileSync(template, text.replaceAll('Số phiếu phát ra:', 'Phiếu đã phát:'))
    const made = await sh.run(['render', 'minutes', source, '-o', out('own.pdf')], {
      TEMPLATES_FOLDER: own,
    })
    expect(made).toMatchObject({ exit: 0, err: '' })
    const without = await sh.run(['verify', out('own.pdf')])
    expect(without.out).toContain('không có mẫu văn bản đã dùng khi lập')
    expect(without.out).toContain('--templates')
    const given = await sh.run(['verify', '--templates', own, out('own.pdf')])
    expect(given.out).toContain('[đạt] Chữ in trên các trang đúng với số liệu')
    const none = await sh.run(['verify', '--templates', sh.folder, out('own.pdf')])
    expect(none.exit).toBe(2)
  })

  test('verify --roots leads a signature to the authority named, and to no other', async () => {
    const authority = issue({ name: 'Tổ chức chứng thực mẫu', keys: ecKeys(), ca: true })
    const own = issue({ name: 'Người Ký Mẫu', keys: ecKeys(), issuer: authority })
    const p12 = await makeP12({
      privateKey: own.keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
      certificates: [own.certificate],
      friendlyName: own.name,
      password: 'x',
    })
    const args = ['render', 'summary', source, '-o', out('by-authority.pdf'), '--sign']
    const signing = await sh.run([...args, sh.file('own.p12', p12)], { P12_PASSWORD: 'x' })
    expect(signing).toMatchObject({ exit: 0, err: '' })
    const pem = (of: { certificate: Uint8Array }) => {
      const base64 = Buffer.from(of.certificate).toString('base64')
      return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
    }
    const other = issue({ name: 'Tổ chức khác', keys: ecKeys(), ca: true })
    const both = sh.file('both.pem', pem(other) + pem(authority))
    const wrong = sh.file('wrong.pem', pem(other))
    const signedFile = out('by-authority.pdf')
    const verify = (roots: string) => sh.run(['verify', '--json', '--roots', roots, signedFile])
    const chainOf = async (roots: string) => {
      const { exit, out: text } = await verify(roots)
      const [{ steps }] = JSON.parse(text) as [{ steps: { id: string; status: string }[] }]
      return [exit, steps.find((step) => step.id === 'signature_chain')?.status]
    }
    expect(await chainOf(both)).toEqual([0, 'ok'])
    expect(await chainOf(wrong)).toEqual([1, 'failed'])
    expect((await verify(`${sh.folder}/none.pem`)).exit).toBe(2)
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString()
    const week = { issuer: authority, thisUpdate: day(-1), nextUpdate: day(6) }
    const revoked = [{ certificate: own.certificate, at: day(-1) }]
    const named = sh.file('named.crl', makeCrl({ ...week, revoked }))
    const clean = sh.file('clean.crl', makeCrl(week))
    const verifyBy = (...lists: string[]) =>
      sh.run(['verify', '--roots', both, ...lists.flatMap((list) => ['--crl', list]), signedFile])
    expect(await verifyBy(clean)).toMatchObject({ exit: 0, err: '' })
    const found = await verifyBy(clean, named)
    expect(found.exit).toBe(1)
    expect(found.out).toMatch(/\[không đạt\] Chứng thư chưa bị thu hồi khi ký/)
    expect(found.out).toMatch(/→ Hỏi người ký và nơi cấp chứng thư/)
    const broken = await verifyBy(sh.file('broken.crl', 'rác'))
    expect([broken.exit, broken.out]).toEqual([2, ''])
    expect(broken.err).toContain('không phải danh sách thu hồi')
  })

  test('refuses a malformed file and writes nothing', async () => {
    const bad = sh.file('bad.json', '{"format":"tin-nhiem/tally@1"}')
    const { exit, err } = await sh.run(['render', 'minutes', bad, '-o', out('bad.pdf')])
    expect(exit).toBe(2)
    expect(err).toContain('/voters')
    expect(() => readFileSync(out('bad.pdf'))).toThrow('ENOENT')
  })
})

describe('tin-nhiem serve', () => {
  const sh = shell()
  afterAll(() => sh.remove())

  test('says in a sentence that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const { exit, err } = await sh.run(['serve'], { PORT: String(port) })
    other.close()
    expect(exit).toBe(2)
    expect(err).toContain(errorMessage(new AppError('port_in_use', { port })))
  })

  test('refuses a setting that is no setting, by its name', async () => {
    const { exit, err } = await sh.run(['serve'], { PORT: 'cao', LOG_LEVEL: 'loud' })
    expect(exit).toBe(2)
    expect(err).toMatch(/\/PORT: phải là số/)
    expect(err).toMatch(/\/LOG_LEVEL: /)
  })

  test('prints the address and, the first time, the one-time code', async () => {
    const { exit, err } = await sh.run(['serve'])
    expect(exit).toBe(0)
    expect(err).toMatch(/http:\/\/127\.0\.0\.1:\d+\/setup .*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
  })
})
