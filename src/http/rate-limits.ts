import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'
import type { Gate } from './gate.ts'
import { createBuckets } from './token-buckets.ts'

/** So many requests at once, and then so many a second, for each address or each account. */
export type RateRule = {
  readonly each: 'address' | 'account'
  /** Method and path in one line, `POST /login`. */
  readonly requests: RegExp
  readonly burst: number
  readonly perSecond: number
}

/**
 * Wide where people type: fifty typists behind one address who save every 0.4 s make 125 requests a second.
 * Tight where one request costs much, or where a password is tried.
 */
export const RATE_RULES: readonly RateRule[] = [
  { each: 'address', requests: /^/, burst: 3_000, perSecond: 600 },
  // the whole hall logs in within a minute, and some mistype
  {
    each: 'address',
    requests: /^POST (?:\/api\/v1)?\/(?:login|setup)(?:\/restore.*)?$/,
    burst: 100,
    perSecond: 1,
  },
  { each: 'account', requests: /^/, burst: 400, perSecond: 20 },
  { each: 'account', requests: /^POST .*\/verify$/, burst: 20, perSecond: 0.2 },
  { each: 'account', requests: /^GET .*\.(?:pdf|docx|xlsx)$/, burst: 60, perSecond: 1 },
  { each: 'account', requests: /^POST .*\/documents(?:\/[^/]+)?$/, burst: 30, perSecond: 0.5 },
  { each: 'account', requests: /^POST .*\/comments\b/, burst: 30, perSecond: 0.5 },
  { each: 'account', requests: /^POST .*\/import(?:\/preview)?$/, burst: 60, perSecond: 1 },
]

/**
 * Refuses, `too_many_requests` with `Retry-After`, what goes beyond a rule of the gate for addresses or, once it
 * is known who asks, for accounts. Nobody's requests count against anybody else's account.
 */
export function limitRates(gate: Gate, each: RateRule['each'], now = () => performance.now()) {
  const limits = gate.rateRules
    .filter((rule) => rule.each === each)
    .map((rule) => ({ ...rule, buckets: createBuckets(rule, now) }))
  return createMiddleware<WebEnv>(async (c, next) => {
    const who = each === 'address' ? gate.addressOf(c) : c.get('actor')?.account
    const request = `${c.req.method} ${c.req.path}`
    for (const { requests, buckets } of who === undefined ? [] : limits) {
      const seconds = requests.test(request) ? buckets.take(who!) : 0
      if (seconds === 0) continue
      c.header('retry-after', String(seconds))
      throw new AppError('too_many_requests', { seconds })
    }
    await next()
  })
}
