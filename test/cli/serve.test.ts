import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOrganisation } from '../../src/actions/organisations.ts'
import { makeFirst } from '../../src/actions/setup.ts'
import { readConfig } from '../../src/config.ts'
import { buildContext } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { newPostgresUrl } from '../support/stores.ts'
import { shell } from './test-io.ts'

let sh: ReturnType<typeof shell>
beforeEach(() => (sh = shell()))
afterEach(() => sh.remove())

const LAN = { HOST: '0.0.0.0', PDF_WORKERS: '0' }

test('serving this machine alone prints its address and the code of the set-up', async () => {
  const { exit, err } = await sh.run(['serve'], { PDF_WORKERS: '0' })
  expect(exit).toBe(0)
  expect(err).toMatch(/: http:\/\/127\.0\.0\.1:\d+\n/)
  expect(err).toMatch(/nhập mã thiết lập {2}\w{4}-\w{4}-\w{4}/)
  expect(err).not.toContain('Vân tay')
})

test('serving the LAN prints addresses over TLS and the same fingerprint at every start', async () => {
  const fingerprintIn = (text: string) =>
    [...text.matchAll(/^ {2}(?:[0-9a-f]{4} ){3}[0-9a-f]{4}$/gm)].map(([line]) => line.trim())
  const first = await sh.run(['serve'], LAN)
  expect(first.err).toMatch(/: https:\/\//)
  expect(first.err).toMatch(/cài một lần trên mỗi máy: http:\/\//)
  expect(fingerprintIn(first.err)).toHaveLength(4)
  const again = await sh.run(['serve'], LAN)
  expect(fingerprintIn(again.err)).toEqual(fingerprintIn(first.err))
})

test('a public name is served and told to be missing from the certificate', async () => {
  await sh.run(['serve'], LAN)
  const { err } = await sh.run(['serve'], { ...LAN, HOST_NAMES: 'phieu.example.org' })
  expect(err).toMatch(/Chứng thư không ghi được: phieu\.example\.org/)
})

test('--loopback does not start what other machines could reach, and says how to go on', async () => {
  const { exit, err } = await sh.run(['serve', '--loopback'], LAN)
  expect([exit, err]).toEqual([2, expect.stringContaining('Bỏ HOST')])
  expect((await sh.run(['serve', '--loopback'], { PDF_WORKERS: '0' })).exit).toBe(0)
})

test('without TLS other machines are not served, and the refusal says what to set', async () => {
  const { exit, err } = await sh.run(['serve'], { ...LAN, TLS: 'off' })
  expect([exit, err]).toEqual([2, expect.stringContaining('TLS=local-ca')])
})

test('a database on another machine without checked TLS is told before anything else', async () => {
  const here = await newPostgresUrl()
  const elsewhere = here.replace(/@(?:127\.0\.0\.1|localhost)\b/, '@0.0.0.0') // leads back here
  expect(elsewhere).not.toBe(here)
  const told = await sh.run(['serve'], { DATABASE_URL: elsewhere, PDF_WORKERS: '0' })
  expect(told.exit).toBe(0)
  expect(told.err).toMatch(/^Cơ sở dữ liệu ở máy khác, .*sslmode=verify-full/)
  const silent = await sh.run(['serve'], { DATABASE_URL: here, PDF_WORKERS: '0' })
  expect(silent.err).not.toContain('Cơ sở dữ liệu')
})

test('a clock that stands before the newest entry of the journal is told', async () => {
  const env = { DATA_DIR: sh.folder, LOG_LEVEL: 'silent', PDF_WORKERS: '0' }
  const ctx = await buildContext(readConfig(env, ROOT))
  const ahead = (seconds: number) => new Date(Date.now() + 1000 * seconds).toISOString()
  const people = { username: 'quantri', fullName: 'Quản Trị', password: 'sông êm gió nhẹ' }
  const first = { organisation: 'Xã Mẫu', side: 'party', ...people } as const
  await makeFirst({ ...ctx, now: () => ahead(40) }, first, { mustChange: false })
  expect((await sh.run(['serve'], env)).err).not.toContain('Đồng hồ')
  const admin = { account: 'x', role: 'admin', fullName: 'Y', organisation: 'Z' } as const
  const later = { ...ctx, now: () => '2099-03-04T05:06:00.000Z' }
  const below = { side: 'party', superior: null, locality: null, symbol: null } as const
  await createOrganisation(later, admin, { ...below, parent: null, name: 'Xã Bên' })
  await ctx.store.db.destroy()
  expect((await sh.run(['serve'], env)).err).toMatch(
    /^Đồng hồ máy này đang là .*, sớm hơn việc mới nhất trong nhật ký \(12:06 04\/03\/2099\)/m,
  )
})
