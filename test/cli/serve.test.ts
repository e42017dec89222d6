import { afterEach, beforeEach, expect, test } from 'vitest'
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
