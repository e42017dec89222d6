import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

/** Why this machine cannot give a test a network of its own; empty when it can. */
function whatIsMissing(): string {
  if (process.platform !== 'linux') return 'not Linux'
  const script = 'ip link add lan0 type veth peer name lan1'
  const { status, stderr, error } = spawnSync('unshare', ['-rn', 'sh', '-c', script])
  if (error) return error.message
  return status === 0 ? '' : String(stderr).trim()
}

const missing = whatIsMissing()
if (missing) console.log(`Tests of the air gap in a network namespace are skipped: ${missing}`)

type Seen = readonly { readonly sign: string; readonly at: string }[]
type Served = {
  readonly status: number
  readonly names: boolean
  readonly events: readonly object[]
}

describe('the machine of .ci/run', () => {
  test('gives a test a network of its own, so that what follows is not skipped there', () => {
    if (process.env.NEEDS_NETNS === '1') expect(missing).toBe('')
    else expect(typeof missing).toBe('string')
  })
})

describe.skipIf(missing !== '')('in a network of its own', () => {
  test('the watch tells a LAN from a way beyond it, and the program warns, closes and opens again', () => {
    const told = execFileSync(
      'unshare',
      ['-rn', process.execPath, '--import', 'tsx', 'test/serving/inside-namespace.ts'],
      { encoding: 'utf8', timeout: 110_000 },
    )
    const { seen, warned, locked, open } = JSON.parse(told) as {
      seen: Record<string, Seen>
      warned: Served
      locked: Served
      open: Served
    }
    expect(seen).toEqual({
      lan: [],
      route: [{ sign: 'route', at: 'lan0' }],
      again: [],
      address: [{ sign: 'address', at: '9.9.9.9' }],
      ipv6: [{ sign: 'route', at: 'lan0' }],
    })
    const signs = [{ sign: 'route', at: 'lan0' }]
    expect(warned).toEqual({
      status: 200,
      names: true,
      events: [{ type: 'network_seen', signs, locks: false }],
    })
    expect([locked.status, locked.names]).toEqual([503, true])
    expect(locked.events.at(-1)).toEqual({ type: 'network_seen', signs, locks: true })
    expect([open.status, open.names]).toEqual([200, false])
  }, 120_000)
})
