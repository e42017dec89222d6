import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answers,
  blockingErrors,
  isAnswerable,
  isExplainable,
  openFindings,
  unsettledFindings,
} from '../../src/domain/acknowledgement.ts'
import { FINDING_CODES, finding } from '../../src/domain/finding.ts'

describe('an acknowledged warning', () => {
  const found = finding('W201', '/ballotKinds/0/issued', { issued: 10, present: 9 })
  const acknowledged = found

  it('is answered while code, place and numbers are the same', () => {
    expect(answers(acknowledged, found)).toBe(true)
    expect(openFindings([found], [acknowledged])).toEqual([])
  })
  it.each([
    ['a number', { ...found, numbers: { issued: 10, present: 8 } }],
    ['a further number', { ...found, numbers: { ...found.numbers, more: 1 } }],
    ['the place', { ...found, path: '/ballotKinds/1/issued' }],
    ['the code', { ...found, code: 'W202' as const }],
  ])('is open again when %s changes', (_, changed) => {
    expect(openFindings([changed], [acknowledged])).toEqual([changed])
  })
  it('never answers an error', () => {
    const error = finding('E201', '/x', {})
    expect(isAnswerable(error)).toBe(false)
    expect(openFindings([error], [error])).toEqual([error])
  })
})

describe('an error on which the regulations are silent', () => {
  const over = finding('E202', '/ballotKinds/0/collected', { collected: 10, issued: 9 })
  const error = finding('E201', '/ballotKinds/0/valid', { valid: 1, invalid: 1, collected: 3 })

  it('stands once the committee has decided so, on these very numbers', () => {
    expect(isAnswerable(over)).toBe(true)
    expect(openFindings([over], [])).toEqual([over])
    expect(openFindings([over], [over])).toEqual([])
    const moved = { ...over, numbers: { collected: 11, issued: 9 } }
    expect(openFindings([moved], [over])).toEqual([moved])
  })
  it('leaves every other error in the way, and no warning', () => {
    const warning = finding('W201', '/ballotKinds/0/issued', { issued: 10, present: 9 })
    expect(blockingErrors([over, error, warning], [over, error])).toEqual([error])
    expect(blockingErrors([over, warning], [])).toEqual([over])
  })
})

describe('an explained error', () => {
  const error = finding('E201', '/ballotKinds/0/valid', { valid: 1, invalid: 1, collected: 3 })

  it('keeps the count open no more, while the numbers are the same', () => {
    expect(unsettledFindings([error], [])).toEqual([error])
    expect(unsettledFindings([error], [error])).toEqual([])
    const moved = { ...error, numbers: { valid: 1, invalid: 1, collected: 4 } }
    expect(unsettledFindings([moved], [error])).toEqual([moved])
  })
  it('is every error but those the committee decides on, and no warning', () => {
    const explainable = FINDING_CODES.filter((code) => isExplainable(finding(code, '', {})))
    const errors = FINDING_CODES.filter((code) => code.startsWith('E') && code !== 'E202')
    expect(explainable).toEqual(errors)
  })
  it('never stops holding the outcome back', () => {
    const any = fc.constantFrom(...FINDING_CODES).map((code) => finding(code, '/x', { n: 1 }))
    fc.assert(
      fc.property(fc.array(any), fc.array(any), (findings, said) => {
        const explanations = said.filter(isExplainable)
        const held = (given: typeof said) => blockingErrors(findings, given)
        expect(held(said)).toEqual(held(said.filter((each) => !explanations.includes(each))))
        expect(held(findings).filter(isExplainable)).toEqual(findings.filter(isExplainable))
      }),
    )
  })
})
