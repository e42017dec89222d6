import { describe, expect, it } from 'vitest'
import { referredSide, titleOf, titlesOf } from '../../src/domain/catalogue.ts'
import type { TitleRule, Tier } from '../../src/domain/rule.ts'
import { regimeOf } from './regime-of-rules.ts'

const title = (id: string, text: string, sides: ('party' | 'state')[], tier: Tier = 'commune') => {
  const venues = sides.map((side) => ({ side, voters: 'Người ghi phiếu' }))
  return { kind: 'title', id, tier, title: text, venues } satisfies TitleRule
}
const regime = regimeOf(
  { kind: 'referral', to: 'state' },
  title('secretary', 'Bí thư Đảng ủy xã', ['party']),
  title('chair', 'Chủ tịch Ủy ban nhân dân', ['state']),
  title('chair_commune', 'Chủ tịch Ủy ban nhân dân xã', ['state']),
  title('president', 'Chủ tịch nước', ['party', 'state'], 'central'),
)

describe('the catalogue of titles', () => {
  it('proposes the titles of one level in the regulation’s order', () => {
    expect(titlesOf(regime, 'commune').map(({ rule }) => rule.id)).toEqual([
      'secretary',
      'chair',
      'chair_commune',
    ])
    expect(titlesOf(regime, 'enterprise')).toEqual([])
  })

  it.each([
    ['Bí thư Đảng ủy xã', 'secretary'],
    ['bí thư  đảng ủy xã, Chủ tịch Hội đồng nhân dân xã', 'secretary'],
    ['Chủ tịch Ủy ban nhân dân xã Ví Dụ', 'chair_commune'],
    ['Chủ tịch Ủy ban nhân dân tỉnh', 'chair'],
    ['Bí thư Đảng ủy xãy', undefined],
    ['Bí thư Đảng uỷ xã', 'secretary'],
    ['Chủ tịch UBND xã', 'chair_commune'],
    ['Chủ tịch UBNDX', undefined],
    ['Bí thư Đảng ùy xã', undefined],
    ['Phó Bí thư Đảng ủy xã', undefined],
    ['', undefined],
  ])('finds “%s” as %s', (position, id) => {
    expect(titleOf(regime, position)?.rule.id).toBe(id)
  })

  it('refers a post of the councils to the law of the State, and no other', () => {
    expect(referredSide(regime, 'Chủ tịch Ủy ban nhân dân xã')).toMatchObject({
      side: 'state',
      provision: { ref: 'Điều 1' },
    })
    expect(referredSide(regime, 'Bí thư Đảng ủy xã, Chủ tịch Hội đồng nhân dân')).toBeNull()
    expect(referredSide(regime, 'Chủ tịch nước')).toBeNull()
    expect(referredSide(regime, 'Thợ máy')).toBeNull()
  })
})
