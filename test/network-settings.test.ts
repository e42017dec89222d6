import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { errorMessage } from '../src/messages/message.ts'
import { requireSafeListening } from '../src/network-settings.ts'
import { AppError } from '../src/errors.ts'

const network = (env: Readonly<Record<string, string>>) => readConfig(env, '/program').network
const refusal = (env: Readonly<Record<string, string>>): AppError | undefined => {
  try {
    requireSafeListening(network(env))
    return undefined
  } catch (error) {
    return error as AppError
  }
}

test('nothing set serves this machine alone, without TLS', () => {
  expect(network({})).toMatchObject({ host: '127.0.0.1', port: 9600, tls: 'off', airGap: 'off' })
  expect(refusal({})).toBeUndefined()
})

test.each(['0.0.0.0', '::', '192.168.1.5', 'may-chu'])(
  'whoever listens on %s for other machines gets TLS without asking for it',
  (HOST) => {
    expect(network({ HOST }).tls).toBe('local-ca')
    expect(refusal({ HOST })).toBeUndefined()
  },
)

test.each(['off', 'proxy'])('TLS=%s for other machines is refused with what to do', (TLS) => {
  const refused = refusal({ HOST: '0.0.0.0', TLS })
  expect(refused?.code).toBe('tls_required')
  expect(errorMessage(refused!)).toContain('TLS=local-ca')
  for (const HOST of ['127.0.0.1', '::1', 'localhost'])
    expect(refusal({ HOST, TLS })).toBeUndefined()
})

test('told to serve this machine alone it refuses every other address, with TLS too', () => {
  for (const TLS of ['off', 'local-ca', 'files'])
    expect(refusal({ HOST: '0.0.0.0', TLS, LOOPBACK_ONLY: '1' })?.code).toBe('loopback_only')
  expect(refusal({ HOST: '127.0.0.1', LOOPBACK_ONLY: '1' })).toBeUndefined()
})

test('the authority is given out one port further, or where the setting says', () => {
  expect(network({ PORT: '9700' }).caPort).toBe(9701)
  expect(network({ PORT: '9700', CA_PORT: '80' }).caPort).toBe(80)
  expect(network({ PORT: '65535' }).caPort).toBe(65_535)
  expect(network({ PORT: '0' }).caPort).toBe(0)
})

test('names and probes are lists, read strictly', () => {
  expect(network({ HOST_NAMES: 'May-Chu.xa, 192.168.1.9 fd00::9' }).hostNames).toEqual([
    'may-chu.xa',
    '192.168.1.9',
    'fd00::9',
  ])
  expect(network({ AIR_GAP_PROBES: '1.1.1.1:443,[2606:4700::1111]:53' }).probes).toEqual([
    { host: '1.1.1.1', port: 443 },
    { host: '2606:4700::1111', port: 53 },
  ])
  for (const HOST_NAMES of ['http://x', 'a_b', '-a', 'a..b', 'ủy-ban'])
    expect(() => network({ HOST_NAMES })).toThrow('invalid_input')
  for (const AIR_GAP_PROBES of ['1.1.1.1', '1.1.1.1:0', '1.1.1.1:65536', ':443', '1.1.1.1:x'])
    expect(() => network({ AIR_GAP_PROBES })).toThrow('invalid_input')
  expect(() => network({ TLS: 'on' })).toThrow('invalid_input')
  expect(() => network({ AIR_GAP: 'yes' })).toThrow('invalid_input')
})

test.each([
  'postgres://tn:x@may-chu/tn',
  'postgresql://tn@192.168.1.9:5433/tn?sslmode=disable',
  'postgres://tn@192.168.1.9/tn?sslmode=no-verify',
  'postgres://tn@192.168.1.9/tn?sslmode=require&uselibpqcompat=true',
  'postgres:///tn?host=may-chu',
  'postgres://tn@[fd00::9]/tn?ssl=false',
])('a database on another machine without checked TLS is told: %s', (DATABASE_URL) => {
  expect(readConfig({ DATABASE_URL }, '/program').databaseOpen).toBe(true)
})

test.each([
  ['a file', {}],
  ['this machine', { DATABASE_URL: 'postgres://tn@127.0.0.1:5432/tn' }],
  ['this machine by IPv6', { DATABASE_URL: 'postgres://tn@[::1]/tn' }],
  ['a socket', { DATABASE_URL: 'postgres://tn@%2Fvar%2Frun%2Fpostgresql/tn' }],
  ['a socket named behind', { DATABASE_URL: 'postgres:///tn?host=/var/run/postgresql' }],
  ['checked TLS', { DATABASE_URL: 'postgres://tn@may-chu/tn?sslmode=verify-full' }],
  ['TLS by another word', { DATABASE_URL: 'postgres://tn@may-chu/tn?ssl=true' }],
  [
    'TLS by the environment',
    { DATABASE_URL: 'postgres://tn@may-chu/tn', PGSSLMODE: 'verify-full' },
  ],
])('a database behind %s is not told', (_, env) => {
  expect(readConfig(env, '/program').databaseOpen).toBe(false)
})
