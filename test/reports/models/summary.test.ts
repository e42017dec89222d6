import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../../src/domain/outcome.ts'
import { summaryModel, summarySchema } from '../../../src/reports/models/summary.ts'
import { sampleInput, sampleNames } from '../samples.ts'

function modelOf(name: string) {
  const { proceedings, identity } = sampleInput('summary', name)
  return summaryModel(proceedings, identity)
}

/** The bands of a session of one person with `low` of `collected` ballots. */
function bandsAt(low: number, collected: number) {
  const { proceedings, identity } = sampleInput('summary', 'one-kind')
  const [kind] = proceedings.tally.ballotKinds
  const subject = { ...kind!.subjects[0]!, high: collected - low, medium: 0, low, invalid: 0 }
  const counts = { issued: collected, collected, valid: collected, invalid: 0 }
  const voters = { members: collected, summoned: collected, present: collected }
  const ballotKinds = [{ ...kind!, ...counts, subjects: [subject] }]
  const tally = { ...proceedings.tally, voters, ballotKinds }
  const outcome = outcomeOf(tally, proceedings.regime)
  return summaryModel({ ...proceedings, tally, outcome }, identity)
}

describe('the model of the summary report', () => {
  it.each(sampleNames('summary'))('matches its schema: %s', (name) => {
    expect(summarySchema.strict().safeParse(modelOf(name)).error).toBeUndefined()
  })

  it.each([
    [14, null],
    [15, null],
    [16, 'Điều 11.2'],
    [19, 'Điều 11.2'],
    [20, 'Điều 11.3'],
    [21, 'Điều 11.3'],
  ])('%i low marks of 30 stand under the clause %s', (low, clause) => {
    const model = bandsAt(low, 30)
    expect(model.bands.map((band) => band.clause)).toEqual(clause === null ? [] : [clause])
    expect(model.kinds[0]?.sections[0]?.rows[0]?.clause).toBe(clause)
    expect(model.nobodyInBand).toBe(clause === null)
  })

  it('tells a band with its figures and the words of the regulation', () => {
    expect(modelOf('normal').bands[0]).toEqual({
      name: 'Lê Giả Định Thảo',
      position: 'Phó Bí thư, Chủ tịch UBND xã',
      level: 'low',
      count: '27',
      base: '52',
      percent: '51,92',
      clause: 'Điều 11.2',
      consequence:
        'Cấp có thẩm quyền quản lý cán bộ đưa ra khỏi quy hoạch; xem xét cho thôi giữ chức vụ đang đảm nhiệm',
    })
  })

  it('groups neighbours of one block, keeps the order, and numbers through', () => {
    const sections = modelOf('thirty-people').kinds[0]!.sections
    expect(sections.map(({ block, rows }) => [block, rows.length])).toEqual([
      ['Khối Đảng', 8],
      ['Khối Hội đồng nhân dân', 8],
      ['Khối Ủy ban nhân dân', 8],
      ['Khối Mặt trận và đoàn thể', 6],
    ])
    const numbers = sections.flatMap(({ rows }) => rows.map(({ number }) => number))
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, at) => String(at + 1)))
  })

  it('takes shares of all members where the regulation says so', () => {
    const model = modelOf('state-members')
    expect(model.base).toBe('members')
    expect(model.kinds[0]?.bars[0]).toMatchObject({ base: 53, highPercent: '98,11' })
  })

  it('names the person above one half without confidence, not the one at it', () => {
    const model = modelOf('two-levels')
    expect(model.bandClauses).toBe('Điều 17')
    expect(model.bands).toMatchObject([
      {
        name: 'Lê Giả Định Thảo',
        level: 'no_confidence',
        count: '27',
        base: '52',
        percent: '51,92',
        clause: 'Điều 17',
      },
    ])
    expect(model.kinds[0]?.bars).toMatchObject([
      { confidenceCount: 40, noConfidenceCount: 11, invalidCount: 0, lowCount: 0 },
      { confidenceCount: 25, noConfidenceCount: 26, invalidCount: 0 },
      { confidenceCount: 22, noConfidenceCount: 27, invalidCount: 2 },
    ])
    expect(model.kinds[0]?.sections.map((each) => [each.confidence, each.noConfidence])).toEqual([
      ['40', '11'],
      ['47', '53'],
    ])
    expect(model.kinds[0]?.sections[0]?.high).toBeNull()
  })

  it('draws no bar, names no band and gives no share when no ballot was collected', () => {
    const model = modelOf('base-zero')
    expect(model.undetermined).toBe(true)
    expect(model.kinds[0]?.bars).toEqual([])
    expect([model.bands, model.nobodyInBand]).toEqual([[], false])
    expect(model.kinds[0]?.sections[0]?.rows[0]?.lowPercent).toBeNull()
  })

  it('draws no bar and names no band while the outcome is held', () => {
    const model = modelOf('held')
    expect(model.kinds.flatMap(({ bars }) => bars)).toEqual([])
    expect([model.bands, model.nobodyInBand]).toEqual([[], false])
  })
})
