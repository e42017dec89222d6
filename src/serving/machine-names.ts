import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'

/** What the machine answers to: host names in small letters, and addresses. */
export type MachineNames = {
  readonly dns: readonly string[]
  readonly addresses: readonly string[]
}

/** Names and addresses of this machine now, with those the settings add (`HOST_NAMES`) first. */
export function machineNames(added: readonly string[]): MachineNames {
  const own = hostname().toLowerCase()
  const local = own.includes('.') ? [own] : [own, `${own}.local`]
  const found = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const addresses = found
    .map(({ address }) => address)
    .toSorted((a, b) => Number(a.includes(':')) - Number(b.includes(':')))
  return {
    dns: distinct([...added.filter((name) => isIP(name) === 0), ...local, 'localhost']),
    addresses: distinct([
      ...added.filter((name) => isIP(name) !== 0),
      ...addresses,
      '127.0.0.1',
      '::1',
    ]),
  }
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))]
}

/** In milliseconds: how old the names may be before an unknown one is looked for among newer ones. */
const STALE_MS = 1_000

/** Tells hosts of this machine, as they stand in an address, from others; also those it got just now. */
export function ownHosts(added: readonly string[]): (host: string) => boolean {
  let [hosts, at] = [hostsOf(added), Date.now()]
  return (host) => {
    const name = host.toLowerCase().replace(/\.$/, '')
    if (hosts.has(name)) return true
    if (Date.now() - at < STALE_MS) return false
    ;[hosts, at] = [hostsOf(added), Date.now()]
    return hosts.has(name)
  }
}

function hostsOf(added: readonly string[]): ReadonlySet<string> {
  const { dns, addresses } = machineNames(added)
  return new Set([...dns, ...addresses.map(inAddress)])
}

/** The host as it stands in an address: IPv6 in brackets. */
export function inAddress(host: string): string {
  return host.includes(':') ? new URL(`http://[${host}]`).hostname : host
}
