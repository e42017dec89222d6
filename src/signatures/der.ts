/** Bytes that are no DER (X.690), or not the structure expected. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

/** One DER element: its tag byte, its value, the whole of it, and the offset just after it. */
export type DerElement = {
  readonly tag: number
  readonly content: Uint8Array
  readonly raw: Uint8Array
  readonly end: number
}

/** Tag bytes used here. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

/** The tag byte of a context-specific element, constructed unless `primitive`. */
export function contextTag(number: number, primitive = false): number {
  return (primitive ? 0x80 : 0xa0) | number
}

/** The element that starts at `at`. Throws DerError for lengths that are indefinite, too long or not minimal. */
export function readElement(bytes: Uint8Array, at = 0): DerElement {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw new DerError(`truncated at ${at}`)
  if ((tag & 0x1f) === 0x1f) throw new DerError(`long tag at ${at}`)
  let start = at + 2
  let length = first
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count < 1 || count > 4) throw new DerError(`length of ${count} bytes at ${at}`)
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? 0)
    start += count
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError(`long length at ${at}`)
  }
  const end = start + length
  if (end > bytes.length) throw new DerError(`truncated at ${at}`)
  return { tag, content: bytes.subarray(start, end), raw: bytes.subarray(at, end), end }
}

/** The elements inside a constructed element, in order. */
export function readChildren(parent: DerElement): readonly DerElement[] {
  const children: DerElement[] = []
  for (let at = 0; at < parent.content.length;) {
    const child = readElement(parent.content, at)
    children.push(child)
    at = child.end
  }
  return children
}

/** `element` if it is there and has that tag, else DerError naming `what`. */
export function expectTag(element: DerElement | undefined, tag: number, what: string): DerElement {
  if (element?.tag !== tag) throw new DerError(`${what}: tag ${element?.tag}, expected ${tag}`)
  return element
}

/** The dotted form of an OBJECT IDENTIFIER element. */
export function readObjectIdentifier(element: DerElement | undefined): string {
  const { content } = expectTag(element, TAG.objectIdentifier, 'object identifier')
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of content) {
    arc = arc * 128n + BigInt(byte & 0x7f)
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0n
  }
  const first = arcs[0]
  if (first === undefined) throw new DerError('empty object identifier')
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...arcs.slice(1)].join('.')
}

/** The DER bytes of an element with that tag and the parts as its value. */
export function encodeElement(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const header = [tag]
  if (length < 0x80) header.push(length)
  else {
    const digits: number[] = []
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
    header.push(0x80 | digits.length, ...digits)
  }
  return Buffer.concat([Uint8Array.from(header), ...parts])
}

/** A SEQUENCE of the parts. */
export function encodeSequence(...parts: readonly Uint8Array[]): Uint8Array {
  return encodeElement(TAG.sequence, ...parts)
}

/** A SET OF the elements in the ascending order of their encodings, as X.690 §11.6 asks. */
export function encodeSetOf(tag: number, elements: readonly Uint8Array[]): Uint8Array {
  const ordered = elements.toSorted((a, b) => Buffer.compare(a, b))
  return encodeElement(tag, ...ordered)
}

/** A small non-negative INTEGER, 0 to 127. */
export function encodeSmallInteger(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 127) throw new RangeError('value: 0 to 127')
  return encodeElement(TAG.integer, Uint8Array.of(value))
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function encodeObjectIdentifier(dotted: string): Uint8Array {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [root * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(0x80 | (left % 128))
    return digits
  })
  return encodeElement(TAG.objectIdentifier, Uint8Array.from(bytes))
}

/** A non-negative INTEGER from its big-endian bytes, which may have leading zeros or none. */
export function encodeUnsignedInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  const digits = start === -1 ? Uint8Array.of(0) : bytes.subarray(start)
  const sign = digits[0]! >= 0x80 ? [Uint8Array.of(0)] : []
  return encodeElement(TAG.integer, ...sign, digits)
}
