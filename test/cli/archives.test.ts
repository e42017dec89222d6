import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture } from '../support/archive-forgery.ts'
import { shell } from './test-io.ts'

let sh: ReturnType<typeof shell>
beforeAll(() => void (sh = shell()))
afterAll(() => sh.remove())

describe('an archive on the command line', () => {
  test('is verified in numbered steps, whatever it is called', async () => {
    const file = sh.file('ho so.bin', fixture('v1-rehearsal'))
    const { exit, out } = await sh.run(['verify', file])
    expect(exit).toBe(0)
    expect(out).toContain('1. [đạt] Tệp là hồ sơ kỳ phiếu còn nguyên hình dạng')
    expect(out).toContain('VĂN BẢN TẬP DƯỢT')
  })

  test('that is broken fails at its step with what to do', async () => {
    const file = sh.file('hong.zip', fixture('v1-rehearsal').slice(0, -1))
    const { exit, out } = await sh.run(['verify', file])
    expect(exit).toBe(1)
    expect(out).toContain(
      '1. [không đạt] Tệp là hồ sơ kỳ phiếu còn nguyên hình dạng (tệp bị cắt cụt)',
    )
    expect(out).toContain('→ Không dùng hồ sơ này.')
  })

  test('is opened read-only and unpacked into a new folder only', async () => {
    const file = sh.file('tot.zip', fixture('v1-rehearsal'))
    const folder = join(sh.folder, 'mo')
    const { exit, out } = await sh.run(['import', file, '-o', folder])
    expect(exit).toBe(0)
    expect(out).toContain('Nguyễn Văn Một: tín nhiệm cao 6 (60,00%)')
    expect(readdirSync(join(folder, 'documents'))).toHaveLength(13)
    const again = await sh.run(['import', file, '-o', folder])
    expect(again.exit).toBe(2)
    expect(again.err).toContain('phần mềm không ghi đè')
  })

  test('writes nothing where a step fails', async () => {
    const file = sh.file('sai.zip', Buffer.concat([fixture('v1-rehearsal'), Buffer.from('#')]))
    const folder = join(sh.folder, 'khong')
    const { exit, err } = await sh.run(['import', file, '-o', folder])
    expect(exit).toBe(1)
    expect(err).toContain('có phần lạ đứng sau hồ sơ')
    expect(existsSync(folder)).toBe(false)
  })

  test('is not made of a session there is none of, nor without a name for the file', async () => {
    const target = join(sh.folder, 'x.zip')
    const { exit, err } = await sh.run(['export', 'KP-KHONG1', '-o', target], { PDF_WORKERS: '0' })
    expect(exit).toBe(2)
    expect(err).toContain('Không tìm thấy')
    expect(existsSync(target)).toBe(false)
    expect((await sh.run(['export', 'KP-KHONG1'])).exit).toBe(2)
  })
})
