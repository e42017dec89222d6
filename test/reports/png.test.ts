import { describe, expect, it } from 'vitest'
import { loadFonts } from '../../src/reports/fonts.ts'
import { readPng } from '../../src/reports/png.ts'
import { signatureAppearance } from '../../src/reports/signature-appearance.ts'
import { chunk, makePng } from './pictures.ts'

const size = { width: 4, height: 3 }
const palette = chunk('PLTE', Buffer.alloc(768, 99))

function reasonFor(bytes: Uint8Array): unknown {
  try {
    readPng(bytes)
  } catch (error) {
    return (error as { detail: { reason: unknown } }).detail.reason
  }
  return null
}

describe('a PNG', () => {
  it.each([
    [0, []],
    [2, []],
    [3, [palette]],
    [3, [palette, chunk('tRNS', Buffer.of(0, 128))]],
    [4, []],
    [6, []],
  ])('of colour type %i is read, and can be drawn', async (colour, before) => {
    const png = makePng(size, { colour, before })
    expect(readPng(png)).toEqual(size)
    const mark = { signerName: 'A', signedAt: '2015-05-12T03:32:58.000Z', width: 90, height: 40 }
    const drawn = await signatureAppearance({ ...mark, image: png }, loadFonts())
    expect(Buffer.from(drawn).includes('/Subtype /Image')).toBe(true)
  })

  it('may be 2000 × 2000 pixels large, not one more', () => {
    expect(readPng(makePng({ width: 2000, height: 1 }))).toEqual({ width: 2000, height: 1 })
    expect(reasonFor(makePng({ width: 2001, height: 1 }))).toBe('too_many_pixels')
    expect(reasonFor(makePng({ width: 1, height: 2001 }))).toBe('too_many_pixels')
  })

  it('may have 500 kB, not one byte more', () => {
    const filled = (bytes: number) =>
      makePng(size, { before: [chunk('tEXt', Buffer.alloc(bytes - makePng(size).length - 12))] })
    expect(filled(500_000)).toHaveLength(500_000)
    expect(readPng(filled(500_000))).toEqual(size)
    expect(reasonFor(filled(500_001))).toBe('too_long')
  })

  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'not_png'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'not_png'],
    ['only the first bytes', makePng(size).subarray(0, 8), 'damaged'],
    ['cut off', makePng(size).subarray(0, -1), 'damaged'],
    ['with something behind', Buffer.concat([makePng(size), Buffer.of(0)]), 'damaged'],
    ['without pixels', makePng({ width: 0, height: 3 }), 'damaged'],
    ['with a row missing', makePng(size, { rows: Buffer.alloc(2 * 17) }), 'damaged'],
    ['with a row too many', makePng(size, { rows: Buffer.alloc(4 * 17) }), 'damaged'],
    ['with an unknown filter', makePng(size, { rows: Buffer.alloc(3 * 17, 5) }), 'damaged'],
    ['a palette without colours', makePng(size, { colour: 3 }), 'damaged'],
    ['of 16 bits', makePng(size, { depth: 16 }), 'unsupported'],
    ['of an unknown colour type', makePng(size, { colour: 5 }), 'unsupported'],
    ['interlaced', makePng(size, { interlace: 1 }), 'unsupported'],
  ])('is refused: %s', (_, bytes, reason) => {
    expect(reasonFor(bytes)).toBe(reason)
  })

  it('with any one byte changed is refused', () => {
    const png = makePng(size)
    for (let at = 0; at < png.length; at++) {
      const changed = Buffer.from(png)
      changed[at]! ^= 1
      expect(reasonFor(changed)).not.toBeNull()
    }
  })

  it('that unpacks to more than it says is not unpacked', () => {
    const bomb = makePng(size, { rows: Buffer.alloc(50_000_000) })
    expect(bomb.length).toBeLessThan(500_000)
    expect(reasonFor(bomb)).toBe('damaged')
  })
})
