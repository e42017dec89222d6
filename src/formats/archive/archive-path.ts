/** A path inside an archive: up to five names of small ASCII letters, digits and `-`, `_`, `.`, none beginning with a dot. */
const PATH =
  /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*(?:\/[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*){0,4}$/
const LONGEST_PATH = 200
/** Names that Windows takes for devices, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

/**
 * Whether a file of that path may be unpacked on every system: relative, without `..`, drive, backslash, NUL, empty
 * or hidden names and names of devices; 200 characters at most.
 */
export function isSafePath(path: string): boolean {
  if (path.length > LONGEST_PATH || !PATH.test(path)) return false
  return path.split('/').every((name) => !DEVICE.test(name))
}

/** What two paths share that some systems take for one. */
export function foldedPath(path: string): string {
  return path.toLowerCase()
}
