import { AppError } from '../errors.ts'
import { pointer } from './json-pointer.ts'

const MAX_DEPTH = 64
const SPACE = /[ \t\n\r]*/y
const NUMBER = /(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?/y
const WORDS = new Map<string, true | false | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Why a text is no JSON of ours. */
type Reason = 'syntax' | 'end' | 'too_deep' | 'lone_surrogate' | 'inexact_number'

/**
 * The value of a JSON text (RFC 8259), strings and keys in NFC.
 *
 * Our own reader because `JSON.parse` keeps the last of two equal keys in silence and does not always
 * say where it stopped. Refused as `invalid_json` {line, column, reason} and `duplicate_key` {path}.
 */
export function readJson(text: string): unknown {
  return new Reader(text).document()
}

class Reader {
  readonly #text: string
  readonly #keys: (string | number)[] = []
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): unknown {
    const value = this.#value()
    if (this.#at < this.#text.length) this.#refuse('syntax')
    return value
  }

  #value(): unknown {
    this.#skipSpace()
    const value = this.#bareValue()
    this.#skipSpace()
    return value
  }

  #bareValue(): unknown {
    const next = this.#text[this.#at]
    if (next === '{') return this.#object()
    if (next === '[') return this.#array()
    if (next === '"') return this.#string()
    for (const [word, value] of WORDS)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    return this.#number()
  }

  #object(): object {
    const members: Record<string, unknown> = {}
    this.#enter()
    if (this.#take('}')) return members
    do {
      this.#skipSpace()
      if (this.#text[this.#at] !== '"') this.#refuse('syntax')
      const key = this.#string()
      this.#skipSpace()
      this.#expect(':')
      this.#keys.push(key)
      if (Object.hasOwn(members, key))
        throw new AppError('duplicate_key', { path: pointer(this.#keys), ...this.#place() })
      const value = this.#value()
      // Plain assignment would take `__proto__` for the prototype and lose the key.
      Object.defineProperty(members, key, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      })
      this.#keys.pop()
    } while (this.#take(','))
    this.#expect('}')
    return members
  }

  #array(): unknown[] {
    const items: unknown[] = []
    this.#enter()
    if (this.#take(']')) return items
    do {
      this.#keys.push(items.length)
      items.push(this.#value())
      this.#keys.pop()
    } while (this.#take(','))
    this.#expect(']')
    return items
  }

  #string(): string {
    const start = this.#at
    for (this.#at += 1; this.#text[this.#at] !== '"'; this.#at += 1) {
      if (this.#at >= this.#text.length || this.#text[this.#at]! < ' ') this.#refuse('syntax')
      if (this.#text[this.#at] === '\\') this.#skipEscape()
    }
    this.#at += 1
    const value = JSON.parse(this.#text.slice(start, this.#at)) as string
    if (/\p{Surrogate}/u.test(value)) this.#refuse('lone_surrogate', start)
    return value.normalize('NFC')
  }

  #skipEscape(): void {
    const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
    escape.lastIndex = this.#at
    if (!escape.test(this.#text)) this.#refuse('syntax')
    this.#at = escape.lastIndex - 1
  }

  #number(): number {
    NUMBER.lastIndex = this.#at
    const match = NUMBER.exec(this.#text)
    if (!match) this.#refuse('syntax')
    const value = Number(match[0])
    if (!Number.isFinite(value) || (Number.isInteger(value) && !isWhole(match)))
      this.#refuse('inexact_number')
    this.#at = NUMBER.lastIndex
    return value === 0 ? 0 : value
  }

  #enter(): void {
    if (this.#keys.length >= MAX_DEPTH) this.#refuse('too_deep')
    this.#at += 1
    this.#skipSpace()
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at
    SPACE.test(this.#text)
    this.#at = SPACE.lastIndex
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) this.#refuse('syntax')
  }

  #refuse(reason: Reason, at = this.#at): never {
    const ended = reason === 'syntax' && at >= this.#text.length
    throw new AppError('invalid_json', { ...this.#place(at), reason: ended ? 'end' : reason })
  }

  /** Line and column, both from 1; columns count code points. */
  #place(at = this.#at): { line: number; column: number } {
    const lines = this.#text.slice(0, at).split('\n')
    return { line: lines.length, column: Array.from(lines.at(-1)!).length + 1 }
  }
}

/** Whether the decimal number written so is a whole number, whatever a double makes of it. */
function isWhole([, , whole = '', decimals = '', exponent = '0']: readonly string[]): boolean {
  const digits = whole + decimals
  let last = digits.length
  while (last > 0 && digits[last - 1] === '0') last -= 1
  return last === 0 || whole.length + Number(exponent) >= last
}
