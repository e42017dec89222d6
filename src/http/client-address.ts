import type { Context as HonoContext } from 'hono'
import type { WebEnv } from './env.ts'

/** What the server's adapter tells of the connection; nothing where requests come without one. */
type Connection = {
  readonly incoming?: {
    readonly socket?: { readonly remoteAddress?: string; readonly encrypted?: boolean }
  }
}

/**
 * The address a request comes from, `null` where there is no connection. The word of a header is taken only
 * from proxies that are named; of its list counts the last address that is no such proxy. Of an IPv6 address
 * only the network counts (64 bits), which one customer has whole.
 */
export function clientAddress(
  c: HonoContext<WebEnv>,
  trustedProxies: readonly string[],
): string | null {
  const remote = plainAddress(connectionOf(c)?.remoteAddress)
  if (remote === null || !trustedProxies.includes(remote)) return remote && networkOf(remote)
  const named = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim())
  const client = named.findLast((each) => each !== '' && !trustedProxies.includes(each))
  return networkOf(plainAddress(client) ?? remote)
}

/** Whether nobody on the way reads along: TLS to here, or to a proxy that is named and says so. */
export function isEncrypted(c: HonoContext<WebEnv>, trustedProxies: readonly string[]): boolean {
  const connection = connectionOf(c)
  const remote = plainAddress(connection?.remoteAddress)
  if (remote !== null && trustedProxies.includes(remote))
    return c.req.header('x-forwarded-proto')?.trim().toLowerCase() === 'https'
  return connection?.encrypted === true || new URL(c.req.url).protocol === 'https:'
}

function connectionOf(c: HonoContext<WebEnv>) {
  return (c.env as Connection | undefined)?.incoming?.socket
}

/** An IPv4 address that comes through an IPv6 socket as itself. */
function plainAddress(address: string | undefined): string | null {
  return address?.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '') ?? null
}

function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]!.split('::')
  const groups = head.split(':').filter((each) => each !== '')
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  const all = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0')]
  return [...all, ...(tail ?? '').split(':')]
    .slice(0, 4)
    .map((each) => each.replace(/^0+(?=.)/, '') || '0')
    .join(':')
}
