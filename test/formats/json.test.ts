import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { pointer } from '../../src/formats/json-pointer.ts'
import { jsonText, parseJson } from '../../src/formats/json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const parse = (text: string) => parseJson(bytes(text), 1_000_000)

function refusal(act: () => unknown): { code: string; detail: object } {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, detail: error.detail }
    throw error
  }
  throw new Error('nothing was refused')
}

describe('parseJson', () => {
  it('gives what JSON.parse gives, for any value and any blanks', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t', '\r\n'), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent)
        expect(jsonText(parse(spaced))).toBe(jsonText(JSON.parse(spaced)))
      }),
    )
  })

  it('refuses what JSON.parse refuses, and only that, on every one-sign damage', () => {
    const good = '{"a":[1,-2.5e3,"x\\n\\u0041",true,false,null],"b":{}}'
    let refused = 0
    for (let at = 0; at <= good.length; at += 1)
      for (const sign of ['', ',', '"', '}', '0', '\\', ' ', '-', 'e', '\n', '.']) {
        const text = good.slice(0, at) + sign + good.slice(at + 1)
        let expected: unknown
        try {
          expected = JSON.parse(text)
        } catch {
          refused += 1
          expect(refusal(() => parse(text)).code, text).toBe('invalid_json')
          continue
        }
        expect(jsonText(parse(text)), text).toBe(jsonText(expected))
      }
    expect(refused).toBeGreaterThan(100)
  })

  it('refuses more bytes than the limit and takes exactly the limit', () => {
    expect(parseJson(bytes('[10]'), 4)).toEqual([10])
    expect(refusal(() => parseJson(bytes('[100]'), 4))).toEqual({
      code: 'too_large',
      detail: { limit: 4, size: 5 },
    })
  })

  it('says at which byte a text stops being UTF-8', () => {
    const offsetOf = (...values: number[]) => refusal(() => parseJson(Uint8Array.from(values), 100))
    expect(offsetOf(0x22, 0x61, 0xff, 0x22)).toEqual({
      code: 'invalid_utf8',
      detail: { offset: 2 },
    })
    expect(offsetOf(0x22, 0xe1, 0xba)).toEqual({ code: 'invalid_utf8', detail: { offset: 3 } })
    expect(offsetOf(0xff)).toEqual({ code: 'invalid_utf8', detail: { offset: 0 } })
  })

  it('skips a byte order mark', () => {
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 })
  })

  it('says line, column and reason of a fault of syntax', () => {
    const at = (text: string) => refusal(() => parse(text)).detail
    expect(at('{"a":1,\n  "đ": tru}')).toEqual({ line: 2, column: 8, reason: 'syntax' })
    expect(at('{"a":1,}')).toEqual({ line: 1, column: 8, reason: 'syntax' })
    expect(at('')).toEqual({ line: 1, column: 1, reason: 'end' })
    expect(at('[1, 2')).toEqual({ line: 1, column: 6, reason: 'end' })
    expect(at('{} {}')).toEqual({ line: 1, column: 4, reason: 'syntax' })
    expect(at('"a\nb"')).toEqual({ line: 1, column: 3, reason: 'syntax' })
  })

  it('refuses a key named twice in one object, with its path, also when only NFC makes them equal', () => {
    expect(refusal(() => parse('{"x":[0,{"low":1,"low":2}]}'))).toMatchObject({
      code: 'duplicate_key',
      detail: { path: '/x/1/low', line: 1 },
    })
    expect(refusal(() => parse('{"é":1,"e\u0301":2}')).code).toBe('duplicate_key')
    expect(parse('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }])
  })

  it('keeps a key named __proto__ as a key', () => {
    const value = parse('{"__proto__":{"low":1}}')
    expect(Object.keys(value as object)).toEqual(['__proto__'])
    expect((value as { low?: number }).low).toBeUndefined()
    expect(refusal(() => parse('{"__proto__":1,"__proto__":2}')).code).toBe('duplicate_key')
  })

  it('brings keys and texts to NFC', () => {
    expect(parse('{"to\u0302\u0309":"Nguye\u0302\u0303n"}')).toEqual({ tổ: 'Nguyễn' })
  })

  it('refuses a number that reading would make whole, and takes whole numbers however written', () => {
    const reason = { code: 'invalid_json', detail: { reason: 'inexact_number' } }
    for (const text of ['52.00000000000000000001', '1e-400', '1e400', '5.20000000000000000001e1'])
      expect(
        refusal(() => parse(text)),
        text,
      ).toMatchObject(reason)
    expect(parse('[52.0, 5.2e1, 520e-1, 0.0, 0e9, 1.5, 100]')).toEqual([52, 52, 52, 0, 0, 1.5, 100])
  })

  it('reads minus zero as zero', () => {
    expect(Object.is(parse('-0'), 0)).toBe(true)
    expect(Object.is(parse('-0.0e1'), 0)).toBe(true)
  })

  it('refuses half a character', () => {
    expect(refusal(() => parse('"\\ud83d"'))).toMatchObject({
      detail: { reason: 'lone_surrogate' },
    })
    expect(parse('"\\ud83d\\ude00"')).toBe('😀')
  })

  it('takes 64 levels and refuses 65', () => {
    expect(parse('['.repeat(64) + ']'.repeat(64))).toBeInstanceOf(Array)
    expect(refusal(() => parse('['.repeat(65) + ']'.repeat(65)))).toMatchObject({
      detail: { reason: 'too_deep' },
    })
  })

  it('answers on hostile input in time that grows with its length', () => {
    const started = performance.now()
    for (const text of [
      `1${'0'.repeat(900_000)}1`,
      '['.repeat(900_000),
      `"${'\\"'.repeat(400_000)}`,
    ])
      expect(refusal(() => parse(text)).code).toBe('invalid_json')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('jsonText', () => {
  it('writes two spaces, NFC and a final newline', () => {
    expect(jsonText({ a: ['e\u0301'] })).toBe('{\n  "a": [\n    "é"\n  ]\n}\n')
  })
})

describe('pointer', () => {
  it('escapes tilde and slash', () => {
    expect(pointer([])).toBe('')
    expect(pointer(['a/b', 0, 'c~d'])).toBe('/a~1b/0/c~0d')
  })
})
