import { describe, expect, it } from 'vitest'
import { entryLogModel, entryLogSchema } from '../../../src/reports/models/entry-log.ts'
import { formInput, sampleNames } from '../samples.ts'

const modelOf = (name: string) => {
  const { known, identity } = formInput('entry_log', name)
  return entryLogModel(known, identity)
}

describe('the model of the entry log', () => {
  it.each(sampleNames('entry_log'))('matches its schema: %s', (name) => {
    expect(entryLogSchema.strict().safeParse(modelOf(name)).error).toBeUndefined()
  })

  it('lists every submission, with its faults and whether a later one took its place', () => {
    const [sheet] = modelOf('normal').sheets
    expect(sheet?.rows.map((row) => [row.passNo, row.attempt, row.faults, row.replaced])).toEqual([
      ['1', '1', '1', 'yes'],
      ['1', '2', '0', 'no'],
      ['2', '1', '0', 'yes'],
      ['2', '2', '0', 'no'],
    ])
    expect(sheet?.rows[0]).toMatchObject({ by: 'Lê Thị Mẫu Một', at: '19:05:11, 05/02/2026' })
  })

  it('says why the counts of a sheet stand', () => {
    expect(modelOf('normal').sheets.map(({ standing }) => standing)).toEqual([
      'agreed',
      'chosen',
      'agreed',
    ])
    expect(modelOf('one-pass').sheets[0]?.standing).toBe('single')
  })

  it('shows a decision with every cell in which the passes compared differed', () => {
    const [returned, chosen] = modelOf('normal').settlements
    expect(returned).toMatchObject({ sheet: '01', decision: 'return', passNo: '2' })
    expect(returned?.rows.map((row) => [row.subject, row.cell, row.first, row.second])).toEqual([
      ['Trần Thí Dụ Lộc', 'high', '30', '31'],
      ['Trần Thí Dụ Lộc', 'medium', '15', '14'],
    ])
    expect(chosen?.rows[0]).toMatchObject({ subject: null, cell: 'valid', first: '32' })
    expect(chosen?.reason).toBe('kiểm lại phiếu trước mặt người chứng kiến: lượt 1 đúng')
  })

  it('tells a mark of a person that does not count from ballots that do not', () => {
    const [chosen] = modelOf('two-levels').settlements
    expect(chosen?.rows.map(({ cell }) => cell)).toEqual([
      'confidence',
      'no_confidence',
      'no_confidence',
      'rowInvalid',
    ])
    const [three] = modelOf('three-passes').settlements
    expect(three?.rows.map(({ cell }) => cell)).toContain('invalid')
    expect(three?.rows[0]?.third).toBe('31')
  })

  it('says of passes sent back although they agreed that they did', () => {
    expect(
      modelOf('fifty-people').settlements.map(({ decision, rows }) => [decision, rows.length]),
    ).toEqual([
      ['choose', 100],
      ['returnAgreed', 0],
    ])
  })

  it('names who answered which warning, when', () => {
    expect(modelOf('normal').answers).toMatchObject([
      { code: 'W301', ballotKind: 'Ban Thường vụ', sheet: '02', by: 'Hoàng Mẫu Ba' },
      {
        code: 'W201',
        at: '19:41:00, 05/02/2026',
        reason: 'một đại biểu về sớm sau khi nhận phiếu',
      },
    ])
  })

  it('gives a bundle its number in the session, whatever its place in its kind', () => {
    const { known, identity } = formInput('entry_log', 'normal')
    const [first] = known.answers
    const at = (path: string) => {
      const answers = [{ ...first!, answer: { ...first!.answer, path } }]
      return entryLogModel({ ...known, answers }, identity).answers[0]?.sheet
    }
    expect(at('/ballotKinds/0/sheets/0/collected')).toBe('01')
    expect(at('/ballotKinds/1/sheets/0/collected')).toBe('03')
    expect(at('/ballotKinds/1/issued')).toBeNull()
  })
})
