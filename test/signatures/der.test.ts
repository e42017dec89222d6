import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DerError,
  encodeElement,
  encodeObjectIdentifier,
  encodeSetOf,
  readChildren,
  readElement,
  readObjectIdentifier,
  TAG,
} from '../../src/signatures/der.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'

describe('DER', () => {
  it('reads back every element it writes, around each length of the length', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const content = new Uint8Array(length).fill(7)
      const written = encodeElement(TAG.octetString, content)
      const { tag, end, content: read } = readElement(written)
      expect([tag, end, read.length]).toEqual([TAG.octetString, written.length, length])
    }
  })

  it('writes and reads object identifiers alike', () => {
    expect(Object.values(OID).length).toBeGreaterThan(20)
    for (const dotted of Object.values(OID))
      expect(readObjectIdentifier(readElement(encodeObjectIdentifier(dotted)))).toBe(dotted)
  })

  it('puts a SET OF in the order of its encodings, whatever order it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 6 }), (contents) => {
        const elements = contents.map((content) => encodeElement(TAG.octetString, content))
        const set = encodeSetOf(TAG.set, elements)
        const raw = readChildren(readElement(set)).map((child) => Buffer.from(child.raw))
        expect(raw).toEqual(raw.toSorted((a, b) => Buffer.compare(a, b)))
        expect(set).toEqual(encodeSetOf(TAG.set, elements.toReversed()))
      }),
    )
  })

  it.each([
    ['an indefinite length', [0x30, 0x80, 0, 0]],
    ['a length that is not minimal', [0x04, 0x81, 0x01, 0xff]],
    ['a length with a leading zero', [0x04, 0x82, 0x00, 0x80, ...Array<number>(128).fill(0)]],
    ['an element longer than the bytes', [0x04, 0x05, 1, 2]],
    ['no bytes', []],
    ['a long tag', [0x3f, 0x81, 0x01, 0x00]],
  ])('refuses %s', (_, bytes) => {
    expect(() => readElement(Uint8Array.from(bytes))).toThrow(DerError)
  })

  it('never throws anything but DerError for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          readChildren(readElement(bytes))
        } catch (error) {
          expect(error).toBeInstanceOf(DerError)
        }
      }),
    )
  })
})
