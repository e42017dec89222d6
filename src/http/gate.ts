import type { Context as HonoContext } from 'hono'
import type { Beyond } from '../domain/air-gap.ts'
import type { WebEnv } from './env.ts'
import type { RateRule } from './rate-limits.ts'

/** What stands between the network and the program; the server that listens decides it. */
export type Gate = {
  /** For how many seconds browsers are told to come with TLS only; 0 where TLS is not served. */
  readonly hstsSeconds: number
  /** Whether a request for that host (no port, IPv6 in brackets) means this program. */
  isOurs(host: string): boolean
  /** Where whoever asks comes from: of an IPv6 address the network alone, as `clientAddress` tells it. */
  addressOf(c: HonoContext<WebEnv>): string
  readonly rateRules: readonly RateRule[]
  readonly airGap: AirGap
}

/** What of the network beyond the LAN is seen now, and whether that closes the program. */
export type AirGap = {
  readonly locks: boolean
  seen(): readonly Beyond[]
}

/** For a program that is spoken to without a port, as tests do: nothing stands in between. */
export const OPEN_GATE: Gate = {
  hstsSeconds: 0,
  isOurs: () => true,
  addressOf: () => 'here',
  rateRules: [],
  airGap: { locks: false, seen: () => [] },
}
