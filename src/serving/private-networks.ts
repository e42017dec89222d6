import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Networks that are not routed in the Internet: address and length of the prefix. */
export const PRIVATE_NETWORKS = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const

const LOOPBACK = [
  ['127.0.0.0', 8],
  ['::1', 128],
] as const

const privateList = listOf(PRIVATE_NETWORKS)
const loopbackList = listOf(LOOPBACK)
/** Also of nobody in the Internet, though no certificate of ours is made for them: shared space of providers. */
const sharedList = listOf([['100.64.0.0', 10]])
/** What the Internet uses of IPv6. */
const globalList = listOf([['2000::', 3]])

/** Whether the text is an address of a private network, the link or this machine. */
export function isPrivate(address: string): boolean {
  return isIn(privateList, address)
}

/** Whether the address could be reached from the Internet; false for what is no address. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !isPrivate(address) && !isIn(sharedList, address)
  return isIn(globalList, address)
}

/** Whether whoever listens there is heard on this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || isIn(loopbackList, host)
}

/** The 4 or 16 bytes of an address. RangeError for anything else. */
export function addressBytes(address: string): Uint8Array {
  if (isIPv4(address)) return Uint8Array.from(address.split('.').map(Number))
  if (!isIPv6(address)) throw new RangeError(`no address: ${address}`)
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string) => text.split(':').filter((group) => group !== '')
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return Uint8Array.from(
    [...before, ...zeros, ...after].flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 0xff]
    }),
  )
}

function listOf(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [address, length] of networks)
    list.addSubnet(address, length, isIPv4(address) ? 'ipv4' : 'ipv6')
  return list
}

function isIn(list: BlockList, address: string): boolean {
  if (isIPv4(address)) return list.check(address, 'ipv4')
  return isIPv6(address) && list.check(address, 'ipv6')
}
