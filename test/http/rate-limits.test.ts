import { describe, expect, test } from 'vitest'
import { clientAddress } from '../../src/http/client-address.ts'
import type { Gate } from '../../src/http/gate.ts'
import { RATE_RULES, type RateRule } from '../../src/http/rate-limits.ts'
import { createBuckets } from '../../src/http/token-buckets.ts'
import { type Scene, HERE, logInForm, sceneOf } from './attacks/scene.ts'

describe('a bucket', () => {
  test('gives its burst, then so many a second, and says how long to wait', () => {
    let now = 0
    const buckets = createBuckets({ burst: 3, perSecond: 0.5 }, () => now)
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0])
    expect(buckets.take('a')).toBe(2)
    now = 1_999
    expect(buckets.take('a')).toBe(1)
    now = 2_000
    expect(buckets.take('a')).toBe(0)
    expect(buckets.take('a')).toBe(2)
    expect(buckets.take('b')).toBe(0)
  })

  test('never holds more than its burst, and refusals cost nothing', () => {
    let now = 0
    const buckets = createBuckets({ burst: 2, perSecond: 1 }, () => now)
    for (let at = 0; at < 10; at++) buckets.take('a')
    now = 3_600_000
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 1])
  })

  test('are forgotten when full, and never more than ten thousand', () => {
    let now = 0
    const buckets = createBuckets({ burst: 2, perSecond: 1 }, () => now)
    for (let at = 0; at < 25_000; at++) buckets.take(`key ${at}`)
    expect(buckets.size()).toBeGreaterThan(9_000)
    expect(buckets.size()).toBeLessThanOrEqual(10_000)
    now = 10_000
    for (let at = 0; at < 1_001; at++) buckets.take(`later ${at}`)
    expect(buckets.size()).toBeLessThanOrEqual(1_001)
  })
})

/** How many of `count` requests, `everyMs` apart for each of `people`, a rule turns away. */
function turnedAway(rules: readonly RateRule[], request: string, people: number, everyMs: number) {
  let now = 0
  const fitting = rules.filter(({ requests }) => requests.test(request))
  const limits = fitting.map((rule) => ({ rule, buckets: createBuckets(rule, () => now) }))
  let refused = 0
  for (; now < 600_000; now += everyMs)
    for (let person = 0; person < people; person++)
      for (const { rule, buckets } of limits)
        if (buckets.take(rule.each === 'address' ? 'the NAT' : `person ${person}`) > 0) refused += 1
  return refused
}

describe('the rules', () => {
  test('never limit fifty typists behind one address who save every 0.4 s for ten minutes', () => {
    expect(turnedAway(RATE_RULES, 'PUT /api/v1/sheets/x/pass', 50, 400)).toBe(0)
    expect(turnedAway(RATE_RULES, 'PUT /api/v1/sheets/x/pass/ballots/7', 50, 400)).toBe(0)
  })

  test('let a whole hall log in within a minute', () => {
    const now = 0
    const rules = RATE_RULES.filter(({ requests }) => requests.test('POST /login'))
    const taken = rules.map((rule) => createBuckets(rule, () => now))
    for (let person = 0; person < 60; person++)
      for (const buckets of taken) expect(buckets.take('the NAT')).toBe(0)
  })

  test.each([
    ['POST /login', 100],
    ['POST /api/v1/login', 100],
    ['POST /verify', 20],
    ['POST /api/v1/verify', 20],
    ['GET /sessions/x/ballot-papers.pdf', 60],
    ['GET /api/v1/sessions/x/results.xlsx', 60],
    ['POST /api/v1/sessions/x/documents', 30],
    ['POST /sessions/x/documents/notice', 30],
    ['POST /api/v1/sheets/x/pass/import/preview', 60],
    ['POST /api/v1/sessions/x/comments', 30],
    ['POST /sessions/x/comments/1/reopen', 30],
  ])('turn away whoever sends %s more than %i times at once', (request, burst) => {
    const now = 0
    const rules = RATE_RULES.filter(({ requests }) => requests.test(request))
    const taken = rules.map((rule) => createBuckets(rule, () => now))
    const ask = () => taken.some((buckets) => buckets.take('one') > 0)
    for (let at = 0; at < burst; at++) expect(ask()).toBe(false)
    expect(ask()).toBe(true)
  })
})

describe('over HTTP', () => {
  const gated = (rule: Partial<RateRule>, addressOf: Gate['addressOf'] = () => '192.168.1.7') => {
    const whole: RateRule = { each: 'account', requests: /^/, burst: 2, perSecond: 1, ...rule }
    return sceneOf('sqlite', { rateRules: [whole], addressOf })
  }
  const close = (scene: Scene) => scene.ctx.store.db.destroy()

  test('a request too many is told so, with when to come again, and changes nothing', async () => {
    const scene = await gated({ requests: /^POST / })
    const cookie = await scene.cookieOf(scene.people.first)
    const headers = { cookie, origin: HERE, 'content-type': 'application/json' }
    const ask = () => scene.send('/api/v1/sessions', { method: 'POST', headers, body: '{}' })
    expect([(await ask()).status, (await ask()).status]).toEqual([422, 422])
    const refused = await ask()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toMatchObject({
      code: 'too_many_requests',
      detail: { seconds: 1 },
    })
    expect((await scene.send('/api/v1/sessions', { headers: { cookie } })).status).toBe(200)
    await close(scene)
  })

  test('one account’s haste is nobody else’s, and another log-in of it is no way around', async () => {
    const scene = await gated({ requests: /^GET \/api/ })
    const ask = async (cookie: string) => (await scene.send('/api/v1/me', { headers: { cookie } })).status // prettier-ignore
    const first = await scene.cookieOf(scene.people.first)
    expect([await ask(first), await ask(first)]).toEqual([200, 200])
    const again = await scene.cookieOf(scene.people.first)
    expect(await ask(again)).toBe(429)
    expect(await ask(await scene.cookieOf(scene.people.second))).toBe(200)
    await close(scene)
  })

  test('an address counts before anybody is asked for a password; IPv6 by its /64', async () => {
    let address = '2001:db8:1:2::1'
    const addressOf: Gate['addressOf'] = (c) => clientAddress(c, []) ?? 'none'
    const scene = await gated({ each: 'address', requests: /^POST / }, addressOf)
    const ask = async () => {
      const connection = { incoming: { socket: { remoteAddress: address } } }
      const { status } = await scene.app.request(
        `${HERE}/login`,
        logInForm('org-head', 'sai'),
        connection,
      )
      return status
    }
    expect([await ask(), await ask()]).toEqual([401, 401])
    address = '2001:db8:1:2:ffff::9'
    expect(await ask()).toBe(429)
    address = '2001:db8:1:3::1'
    expect(await ask()).toBe(401)
    address = '::ffff:192.168.1.7'
    expect([await ask(), await ask()]).toEqual([401, 401])
    address = '192.168.1.7'
    expect(await ask()).toBe(429)
    await close(scene)
  })
})
