/** As `promisify` of Node, of which nothing here is called. */
export function promisify(): () => never {
  return () => {
    throw new TypeError('nothing is promised here')
  }
}
