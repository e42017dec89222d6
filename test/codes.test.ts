import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FINDING_CODES } from '../src/domain/finding.ts'
import { ROLES } from '../src/domain/roles.ts'
import { SESSION_STATES } from '../src/domain/session.ts'
import { SHEET_STATES } from '../src/domain/entry.ts'
import { ERROR_CODES } from '../src/errors.ts'
import { INPUT_RULES } from '../src/formats/issues.ts'
import { STATUS } from '../src/http/problems.ts'
import vi from '../src/messages/vi.json' with { type: 'json' }
import { VERIFICATION_REASONS, VERIFICATION_STEPS } from '../src/signatures/verdict.ts'

const sorted = (words: Iterable<string>) => [...words].sort()

describe('every code has its words', () => {
  test('refusals', () => {
    expect(sorted(Object.keys(vi.errors))).toEqual(sorted([...ERROR_CODES, 'fault']))
  })
  test('refusals have an HTTP status', () => {
    expect(sorted(Object.keys(STATUS))).toEqual(sorted(ERROR_CODES))
  })
  test('findings', () => {
    expect(sorted(Object.keys(vi.findings))).toEqual(sorted(FINDING_CODES))
  })
  test('rules of input', () => {
    expect(Object.keys(vi.rules)).toEqual(expect.arrayContaining([...INPUT_RULES]))
  })
  test('roles, session states and sheet states', () => {
    expect(sorted(Object.keys(vi.roles))).toEqual(sorted(ROLES))
    expect(sorted(Object.keys(vi.states))).toEqual(sorted(SESSION_STATES))
    expect(sorted(Object.keys(vi.sheetStates))).toEqual(sorted(SHEET_STATES))
  })
  test('steps and reasons of a verification', () => {
    const steps = VERIFICATION_STEPS.map((step) => `signature_${step}`)
    expect(Object.keys(vi.verification)).toEqual(expect.arrayContaining(steps))
    expect(Object.keys(vi.verification)).toEqual(expect.arrayContaining([...VERIFICATION_REASONS]))
  })
})

describe('every code is used', () => {
  const texts = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n')
  const source = texts('src').replace(/export const ERROR_CODES = \[[^\]]*\]/, '')
  const tests = texts('test')

  test.each(ERROR_CODES)('%s is thrown somewhere', (code) => {
    const uses = source.split(`'${code}'`).length - 1
    expect(uses).toBeGreaterThan(0)
  })
  test.each(ERROR_CODES)('%s is provoked by a test', (code) => {
    expect(tests.includes(`'${code}'`)).toBe(true)
  })
})
