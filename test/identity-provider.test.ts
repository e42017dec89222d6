import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

const ALL = {
  OIDC_ISSUER: 'https://dang-nhap.example.vn/realms/xa',
  OIDC_CLIENT_ID: 'tin-nhiem',
  OIDC_CLIENT_SECRET_FILE: '/etc/tin-nhiem/oidc',
  OIDC_CALLBACK: 'https://tin-nhiem.example.vn/login/oidc/callback',
}
const of = (env: Readonly<Record<string, string>>) => readConfig(env, '/srv').identityProvider
const fault = (name: string, rule: string) =>
  expect.objectContaining({
    code: 'invalid_input',
    detail: { issues: [{ path: `/${name}`, rule }] },
  }) as Error

test('there is no identity provider unless its issuer is set', () => {
  const { OIDC_ISSUER: _, ...others } = ALL
  expect(of(others)).toBeNull()
  expect(of(ALL)).toEqual({
    issuer: ALL.OIDC_ISSUER,
    clientId: 'tin-nhiem',
    clientSecretFile: '/etc/tin-nhiem/oidc',
    callback: ALL.OIDC_CALLBACK,
    label: null,
    origins: [],
    secondFactor: [],
  })
  const more = {
    OIDC_LABEL: ' Cổng của tỉnh ',
    OIDC_ORIGINS: 'https://keys.example.vn/a, https://token.example.vn',
    OIDC_SECOND_FACTOR: 'otp,hwk',
  }
  expect(of({ ...ALL, ...more })).toMatchObject({
    label: 'Cổng của tỉnh',
    origins: ['https://keys.example.vn', 'https://token.example.vn'],
    secondFactor: ['otp', 'hwk'],
  })
})

test.each(['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET_FILE', 'OIDC_CALLBACK'])(
  'an issuer without %s is refused',
  (name) => {
    const { [name]: _, ...others } = ALL as Readonly<Record<string, string>>
    expect(() => of(others)).toThrow(fault(name, 'with_issuer'))
  },
)

test.each([
  ['OIDC_ISSUER', 'http://dang-nhap.example.vn', 'https_address'],
  ['OIDC_ISSUER', 'http://127.0.0.1.example.vn', 'https_address'],
  ['OIDC_ISSUER', 'https://ai:matkhau@example.vn', 'address'],
  ['OIDC_ORIGINS', 'http://keys.example.vn', 'https_address'],
  ['OIDC_CALLBACK', 'http://tin-nhiem.example.vn/login/oidc/callback', 'https_address'],
  ['OIDC_CALLBACK', 'https://tin-nhiem.example.vn/', 'callback_address'],
  ['OIDC_CALLBACK', `${ALL.OIDC_CALLBACK}?a=b`, 'callback_address'],
])('%s=%s is refused', (name, value, rule) => {
  expect(() => of({ ...ALL, [name]: value })).toThrow(fault(name, rule))
})

test.each(['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])(
  'plain HTTP is taken on this very machine: %s',
  (issuer) => {
    expect(of({ ...ALL, OIDC_ISSUER: issuer })).toMatchObject({ issuer })
  },
)
