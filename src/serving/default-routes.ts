import { readFileSync } from 'node:fs'

/** Flags of Linux: the route is up; it refuses what is sent over it. */
const UP = 0x1
const REJECT = 0x200

/**
 * The interfaces over which this machine sends what is for no network it knows; `null` where the system does not
 * tell (anything but Linux).
 */
export function defaultRoutes(folder = '/proc/net'): readonly string[] | null {
  const [ipv4, ipv6] = [textOf(`${folder}/route`), textOf(`${folder}/ipv6_route`)]
  if (ipv4 === undefined) return null
  return [...new Set([...inIpv4(ipv4), ...inIpv6(ipv6 ?? '')])]
}

/** Lines of: interface, destination, gateway, flags, …, mask; numbers in hexadecimal. */
function inIpv4(text: string): readonly string[] {
  return linesOf(text)
    .slice(1)
    .filter(([, destination, , flags = '0', , , , mask]) => {
      const isDefault = destination === '00000000' && mask === '00000000'
      return isDefault && isUsable(flags)
    })
    .map(([name = '']) => name)
}

/** Lines of: destination, length, source, length, next hop, metric, references, use, flags, interface. */
function inIpv6(text: string): readonly string[] {
  return linesOf(text)
    .filter(
      ([destination = '', length, , , , , , , flags = '0', name]) =>
        /^0{32}$/.test(destination) && length === '00' && name !== 'lo' && isUsable(flags),
    )
    .map((fields) => fields[9]!)
}

function isUsable(flags: string): boolean {
  const bits = Number.parseInt(flags, 16)
  return (bits & UP) !== 0 && (bits & REJECT) === 0
}

function linesOf(text: string): readonly string[][] {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/))
  return lines.filter((fields) => fields.length > 1)
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // no such table on this system
  }
}
