import { describe, expect, it } from 'vitest'
import { FINDING_CODES, finding, hasErrors } from '../../src/domain/finding.ts'

describe('finding', () => {
  it.each(FINDING_CODES)('%s blocks if it begins with E and warns if with W', (code) => {
    const found = finding(code, '/voters', { present: 1 }, 'Điều 3.2')
    expect(found).toEqual({
      code,
      severity: { E: 'error', W: 'warning' }[code[0]!],
      path: '/voters',
      numbers: { present: 1 },
      provision: 'Điều 3.2',
    })
    expect(hasErrors([found])).toBe(code.startsWith('E'))
  })
})

describe('hasErrors', () => {
  it('is true when one of many blocks, false for none', () => {
    expect(hasErrors([])).toBe(false)
    expect(hasErrors([finding('W201', '', {}), finding('E201', '', {})])).toBe(true)
  })
})
