import { describe, expect, test } from 'vitest'
import { FINDING_CATALOGUE, FINDING_LEVELS } from '../../src/domain/finding-catalogue.ts'
import { FINDING_CODES, finding } from '../../src/domain/finding.ts'
import { SLIPS } from '../../src/domain/diagnosis.ts'
import { findingMessage, typistMessage } from '../../src/messages/message.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }

const sorted = (words: Iterable<string>) => [...words].sort()

describe('every finding has its words', () => {
  test('for the head, for whoever typed, and for what to do', () => {
    expect(sorted(Object.keys(vi.findings))).toEqual(sorted(FINDING_CODES))
    expect(sorted(Object.keys(vi.findingsForTypist))).toEqual(sorted(FINDING_CODES))
    expect(sorted(Object.keys(vi.findingRemedies))).toEqual(sorted(FINDING_CODES))
    expect(sorted(Object.keys(vi.findingLevels))).toEqual(sorted(FINDING_LEVELS))
  })

  test('and every slip', () => {
    expect(sorted(Object.keys(vi.slips))).toEqual(sorted(SLIPS))
  })

  test.each(
    FINDING_CATALOGUE.flatMap(({ code, equation }) => (equation ? [{ code, equation }] : [])),
  )('$code tells the head both sides of its equation', ({ code, equation: { left, right } }) => {
    for (const name of [...left, ...right]) expect(vi.findings[code]).toContain(`{${name}}`)
  })

  test.each(FINDING_CODES)('%s tells whoever typed no number at all', (code) => {
    expect(typistMessage({ code })).not.toMatch(/[{\d]/)
    expect(typistMessage({ code })).not.toBe(vi.findings[code])
  })
})

test('the head is told the marks by name, in the order of the vote', () => {
  const numbers = { confidence: 4, no_confidence: 4, invalid: 0, sum: 8, valid: 9 }
  expect(findingMessage(finding('E401', '/rows/0', numbers))).toBe(
    'Tín nhiệm (4) + không tín nhiệm (4) + không hợp lệ (0) = 8, khác số phiếu hợp lệ (9).',
  )
})
