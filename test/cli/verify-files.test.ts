import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Verification } from '../../src/actions/verification.ts'
import { processIo } from '../../src/cli/io.ts'
import { type VerifyingFiles, verifyFiles } from '../../src/cli/verify-files.ts'
import { progressTeller } from '../../src/cli/progress.ts'
import { AppError } from '../../src/errors.ts'
import { ROOT } from '../../src/program.ts'
import { verifierWorkers } from '../../src/verifier-workers.ts'
import { filesIn, fixture } from '../support/archive-forgery.ts'
import { shell } from './test-io.ts'

let sh: ReturnType<typeof shell>
let folder: string
const real = fixture('v1-real')
const rehearsal = fixture('v1-rehearsal')
const pdf = [...filesIn(rehearsal)].findLast(([path]) => path.endsWith('.pdf'))![1]

beforeAll(() => {
  sh = shell()
  folder = join(sh.folder, 'toan quoc')
  mkdirSync(join(folder, 'c'), { recursive: true })
  writeFileSync(join(folder, 'a-that.zip'), real)
  writeFileSync(join(folder, 'b-cut.zip'), rehearsal.slice(0, -1))
  writeFileSync(join(folder, 'c', 'van ban.PDF'), pdf)
  writeFileSync(join(folder, 'd-tap-duot.zip'), rehearsal)
  writeFileSync(join(folder, 'ghi chu.txt'), 'x')
  symlinkSync(join(folder, 'a-that.zip'), join(folder, 'e-lien-ket.zip'))
})
afterAll(() => sh.remove())

describe('a folder of archives and documents', () => {
  test('is verified file by file in order, one line each, the failed step under its file, a summary last', async () => {
    const { exit, out, err } = await sh.run(['verify', '--threads', '2', folder])
    expect(exit).toBe(1)
    const lines = out.split('\n')
    expect(lines.filter((line) => line.startsWith('['))).toEqual([
      `[đạt] ${folder}/a-that.zip`,
      `[KHÔNG ĐẠT] ${folder}/b-cut.zip`,
      `[đạt, tập dượt] ${folder}/c/van ban.PDF`,
      `[đạt, tập dượt] ${folder}/d-tap-duot.zip`,
    ])
    const failed = lines.indexOf(`[KHÔNG ĐẠT] ${folder}/b-cut.zip`)
    expect(lines[failed + 1]).toBe(
      '  1. [không đạt] Tệp là hồ sơ kỳ phiếu còn nguyên hình dạng (tệp bị cắt cụt)',
    )
    expect(lines[failed + 2]).toContain('→ Không dùng hồ sơ này.')
    expect(lines.at(-2)).toBe(
      'Tổng kết 4 tệp: 1 đúng mọi bước; 2 là tập dượt, đúng mọi bước; 1 CÓ BƯỚC SAI; 0 KHÔNG KIỂM TRA ĐƯỢC.',
    )
    expect(err).toContain('Có 2 tệp không kiểm tra')
  }, 120_000)

  test('has for each file the very steps that it has by itself, also where one cannot be read', async () => {
    const none = join(sh.folder, 'khong co.zip')
    const bad = sh.file('rac.pdf', 'rác')
    const given = [join(folder, 'd-tap-duot.zip'), none, bad, join(folder, 'a-that.zip')]
    const { exit, out, err } = await sh.run(['verify', '--json', ...given])
    expect(exit).toBe(2)
    const alone = await Promise.all([given[0]!, given[3]!].map((one) => only(one)))
    expect(out).toBe(`${JSON.stringify(alone, null, 2)}\n`)
    expect(err).toContain('khong co.zip: không mở được tệp (ENOENT)')
    expect(err).toContain('rac.pdf: ')
    expect(err).toContain('2 KHÔNG KIỂM TRA ĐƯỢC')
  }, 120_000)

  async function only(file: string): Promise<unknown> {
    const { out } = await sh.run(['verify', '--json', file])
    const [verification] = JSON.parse(out) as unknown[]
    return verification
  }

  test('is told with every step where that is asked for', async () => {
    const { exit, out } = await sh.run(['verify', '--steps', join(folder, 'c')])
    expect(exit).toBe(0)
    expect(out).toContain('SHA-256 ')
    expect(out).toContain('1. [đạt] ')
    const brief = await sh.run(['verify', join(folder, 'c')])
    expect(brief.out).toMatch(/^\[đạt, tập dượt\] .*van ban\.PDF\nTổng kết 1 tệp: .*\n$/)
    const named = join(folder, 'c', 'van ban.PDF')
    expect((await sh.run(['verify', named])).out).toContain('1. [đạt] ')
    expect((await sh.run(['verify', '--brief', named])).out).toBe(brief.out)
  })

  test('without a document or an archive is refused, and so is a number of threads that is none', async () => {
    const empty = join(sh.folder, 'trong')
    mkdirSync(empty)
    const { exit, err } = await sh.run(['verify', empty])
    expect([exit, err]).toEqual([2, expect.stringContaining('không có tệp .pdf hay .zip nào')])
    for (const threads of ['0', '-1', '2.5', '257', 'x'])
      expect((await sh.run(['verify', `--threads=${threads}`, folder])).exit).toBe(2)
  })
})

