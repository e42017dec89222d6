/** The JSON pointer (RFC 6901) of the place that the keys lead to; `''` is the whole document. */
export function pointer(keys: readonly PropertyKey[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
