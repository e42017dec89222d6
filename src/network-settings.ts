import { isIP } from 'node:net'
import { z } from 'zod'
import { AppError } from './errors.ts'
import type { Probe } from './serving/air-gap-watch.ts'
import { isLoopback } from './serving/private-networks.ts'

const port = z.coerce.number('number').int('number').min(0, 'number').max(65_535, 'number')

/** The settings of how the program is reached, as they stand in the environment. */
export const networkShape = {
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(9600),
  HOST_NAMES: z.string().default(''),
  LOOPBACK_ONLY: z.enum(['0', '1'], 'choice').default('0'),
  TLS: z.enum(['off', 'local-ca', 'files', 'proxy'], 'choice').optional(),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  CA_PORT: port.optional(),
  AIR_GAP: z.enum(['off', 'warn', 'lock'], 'choice').default('off'),
  AIR_GAP_PROBES: z.string().default(''),
}

/** How the program is reached. */
export type NetworkSettings = {
  readonly host: string
  readonly port: number
  /** Further names and addresses people reach the machine by. */
  readonly hostNames: readonly string[]
  readonly loopbackOnly: boolean
  /** No TLS; TLS of the installation's own authority; of the organisation's files; at a proxy on this machine. */
  readonly tls: 'off' | 'local-ca' | 'files' | 'proxy'
  readonly certFile: string | null
  readonly keyFile: string | null
  /** Where the installation's own authority is kept. */
  readonly caFolder: string
  /** Where its certificate is given out without TLS. */
  readonly caPort: number
  readonly airGap: 'off' | 'warn' | 'lock'
  readonly probes: readonly Probe[]
}

/**
 * The settings, decided: whoever listens for other machines and says nothing of TLS gets TLS of an own
 * authority. `invalid_input`.
 */
export function networkOf(
  set: z.output<z.ZodObject<typeof networkShape>>,
  dataDir: string,
): NetworkSettings {
  return {
    host: set.HOST,
    port: set.PORT,
    hostNames: listOf(set.HOST_NAMES).map(hostName),
    loopbackOnly: set.LOOPBACK_ONLY === '1',
    tls: set.TLS ?? (isLoopback(set.HOST) ? 'off' : 'local-ca'),
    certFile: set.TLS_CERT ?? null,
    keyFile: set.TLS_KEY ?? null,
    caFolder: `${dataDir}/tls`,
    caPort: set.CA_PORT ?? (set.PORT === 0 ? 0 : Math.min(set.PORT + 1, 65_535)),
    airGap: set.AIR_GAP,
    probes: listOf(set.AIR_GAP_PROBES).map(probe),
  }
}

/**
 * Refuses to serve other machines where the settings say this one only, `loopback_only`, and without TLS that
 * ends on this machine, `tls_required`.
 */
export function requireSafeListening({ host, tls, loopbackOnly }: NetworkSettings): void {
  if (isLoopback(host)) return
  if (loopbackOnly) throw new AppError('loopback_only', { host })
  if (tls === 'off' || tls === 'proxy') throw new AppError('tls_required', { host })
}

/** What makes the PostgreSQL client use TLS and check whom it speaks to. */
const CHECKED_MODES = ['prefer', 'require', 'verify-ca', 'verify-full']

/**
 * Whether that database is a PostgreSQL on another machine, spoken to without TLS or without looking at its
 * certificate; `sslMode` is what `PGSSLMODE` says where the address says nothing.
 */
export function isDatabaseOpen(database: string, sslMode: string | undefined): boolean {
  if (!/^postgres(ql)?:/.test(database) || !URL.canParse(database)) return false
  const { hostname, searchParams } = new URL(database)
  const host = decodeURIComponent(searchParams.get('host') ?? hostname).replace(/^\[(.+)\]$/, '$1')
  if (host === '' || host.startsWith('/') || isLoopback(host)) return false
  if (searchParams.get('uselibpqcompat') === 'true')
    return searchParams.get('sslmode') !== 'verify-full'
  if (['true', '1'].includes(searchParams.get('ssl') ?? '')) return false
  return !CHECKED_MODES.includes(searchParams.get('sslmode') ?? sslMode ?? '')
}

function listOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((each) => each !== '')
}

function hostName(text: string): string {
  const name = text.toLowerCase()
  if (isIP(name) !== 0) return name
  const labels = name.split('.')
  if (name.length <= 253 && labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label)))
    return name
  throw new AppError('invalid_input', { issues: [{ path: '/HOST_NAMES', rule: 'host_name' }] })
}

function probe(text: string): Probe {
  const at = text.lastIndexOf(':')
  const [host, number] = [text.slice(0, at).replace(/^\[(.+)\]$/, '$1'), Number(text.slice(at + 1))]
  if (host !== '' && Number.isInteger(number) && number > 0 && number <= 65_535)
    return { host, port: number }
  throw new AppError('invalid_input', { issues: [{ path: '/AIR_GAP_PROBES', rule: 'host_port' }] })
}
