import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultRoutes } from '../../src/serving/default-routes.ts'

const HEAD =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT                                                       \n'
const LAN = 'eth0\t0007A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n'
const DEFAULT = 'eth0\t00000000\t0107A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n'
const REFUSING = '*\t00000000\t00000000\t0200\t0\t0\t0\t00000000\t0\t0\t0\n'
const ZERO = '0'.repeat(32)
const V6_DEFAULT = `${ZERO} 00 ${ZERO} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     wlan0\n`
const V6_UNREACHABLE = `${ZERO} 00 ${ZERO} 00 ${ZERO} ffffffff 00000001 00000000 00200200       lo\n`
const V6_LAN = `fd000000000000000000000000000000 40 ${ZERO} 00 ${ZERO} 00000100 00000001 00000000 00000001     eth0\n`

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-routes-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const routes = (ipv4: string, ipv6 = '') => {
  writeFileSync(join(folder, 'route'), HEAD + ipv4)
  writeFileSync(join(folder, 'ipv6_route'), ipv6)
  return defaultRoutes(folder)
}

test('a machine that only knows its LAN has no way beyond it', () => {
  expect(routes(LAN, V6_LAN + V6_UNREACHABLE)).toEqual([])
})

test('a default route is a way, over IPv4 and IPv6', () => {
  expect(routes(LAN + DEFAULT, V6_LAN)).toEqual(['eth0'])
  expect(routes(LAN, V6_DEFAULT + V6_UNREACHABLE)).toEqual(['wlan0'])
  expect(routes(DEFAULT, V6_DEFAULT)).toEqual(['eth0', 'wlan0'])
})

test('a default route that refuses everything is none', () => {
  expect(routes(LAN + REFUSING)).toEqual([])
})

test('a system without such tables tells nothing, which is not the same as no route', () => {
  expect(defaultRoutes(join(folder, 'missing'))).toBeNull()
})