describe('files verified at the same time', () => {
  const holds: Verification = {
    sha256: '0'.repeat(64),
    rehearsal: false,
    verdict: 'holds',
    steps: [],
    holds: true,
    figures: null,
  }

  /** Files whose content is what comes of them: milliseconds, or a word. */
  async function run(
    contents: readonly string[],
    { atOnce = 3, told = 'lines' }: Partial<VerifyingFiles> = {},
  ) {
    let [out, err, most, under] = ['', '', 0, 0]
    const io = {
      ...processIo,
      out: (text: string) => void (out += text),
      err: (text: string) => void (err += text),
      read: (file: string) => new TextEncoder().encode(contents[Number(file)]),
    }
    const verify = async (bytes: Uint8Array) => {
      under += 1
      most = Math.max(most, under)
      const meant = new TextDecoder().decode(bytes)
      await wait(Number(meant) || 0)
      under -= 1
      if (meant === 'breaks') throw new TypeError('thread gone')
      if (meant === 'refused') throw new AppError('pdf_too_complex', { reason: 'time' })
      return meant === 'fails' ? { ...holds, holds: false, verdict: 'fails' as const } : holds
    }
    const files = contents.map((_, at) => String(at))
    return { exit: await verifyFiles(io, files, { verify, atOnce, told }), out, err, most }
  }

  test('are told in the order given, and no more run at once than asked for', async () => {
    const contents = Array.from({ length: 600 }, (_, at) => (at === 0 ? '100' : '0'))
    const { exit, out, most } = await run(contents)
    const told = [...out.matchAll(/^\[đạt\] (\d+)$/gm)].map(([, file]) => Number(file))
    expect(told).toEqual(contents.map((_, at) => at))
    expect([exit, most]).toEqual([0, 3])
  })

  test('go on after one that breaks what reads it, one that is refused and one that fails', async () => {
    const { exit, out, err } = await run(['0', 'breaks', 'refused', 'fails', '0'])
    expect(exit).toBe(2)
    expect(out).toBe(
      '[đạt] 0\n[KHÔNG ĐẠT] 3\n[đạt] 4\nTổng kết 5 tệp: 2 đúng mọi bước; ' +
        '0 là tập dượt, đúng mọi bước; 1 CÓ BƯỚC SAI; 2 KHÔNG KIỂM TRA ĐƯỢC.\n',
    )
    expect(err).toContain('1: không kiểm tra được vì lỗi ngoài dự kiến (TypeError: thread gone)')
    expect(err).toContain('2: Tệp PDF có cấu trúc bất thường')
    expect((await run(['0', 'fails'])).exit).toBe(1)
  })

  test('are one JSON array, as if it were written at once, and an empty one where none could be read', async () => {
    const { out } = await run(['5', '0', 'refused'], { told: 'array' })
    const all = ['0', '1'].map((file) => ({ file, ...holds }))
    expect(out).toBe(`${JSON.stringify(all, null, 2)}\n`)
    expect((await run(['refused'], { told: 'array' })).out).toBe('[]\n')
  })

  test('tell how far they are every five seconds, and nothing at the end', () => {
    const lines: string[] = []
    let now = 0
    const done = progressTeller(
      100,
      (line) => lines.push(line),
      () => now,
    )
    for (const [at, count] of [
      [4_999, 1],
      [5_000, 2],
      [9_999, 3],
      [10_000, 4],
      [60_000, 100],
    ] as const) {
      now = at
      done(count)
    }
    expect(lines).toEqual(['Đã kiểm tra 2/100 tệp …\n', 'Đã kiểm tra 4/100 tệp …\n'])
  })
})

test('an archive that takes longer than its thread may is refused, and nobody waits for it', async () => {
  const workers = verifierWorkers({
    regimeFolders: [`${ROOT}/data/regimes`],
    templatesFolder: null,
    otherTemplates: [],
    roots: null,
    crls: [],
    trustedSeals: [],
    threads: 1,
    limits: { ms: 1, heapMb: 256 },
  })
  await expect(workers.verify(rehearsal)).rejects.toMatchObject({
    code: 'pdf_too_complex',
    detail: { reason: 'time' },
  })
  await workers.close()
}, 60_000)
