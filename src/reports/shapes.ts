import type { Font, Glyph } from 'fontkit'

/** One glyph of a shaped word; thousandths of the type size. */
type ShapedGlyph = {
  readonly glyph: Glyph
  /** How far the next glyph stands, kerning included. */
  readonly advance: number
  /** The glyph's own width, as the font says it. */
  readonly width: number
}

/** A word with the space behind it, shaped. `raised`: some glyph stands off the line or its place. */
export type Shape = {
  readonly glyphs: readonly ShapedGlyph[]
  readonly width: number
  readonly raised: boolean
}

/** What is remembered of one font for as long as the process lives. */
type Memory = { readonly shapes: Map<string, Shape>; readonly widths: Map<string, number> }

/** More words than the longest report has; then the memory starts anew. */
const REMEMBERED = 20_000

const memories = new WeakMap<Font, Memory>()

function memoryOf(font: Font): Memory {
  let memory = memories.get(font)
  if (!memory) {
    memory = { shapes: new Map(), widths: new Map() }
    memories.set(font, memory)
  }
  return memory
}

/** The value of `key`, made once; a full memory is emptied. */
function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key)
  if (known !== undefined) return known
  if (memory.size >= REMEMBERED) memory.clear()
  const value = make()
  memory.set(key, value)
  return value
}

/** `text` cut behind each space, as pdfkit cuts it: no word is kerned with the next. */
export function splitWords(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=[ \t])/)
}

/** The shape of a word that `splitWords` gave. */
export function shapeOf(font: Font, word: string): Shape {
  return remembered(memoryOf(font).shapes, word, () => shapeAnew(font, word))
}

/** The width of `text` in points at that type size, to the last bit what pdfkit measures. */
export function textWidth(font: Font, text: string, size: number): number {
  const width = remembered(memoryOf(font).widths, text, () =>
    splitWords(text).reduce((sum, word) => sum + shapeOf(font, word).width, 0),
  )
  return (width * (size / 1000) * 100) / 100
}

function shapeAnew(font: Font, word: string): Shape {
  const { glyphs, positions } = font.layout(word)
  const scale = 1000 / font.unitsPerEm
  const shaped = positions.map(({ xAdvance }, at): ShapedGlyph => {
    const glyph = glyphs[at]!
    return { glyph, advance: xAdvance * scale, width: glyph.advanceWidth * scale }
  })
  return {
    glyphs: shaped,
    width: shaped.reduce((sum, { advance }) => sum + advance, 0),
    raised: positions.some(({ xOffset, yOffset }) => xOffset !== 0 || yOffset !== 0),
  }
}
