import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { type Beyond, sameSigns } from '../domain/air-gap.ts'
import { defaultRoutes } from './default-routes.ts'
import { isPublic } from './private-networks.ts'

/** A host and port of a network the machine should not reach. */
export type Probe = { readonly host: string; readonly port: number }

const PROBE_MS = 2_000
const EVERY_MS = 30_000

/**
 * The signs of a network beyond the LAN that are seen now: default routes and public addresses of this machine,
 * which asks nobody, and those of the probes that take a connection.
 */
export async function lookBeyond(probes: readonly Probe[]): Promise<readonly Beyond[]> {
  const routes = (defaultRoutes() ?? []).map((at) => ({ sign: 'route', at }) as const)
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ address, internal }) => !internal && isPublic(address))
    .map(({ address }) => ({ sign: 'address', at: address }) as const)
  const answered = await Promise.all(probes.map(answers))
  const answering = probes
    .filter((_, at) => answered[at])
    .map(({ host, port }) => ({ sign: 'answer', at: `${host}:${port}` }) as const)
  return [...routes, ...addresses, ...answering]
}

function answers({ host, port }: Probe): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_MS })
    const end = (reached: boolean) => () => {
      socket.destroy()
      resolve(reached)
    }
    socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false))
  })
}

/** What to do with what is seen. */
export type AirGapWatch = {
  readonly look: () => Promise<readonly Beyond[]>
  /** Called when the signs are others than before, first when there are some. */
  readonly changed: (signs: readonly Beyond[]) => Promise<void>
  readonly failed: (error: unknown) => void
  readonly everyMs?: number
}

/** Looks once before it comes back, then again and again until ended; `seen` are the signs of the last look. */
export async function watchBeyond(watch: AirGapWatch): Promise<{
  readonly seen: () => readonly Beyond[]
  readonly end: () => void
}> {
  let seen: readonly Beyond[] = []
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    try {
      const now = await watch.look()
      if (sameSigns(now, seen)) return
      seen = now // before it is journalled: a database in trouble opens nothing
      await watch.changed(now)
    } catch (error) {
      watch.failed(error)
    } finally {
      looking = false
    }
  }
  await look()
  const timer = setInterval(() => void look(), watch.everyMs ?? EVERY_MS)
  timer.unref()
  return { seen: () => seen, end: () => clearInterval(timer) }
}
