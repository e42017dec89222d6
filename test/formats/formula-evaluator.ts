import type { Sheet } from 'hucre'

type Value = number | string | null
const TOKEN =
  /\s*(?:(?<text>"[^"]*")|(?<ref>(?:'[^']+'!)?\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)|(?<name>[A-Z]+)(?=\()|(?<number>\d+(?:\.\d+)?)|(?<sign>[-+*/=<(),]))/y

/**
 * What a formula means, by the few rules of spreadsheets that the files use; formulas it leans on are worked
 * out first. Anything else in a formula is an error of the test.
 */
export function evaluate(sheets: readonly Sheet[], sheet: Sheet, formula: string): Value {
  const tokens = tokensOf(formula)
  let at = 0
  const peek = () => tokens[at]
  const take = (sign: string) => {
    if (peek()?.text !== sign) throw new TypeError(`${formula}: ${sign} expected`)
    at += 1
  }
  const atom = (): Value | readonly Value[] => {
    const token = tokens[at++]
    if (!token) throw new TypeError(`${formula}: ends too early`)
    if (token.kind === 'number') return Number(token.text)
    if (token.kind === 'text') return token.text.slice(1, -1)
    if (token.kind === 'ref') return cellsAt(sheets, sheet, token.text)
    if (token.text === '(') {
      const inner = comparison()
      take(')')
      return inner
    }
    if (token.kind !== 'name') throw new TypeError(`${formula}: ${token.text}`)
    take('(')
    const values = [comparison()]
    while (peek()?.text === ',') {
      at += 1
      values.push(comparison())
    }
    take(')')
    return call(token.text, values)
  }
  const binary =
    (inner: () => Value | readonly Value[], signs: string) => (): Value | readonly Value[] => {
      let left = inner()
      while (peek()?.kind === 'sign' && signs.includes(peek()!.text)) {
        const sign = tokens[at++]!.text
        left = operate(sign, single(left), single(inner()))
      }
      return left
    }
  const product = binary(atom, '*/')
  const sum = binary(product, '+-')
  const comparison: () => Value | readonly Value[] = binary(sum, '=<')
  const value = single(comparison())
  if (at < tokens.length) throw new TypeError(`${formula}: more than one expression`)
  return value
}

function tokensOf(formula: string) {
  const found: { kind: string; text: string }[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < formula.length) {
    const match = TOKEN.exec(formula)
    if (!match) throw new TypeError(`${formula}: not understood`)
    const [kind, text] = Object.entries(match.groups!).find(([, each]) => each !== undefined)!
    found.push({ kind, text })
  }
  return found
}

function cellsAt(sheets: readonly Sheet[], own: Sheet, ref: string): Value | readonly Value[] {
  const [, name, place = ''] = /^(?:'([^']+)'!)?(.+)$/.exec(ref)!
  const sheet = name === undefined ? own : sheets.find((each) => each.name === name)!
  const ends = place.replaceAll('$', '').split(':').map(positionOf)
  const [from, to = from!] = ends
  const values: Value[] = []
  for (let row = from!.row; row <= to.row; row += 1)
    for (let column = from!.column; column <= to.column; column += 1) {
      const formula = sheet.cells?.get(`${row},${column}`)?.formula
      values.push(
        formula ? evaluate(sheets, sheet, formula) : ((sheet.rows[row]?.[column] ?? null) as Value),
      )
    }
  return ends.length === 1 ? values[0]! : values
}

function positionOf(place: string) {
  const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(place)!
  const column = Array.from(letters).reduce((all, each) => all * 26 + each.charCodeAt(0) - 64, 0)
  return { row: Number(row) - 1, column: column - 1 }
}

function single(value: Value | readonly Value[]): Value {
  if (Array.isArray(value)) throw new TypeError('a range where one cell is meant')
  return value as Value
}

function operate(sign: string, left: Value, right: Value): Value {
  const [one, other] = [Number(left ?? 0), Number(right ?? 0)]
  if (sign === '=') return (typeof left === 'string' ? left === right : one === other) ? 1 : 0
  if (sign === '<') return one < other ? 1 : 0
  if (sign === '+') return one + other
  if (sign === '-') return one - other
  if (sign === '*') return one * other
  return one / other
}

function call(name: string, args: readonly (Value | readonly Value[])[]): Value {
  const all: readonly Value[] = args.flat()
  const numbers = all.filter((each) => typeof each === 'number')
  if (name === 'IF') return single(args[0]!) ? single(args[1]!) : single(args[2]!)
  if (name === 'OR') return all.some(Boolean) ? 1 : 0
  if (name === 'COUNT') return numbers.length
  if (name === 'ROWS') return (args[0] as readonly Value[]).length
  if (name === 'SUM') return numbers.reduce((sum, each) => sum + each, 0)
  if (name === 'INT') return Math.floor(all[0] as number)
  throw new TypeError(`${name} is not known`)
}
