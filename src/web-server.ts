import { recordBeyond } from './actions/air-gap.ts'
import { recordStart } from './actions/program-start.ts'
import { keepBackingUp } from './backing-up.ts'
import { endVerification } from './actions/verification-runs.ts'
import { createApp } from './app.ts'
import { now } from './clock.ts'
import { keepWatchingClock } from './clock-watch.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { keepForgetting } from './forgetting.ts'
import { clientAddress } from './http/client-address.ts'
import type { Gate } from './http/gate.ts'
import { RATE_RULES, type RateRule } from './http/rate-limits.ts'
import { createStreamPlaces } from './http/stream-places.ts'
import { type NetworkSettings, requireSafeListening } from './network-settings.ts'
import { keysSealedBy } from './sealed-keys.ts'
import { lookBeyond, watchBeyond } from './serving/air-gap-watch.ts'
import { defaultRoutes } from './serving/default-routes.ts'
import { type Listening, listen } from './serving/listen.ts'
import { fingerprintOf } from './serving/local-ca.ts'
import { inAddress, machineNames, ownHosts } from './serving/machine-names.ts'
import { isLoopback, isPublic } from './serving/private-networks.ts'
import { type Tls, localTls, tlsOfFiles } from './serving/tls-material.ts'
import { keepStamping } from './stamping.ts'
import { caSite } from './ui/ca-site.tsx'

/** In milliseconds: how long a closing server waits for whoever no longer takes what is sent. */
const CLOSING_MS = 10_000
/** In milliseconds: how often names of the machine and age of the certificate are looked at. */
const RENEWAL_MS = 60_000
const CERTIFICATE_MS = 43_200_000
const WEEK = 7 * 86_400
const YEAR = 365 * 86_400

/** A running server: where it listens, what people compare and install, and how to end it. */
export type Running = {
  /** One address of the program. */
  readonly url: string
  /** Every address other machines and this one reach it by. */
  readonly urls: readonly string[]
  /** The installation's own authority, where it serves TLS with one. */
  readonly ca: {
    /** Where its certificate is given out, without TLS. */
    readonly url: string
    readonly fingerprint: readonly string[]
  } | null
  /** Names of the machine for which that authority gives no certificate. */
  readonly left: readonly string[]
  close(): Promise<void>
}

/**
 * Serves the program until closed; ends by finishing the requests under way. `port_in_use`, `tls_required`,
 * `loopback_only`, `tls_files_unreadable`, `ca_unreadable`, `secret_unreadable`. Other rate rules are for measuring only.
 */
export async function startServer(
  ctx: Context,
  { network }: Config,
  rateRules: readonly RateRule[] = RATE_RULES,
): Promise<Running> {
  requireSafeListening(network)
  const tls = tlsOf(ctx, network)
  await recordStart(ctx)
  const watch = await watchNetwork(ctx, network)
  const airGap = { locks: network.airGap === 'lock', seen: watch.seen }
  const gate = { ...gateOf(ctx, network, tls?.hosts ?? []), rateRules, airGap }
  const app = createApp(ctx, createStreamPlaces(), gate)
  ctx.pdf.start()
  const { host } = network
  const server = await listen({
    fetch: app.fetch,
    host,
    port: network.port,
    tls: tls?.material ?? null,
    behindProxy: network.tls === 'proxy',
  })
  const ca = tls?.ca ? await serveCa(network, tls.ca, server, gate) : null
  const endRenewal = ca ? keepFresh(ctx, network, server) : () => undefined
  const endStamping = keepStamping(ctx)
  const endForgetting = keepForgetting(ctx)
  const endWatchingClock = keepWatchingClock(ctx)
  const endBackingUp = keepBackingUp(ctx)
  const urls = urlsOf(network, tls === null ? 'http' : 'https', server.port)
  return {
    url: urls[0]!,
    urls,
    ca: ca && {
      url: urlsOf(network, 'http', ca.port)[0]!,
      fingerprint: fingerprintOf(tls!.ca!),
    },
    left: tls?.left ?? [],
    async close() {
      endStamping()
      endForgetting()
      endWatchingClock()
      endBackingUp()
      endRenewal()
      watch.end()
      ctx.store.changes.end() // else the streams would keep the server open
      await Promise.all([server.close(CLOSING_MS), ca?.close(0)])
      await endVerification(ctx)
      await Promise.all([ctx.pdf.close(), ctx.verification.close()])
      await ctx.backups.work.close()
      await ctx.store.db.destroy()
    },
  }
}

