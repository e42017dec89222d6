/**
 * A sign that a network beyond the LAN may be reached: a default route over that interface, an address
 * of the public Internet on it, or an answer of an address that was asked (`host:port`).
 */
export type Beyond = {
  readonly sign: 'route' | 'address' | 'answer'
  readonly at: string
}

/** Whether both lists tell the same signs in the same order. */
export function sameSigns(one: readonly Beyond[], other: readonly Beyond[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ sign, at }, index) => other[index]?.sign === sign && other[index].at === at)
  )
}
