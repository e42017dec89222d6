import { describe, expect, it } from 'vitest'
import type { Provision } from '../../../src/domain/regime.ts'
import { criteriaModel, criteriaSchema } from '../../../src/reports/models/criteria.ts'
import { formInput, sampleNames } from '../samples.ts'

const { known: conference, identity } = formInput('criteria', 'normal')
const modelOf = (provisions: readonly Provision[]) => {
  const { regime, sha256 } = conference.regime
  const changed = { regime: { ...regime, provisions }, sha256 }
  return criteriaModel({ ...conference, regime: changed }, identity)
}

describe('the model of the criteria sheet', () => {
  it.each(sampleNames('criteria'))('matches its schema: %s', (name) => {
    const input = formInput('criteria', name)
    const model = criteriaModel(input.known, input.identity)
    expect(criteriaSchema.strict().safeParse(model).error).toBeUndefined()
  })

  it('tells words of the regulation from words about it', () => {
    const { criteria, reworded } = criteriaModel(conference, identity)
    expect(criteria.map(({ number, quoted }) => [number, quoted])).toEqual([
      ['1', false],
      ['2', false],
      ['3', false],
      ['4', true],
      ['5', false],
    ])
    expect(reworded).toBe(true)
    const quoted = conference.regime.regime.provisions.filter((each) => each.evidence === 'quoted')
    expect(modelOf(quoted).reworded).toBe(false)
  })

  it('takes the sentence on signing whole, and only where it was read word for word', () => {
    const { provisions } = conference.regime.regime
    expect(modelOf(provisions).signing).toBe(
      'Người ghi phiếu tín nhiệm có thể ký tên hoặc không ký tên vào phiếu tín nhiệm',
    )
    const reworded = provisions.map((each) => ({ ...each, evidence: 'paraphrased' as const }))
    expect(modelOf(reworded).signing).toBeNull()
    expect(modelOf([]).signing).toBeNull()
  })

  it('cuts the digest of the regulation file to 4 × 4 digits', () => {
    expect(modelOf([]).regime.shortDigest).toBe('a1a1 a1a1 a1a1 a1a1')
  })
})