/** The authority's key is sealed by the machine's key for secrets. */
function tlsOf({ secrets }: Pick<Context, 'secrets'>, network: NetworkSettings): Tls | null {
  if (network.tls === 'files') return tlsOfFiles(network.certFile, network.keyFile, now())
  if (network.tls !== 'local-ca') return null
  const names = machineNames(network.hostNames)
  return localTls(network.caFolder, names, now(), keysSealedBy(secrets))
}

function gateOf(
  { trustedProxies }: Context,
  network: NetworkSettings,
  hosts: readonly string[],
): Omit<Gate, 'rateRules' | 'airGap'> {
  const lasting = network.tls === 'local-ca' ? WEEK : YEAR
  return {
    hstsSeconds: network.tls === 'off' ? 0 : lasting,
    isOurs: ownHosts([...hosts, ...network.hostNames, network.host]),
    addressOf: (c) => clientAddress(c, trustedProxies) ?? 'here',
  }
}

async function watchNetwork(ctx: Context, { airGap, probes }: NetworkSettings) {
  if (airGap === 'off') return { seen: () => [], end: () => undefined }
  if (defaultRoutes() === null)
    ctx.log.warn('no routing table on this system: addresses and probes alone are watched')
  return watchBeyond({
    look: () => lookBeyond(probes),
    changed: async (signs) => {
      ctx.log.error(
        { signs, airGap },
        signs.length > 0 ? 'network beyond the LAN' : 'LAN only again',
      )
      await recordBeyond(ctx, signs, airGap === 'lock')
    },
    failed: (error) => ctx.log.error({ err: error }, 'the network could not be looked at'),
  })
}

/** Gives out the authority's certificate beside the server; when that is impossible, the server ends too. */
async function serveCa(
  network: NetworkSettings,
  certificate: Uint8Array,
  server: Listening,
  { isOurs }: Pick<Gate, 'isOurs'>,
): Promise<Listening> {
  const site = caSite({
    certificate,
    fingerprint: fingerprintOf(certificate),
    securePort: server.port,
    isOurs,
  })
  try {
    const { host, caPort: port } = network
    return await listen({ fetch: site.fetch, host, port, tls: null })
  } catch (error) {
    await server.close(0)
    throw error
  }
}

/** Shows a fresh certificate twice a day, and soon after the machine got another name or address. */
function keepFresh(ctx: Context, network: NetworkSettings, server: Listening): () => void {
  let [names, at] = [JSON.stringify(machineNames(network.hostNames)), Date.now()]
  const timer = setInterval(() => {
    const found = JSON.stringify(machineNames(network.hostNames))
    if (found === names && Date.now() - at < CERTIFICATE_MS) return
    server.renew(tlsOf(ctx, network)!.material)
    ;[names, at] = [found, Date.now()]
  }, RENEWAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** The addresses people type, those of the LAN first. */
function urlsOf({ host, hostNames }: NetworkSettings, scheme: string, port: number): string[] {
  const url = (name: string) => `${scheme}://${inAddress(name)}:${port}`
  if (host !== '0.0.0.0' && host !== '::') return [url(host)]
  const { dns, addresses } = machineNames(hostNames)
  const heard = (address: string) => host === '::' || !address.includes(':')
  const beyond = (address: string) => isLoopback(address) || address.startsWith('fe80:')
  const typed = addresses.filter((each) => heard(each) && !beyond(each) && !isPublic(each))
  return [...typed, ...dns].map(url)
}
