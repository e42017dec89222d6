/** What a file is read with: its bytes as Latin-1, and how far it was read. */
type Reading = { readonly text: string; at: number }

class NotPlain extends Error {}

const MAX_DEPTH = 32
const DIGITS = /\d{1,10}/y
const INTEGER = /\d{1,10}(?= ?[\n/>])/y
const HEXADECIMAL = /<(?:[\da-f]{2})*>/iy
const NAME = /\/[!"$&'*-.0-;=?-Z\\^-z|~#]+/y
/** A reference, a number or a keyword, and that it ends there. */
const WORD = /(?:\d{1,10} 0 R|[+-]?\d{1,15}(?:\.\d{1,15})?|true|false|null)(?=[ \n/<>[\]])/y
const TRAILER_KEYS: ReadonlySet<string> = new Set(['Size', 'Root', 'Info', 'ID', 'Prev'])

/**
 * Whether a PDF read from front to back is whole objects and nothing else, each where the table behind it says: the shape
 * this program writes, revision after revision. In such a file every object can be parsed, so nobody need try them all.
 * False for any other file, however good: encrypted ones, cross-reference streams, comments, deleted objects.
 */
export function isPlainFile(bytes: Uint8Array): boolean {
  const { buffer, byteOffset, byteLength } = bytes
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
  const reading = { text, at: /^%PDF-1\.\d\n%[^\n]*\n/.exec(text)?.[0].length ?? 0 }
  if (reading.at === 0) return false
  try {
    let table: number | null = null
    do table = passRevision(reading, table)
    while (reading.at < text.length)
    return true
  } catch (error) {
    if (error instanceof NotPlain) return false
    throw error
  }
}

/** Objects, their table, the trailer; where the table stands. `previous` is where that of the revision before stands. */
function passRevision(reading: Reading, previous: number | null): number {
  const objects = new Map<number, string>()
  while (isDigit(reading.text.charCodeAt(reading.at))) {
    const start = String(reading.at).padStart(10, '0')
    const number = passObject(reading)
    if (objects.has(number)) throw new NotPlain()
    objects.set(number, start)
  }
  const table = reading.at
  passTable(reading, objects)
  pass(reading, 'trailer\n')
  const trailer = passTop(reading)
  const before = trailer.get('Prev')
  if ([...trailer.keys()].some((key) => !TRAILER_KEYS.has(key))) throw new NotPlain()
  if ((before === undefined ? null : integerAt(reading.text, before)) !== previous)
    throw new NotPlain()
  pass(reading, `\nstartxref\n${table}\n%%EOF\n`)
  return table
}

/** `1 0 obj … endobj`; the number. Only generation 0 is plain. */
function passObject(reading: Reading): number {
  const number = passDigits(reading)
  pass(reading, ' 0 obj\n')
  const { text } = reading
  if (text.startsWith('<<', reading.at)) {
    const entries = passTop(reading)
    if (text.startsWith('\nstream\n', reading.at)) {
      const length = entries.get('Length')
      if (length === undefined) throw new NotPlain()
      reading.at += '\nstream\n'.length + integerAt(text, length)
      pass(reading, '\nendstream')
    }
  } else passValue(reading, 0)
  pass(reading, '\nendobj\n')
  return number
}

/** Every object just read stands in the table, at its place; nothing else does but object 0, which is free. */
function passTable(reading: Reading, objects: ReadonlyMap<number, string>): void {
  const { text } = reading
  pass(reading, 'xref\n')
  let listed = 0
  while (isDigit(text.charCodeAt(reading.at))) {
    const first = passDigits(reading)
    pass(reading, ' ')
    const count = passDigits(reading)
    pass(reading, '\n')
    for (let number = first; number < first + count; number++) {
      const entry = text.slice(reading.at, reading.at + 18)
      const end = text.slice(reading.at + 18, reading.at + 20)
      if (number > 0) listed += 1
      const wanted = number === 0 ? '0000000000 65535 f' : `${objects.get(number)} 00000 n`
      if (entry !== wanted || (end !== ' \n' && end !== '\r\n')) throw new NotPlain()
      reading.at += 20
    }
  }
  if (listed !== objects.size) throw new NotPlain()
}

/** A dictionary that is no part of another: where the value of each key stands. */
function passTop(reading: Reading): ReadonlyMap<string, number> {
  const entries = new Map<string, number>()
  passDictionary(reading, 0, entries)
  return entries
}

function passDictionary(reading: Reading, depth: number, entries?: Map<string, number>): void {
  pass(reading, '<<')
  for (passSpace(reading); !reading.text.startsWith('>>', reading.at); passSpace(reading)) {
    const key = passName(reading)
    passSpace(reading)
    if (entries?.has(key)) throw new NotPlain()
    entries?.set(key, reading.at)
    passValue(reading, depth + 1)
  }
  reading.at += 2
}

function passArray(reading: Reading, depth: number): void {
  reading.at += 1
  for (passSpace(reading); reading.text[reading.at] !== ']'; passSpace(reading))
    passValue(reading, depth + 1)
  reading.at += 1
}

function passValue(reading: Reading, depth: number): void {
  if (depth > MAX_DEPTH) throw new NotPlain()
  const { text, at } = reading
  switch (text[at]) {
    case '<':
      if (text[at + 1] === '<') passDictionary(reading, depth)
      else passPattern(reading, HEXADECIMAL)
      break
    case '[':
      passArray(reading, depth)
      break
    case '(':
      passString(reading)
      break
    case '/':
      passName(reading)
      break
    default:
      passPattern(reading, WORD)
  }
}

/** `(…)`, with pairs of brackets and anything behind a backslash inside. */
function passString(reading: Reading): void {
  const { text } = reading
  let open = 0
  do {
    const character = text[reading.at]
    if (character === undefined) throw new NotPlain()
    if (character === '(') open += 1
    else if (character === ')') open -= 1
    reading.at += character === '\\' ? 2 : 1
  } while (open > 0)
}

/** A name; what it says, as it is written. */
function passName(reading: Reading): string {
  const from = reading.at
  passPattern(reading, NAME)
  return reading.text.slice(from + 1, reading.at)
}

function passDigits(reading: Reading): number {
  const from = reading.at
  passPattern(reading, DIGITS)
  return Number(reading.text.slice(from, reading.at))
}

function passSpace(reading: Reading): void {
  const { text } = reading
  while (text[reading.at] === ' ' || text[reading.at] === '\n') reading.at += 1
}

function pass(reading: Reading, words: string): void {
  if (!reading.text.startsWith(words, reading.at)) throw new NotPlain()
  reading.at += words.length
}

function passPattern(reading: Reading, pattern: RegExp): void {
  pattern.lastIndex = reading.at
  if (!pattern.test(reading.text)) throw new NotPlain()
  reading.at = pattern.lastIndex
}

/** The number, no reference, that stands there. */
function integerAt(text: string, at: number): number {
  INTEGER.lastIndex = at
  const [digits] = INTEGER.exec(text) ?? []
  if (digits === undefined) throw new NotPlain()
  return Number(digits)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
