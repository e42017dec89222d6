import { expect, it } from 'vitest'
import { REMEDIES, remedyFor } from '../../src/messages/remedies.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }

it('says what to do about a reason, and nothing about one that needs nothing', () => {
  expect(remedyFor('digest_differs')).toBe(vi.verificationRemedies.get_original)
  expect(remedyFor('no_crl')).toContain('danh sách thu hồi')
  expect(remedyFor('no_later_revision')).toBeNull()
  expect(remedyFor('toString')).toBeNull()
})

it('has no advice that nobody is given, and none twice', () => {
  const sentences = Object.values(vi.verificationRemedies)
  expect(new Set(REMEDIES.values())).toEqual(new Set(Object.keys(vi.verificationRemedies)))
  expect(new Set(sentences).size).toBe(sentences.length)
})
