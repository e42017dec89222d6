import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../src/errors.ts'
import { checked } from '../../src/formats/issues.ts'

function issuesOf(schema: z.ZodType, value: unknown): unknown {
  try {
    checked(schema, value)
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return error.detail['issues']
    throw error
  }
  throw new Error('nothing was refused')
}

describe('checked', () => {
  it('returns what the schema returns', () => {
    expect(checked(z.strictObject({ a: z.string().default('x') }), {})).toEqual({ a: 'x' })
  })

  it('gives one issue for each unknown key, with its own path', () => {
    const schema = z.strictObject({ list: z.array(z.strictObject({ a: z.string() })) })
    expect(issuesOf(schema, { list: [{ a: '', 'b/c': 1, d: [2] }], e: null })).toEqual([
      { path: '/list/0/b~1c', rule: 'unknown_key', found: '1' },
      { path: '/list/0/d', rule: 'unknown_key', found: '[2]' },
      { path: '/e', rule: 'unknown_key', found: 'null' },
    ])
  })

  it('calls a missing key required, whatever its type', () => {
    const schema = z.strictObject({
      a: z.string(),
      b: z.int('count'),
      c: z.enum(['x'], 'choice'),
      d: z.array(z.string()),
      e: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('k') })]),
    })
    expect(issuesOf(schema, { e: {} })).toEqual(
      ['/a', '/b', '/c', '/d', '/e/kind'].map((path) => ({ path, rule: 'required' })),
    )
  })

  it('keeps the rule that a check across keys names, also at a key that is missing', () => {
    const schema = z
      .strictObject({ to: z.string().optional() })
      .superRefine((_, context) =>
        context.addIssue({ code: 'custom', path: ['to'], message: 'period' }),
      )
    expect(issuesOf(schema, {})).toEqual([{ path: '/to', rule: 'period' }])
  })

  it('names the type that was expected when the schema names no rule', () => {
    const schema = z.strictObject({
      a: z.string(),
      b: z.number(),
      c: z.boolean(),
      d: z.array(z.string()),
      e: z.strictObject({}),
      f: z.literal('v'),
    })
    expect(issuesOf(schema, { a: 1, b: '1', c: 0, d: {}, e: [], f: 'w' })).toEqual([
      { path: '/a', rule: 'text', found: '1' },
      { path: '/b', rule: 'number', found: '"1"' },
      { path: '/c', rule: 'truth', found: '0' },
      { path: '/d', rule: 'list', found: '{}' },
      { path: '/e', rule: 'object', found: '[]' },
      { path: '/f', rule: 'choice', found: '"w"' },
    ])
  })

  it('shows the beginning of a value nested past what the stack holds', () => {
    let nested: unknown = []
    for (let depth = 1; depth < 100_000; depth += 1) nested = [nested]
    const found = `${'['.repeat(59)}…`
    expect(issuesOf(z.strictObject({}), nested)).toEqual([{ path: '', rule: 'object', found }])
  })

  it('cuts the value found at 60 characters', () => {
    const found = (length: number) =>
      (issuesOf(z.int('count'), 'ế'.repeat(length)) as { found: string }[])[0]!.found
    expect(found(58)).toBe(`"${'ế'.repeat(58)}"`)
    expect(found(59)).toBe(`"${'ế'.repeat(58)}…`)
  })

  it('reports one rule broken at one place once', () => {
    const schema = z.int('count').min(0, 'count').max(10, 'count')
    expect(issuesOf(schema, 2 ** 60)).toHaveLength(1)
  })
})
