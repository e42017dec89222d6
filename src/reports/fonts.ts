import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import { AppError } from '../errors.ts'

const FILES = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const

export const FONT_NAMES = ['regular', 'bold', 'italic', 'boldItalic'] as const
type FontName = (typeof FONT_NAMES)[number]

/** The document font in its four styles, parsed; the same objects serve every document. */
export type Fonts = Readonly<Record<FontName, fontkit.Font>>

let parsed: Fonts | undefined

/** The document font (Tinos: the widths of Times, all Vietnamese letters), read and parsed once a process. */
export function loadFonts(): Fonts {
  parsed ??= {
    regular: parse(FILES.regular),
    bold: parse(FILES.bold),
    italic: parse(FILES.italic),
    boldItalic: parse(FILES.boldItalic),
  }
  return parsed
}

function parse(file: string): fontkit.Font {
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${file}`)
  const font = fontkit.create(readFileSync(path))
  if (!('layout' in font)) throw new TypeError(`${file} holds more than one font`)
  prime(font)
  rememberShapes(font)
  return font
}

/**
 * Settles which characters each glyph stands for. fontkit keeps the first answer for ever, and embedding a
 * font asks for parts of composed letters by number alone: without this, the O of a later document could
 * not be copied out as text once an Ô had been embedded, and the bytes would depend on what came before.
 * Where characters share a glyph (both spaces), the lower code wins; private codes come last.
 */
function prime(font: fontkit.Font): void {
  const own = (code: number) => code >= 0xe000 && code <= 0xf8ff
  const codes = [...font.characterSet].toSorted((a, b) => Number(own(a)) - Number(own(b)))
  for (const code of codes) font.glyphForCodePoint(code)
}

/** More words than the longest report has; then the memory starts anew. */
const SHAPES = 20_000

/**
 * Shapes each word once a process instead of once a document and pass. pdfkit scales the positions it
 * gets in place, so every caller is handed positions of its own.
 */
function rememberShapes(font: fontkit.Font): void {
  const shape = font.layout.bind(font)
  const shapes = new Map<string, fontkit.GlyphRun>()
  font.layout = (text, ...options) => {
    if (options.some((each) => each !== undefined)) return shape(text, ...options)
    const run = shapes.get(text) ?? shape(text)
    if (shapes.size >= SHAPES) shapes.clear()
    shapes.set(text, run)
    return copyOf(run, { positions: run.positions.map((each) => copyOf(each, {})) })
  }
}

function copyOf<T extends object>(original: T, changes: Partial<T>): T {
  const copy = Object.create(Object.getPrototypeOf(original) as object) as T
  return Object.assign(copy, original, changes)
}

/** The characters of `text` that some style of the font cannot draw, each once, in the order met. */
export function missingGlyphs(fonts: Fonts, text: string): string[] {
  const styles = FONT_NAMES.map((name) => fonts[name])
  return [...new Set(text.normalize('NFC'))].filter(
    (character) => !styles.every((font) => font.hasGlyphForCodePoint(character.codePointAt(0)!)),
  )
}

/** Throws `glyph_missing` with the first character of `text` the font cannot draw. */
export function assertGlyphs(fonts: Fonts, text: string, where: string): void {
  const [character] = missingGlyphs(fonts, text)
  if (character !== undefined) throw new AppError('glyph_missing', { character, where })
}
