import { describe, expect, test } from 'vitest'
import { paperHeadOf, paperSealOf } from '../../src/domain/paper-head.ts'

const HASH = 'ab12cd34'.repeat(8)

describe('a head from paper', () => {
  test.each([
    [`1234:${HASH}`, { seq: 1234, hash: HASH }],
    ['1.234: AB12 CD34', { seq: 1234, hash: 'ab12cd34' }],
    ['1234:ab12·cd34-ab12…', { seq: 1234, hash: 'ab12cd34ab12' }],
    [`TN1:TD-7F:MINUTES:2:${HASH.toUpperCase()}:88:${HASH.toUpperCase()}`, { seq: 88, hash: HASH }],
  ])('%s is read', (typed, head) => {
    expect(paperHeadOf(typed)).toEqual(head)
  })

  test.each([
    '1234:ab12cd3',
    `1234:${HASH}0`,
    ':ab12cd34',
    '1234:ab12cd3g',
    'ab12cd34',
    '-:ab12cd34',
    `TN1:TD-7F:MINUTES:2:${HASH}:-:-`,
  ])('%s is none', (typed) => {
    expect(paperHeadOf(typed)).toBeNull()
  })
})

test('of a seal eight digits are needed, and 64 are all', () => {
  expect(paperSealOf('AB12 cd34')).toBe('ab12cd34')
  expect(paperSealOf('ab12cd3')).toBeNull()
  expect(paperSealOf(`${HASH}0`)).toBeNull()
})
