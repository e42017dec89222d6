import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import { AppError } from '../errors.ts'
import { subsetsOf } from './font-subset.ts'

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
  const bytes = readFileSync(path)
  const font = fontkit.create(bytes)
  if (!('layout' in font)) throw new TypeError(`${file} holds more than one font`)
  prime(font)
  return Object.assign(font, { createSubset: subsetsOf(bytes) })
}

/**
 * Settles which characters each glyph stands for: fontkit keeps the first answer for ever, and the text that
 * can be copied out of a document would depend on what came before. Where characters share a glyph (both
 * spaces), the lower code wins; private codes come last.
 */
function prime(font: fontkit.Font): void {
  const own = (code: number) => code >= 0xe000 && code <= 0xf8ff
  const codes = [...font.characterSet].toSorted((a, b) => Number(own(a)) - Number(own(b)))
  for (const code of codes) font.glyphForCodePoint(code)
}

/** Characters every style has, found out once each. */
const drawable = new WeakMap<Fonts, Set<string>>()

/** The characters of `text` that some style of the font cannot draw, each once, in the order met. */
export function missingGlyphs(fonts: Fonts, text: string): string[] {
  const known = drawable.get(fonts) ?? new Set<string>()
  drawable.set(fonts, known)
  const missing = new Set<string>()
  for (const character of text.normalize('NFC')) {
    if (known.has(character) || missing.has(character)) continue
    const code = character.codePointAt(0)!
    const everywhere = FONT_NAMES.every((name) => fonts[name].hasGlyphForCodePoint(code))
    ;(everywhere ? known : missing).add(character)
  }
  return [...missing]
}

/** Throws `glyph_missing` with the first character of `text` the font cannot draw. */
export function assertGlyphs(fonts: Fonts, text: string, where: string): void {
  const [character] = missingGlyphs(fonts, text)
  if (character !== undefined) throw new AppError('glyph_missing', { character, where })
}
