import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

const ruleOf = (env: Readonly<Record<string, string>>) => {
  try {
    return readConfig(env, '/program')
  } catch (error) {
    return (error as { detail: { issues: { path: string; rule: string }[] } }).detail.issues[0]
  }
}

describe('the settings of log-ins', () => {
  test('are strict about time and ask nothing more where nothing is set', () => {
    const config = readConfig({}, '/program')
    expect(config.logInRules).toEqual({ idleMinutes: 30, secondFactorRoles: [] })
    expect(config.trustedProxies).toEqual([])
    expect(config.secretsKey).toEqual({ file: '/program/data/local/secrets.key', makes: true })
  })

  test('take roles and proxies with commas, and a key file that must be there', () => {
    const config = readConfig(
      {
        IDLE_MINUTES: '5',
        SECOND_FACTOR: 'chair, head,admin',
        TRUSTED_PROXIES: '10.0.0.1,::1',
        SECRETS_KEY_FILE: '/mnt/key',
      },
      '/program',
    )
    expect(config.logInRules.idleMinutes).toBe(5)
    expect(config.logInRules.secondFactorRoles).toEqual(['chair', 'head', 'admin'])
    expect(config.trustedProxies).toEqual(['10.0.0.1', '::1'])
    expect(config.secretsKey).toEqual({ file: '/mnt/key', makes: false })
  })

  test.each(['0', '61', '1.5', 'lâu'])('refuse %s minutes without work', (minutes) => {
    expect(ruleOf({ IDLE_MINUTES: minutes })).toMatchObject({ path: '/IDLE_MINUTES' })
  })

  test('refuse a role there is none of and a proxy that is no address', () => {
    expect(ruleOf({ SECOND_FACTOR: 'chair,boss' })).toMatchObject({
      path: '/SECOND_FACTOR',
      rule: 'choice',
    })
    expect(ruleOf({ TRUSTED_PROXIES: 'proxy.local' })).toMatchObject({
      path: '/TRUSTED_PROXIES',
      rule: 'network_address',
    })
  })
})
