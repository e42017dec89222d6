/** A value as it was written, and its text. */
export type CanonicalJson = { readonly value: unknown; readonly text: string }

/**
 * The JSON in the bytes, if they are the one text that the program writes of it: two spaces, every key once, composed letters
 * (NFC), a line end at the end; else null. So no two readers can find different things in it.
 */
export function readCanonicalJson(bytes: Uint8Array | undefined): CanonicalJson | null {
  if (!bytes) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    const written = `${JSON.stringify(value, null, 2)}\n`
    return written === text && text.normalize('NFC') === text ? { value, text } : null
  } catch {
    return null // no UTF-8, no JSON
  }
}

/** The JSON in the bytes however it is written; null for what is none. */
export function readAnyJson(bytes: Uint8Array | undefined): CanonicalJson | null {
  if (!bytes) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { value: JSON.parse(text), text }
  } catch {
    return null // no UTF-8, no JSON
  }
}

type Check = (value: unknown) => boolean

/** Whether the value is an object with exactly these keys, in this order unless `anyOrder`, each as its check wants it. */
export function hasShape(
  value: unknown,
  shape: Readonly<Record<string, Check>>,
  anyOrder = false,
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const found = Object.entries(value)
  const wanted = Object.entries(shape)
  if (found.length !== wanted.length) return false
  return wanted.every(([key, check], at) => {
    const own = anyOrder ? found.find(([name]) => name === key) : found[at]
    return own !== undefined && own[0] === key && check(own[1])
  })
}

/** Whether it is a list all of whose members are as the check wants them. */
export function isListOf(value: unknown, check: Check): boolean {
  return Array.isArray(value) && value.every(check)
}

/** Whether it is a text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** Whether it is a whole number 0 to 1,000,000, or null for one that was not entered. */
export function isCount(value: unknown): boolean {
  return value === null || isWhole(value)
}

/** Whether it is a whole number 0 to 1,000,000. */
export function isWhole(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000
}
