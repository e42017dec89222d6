import { describe, expect, it } from 'vitest'
import { tallySheetModel, tallySheetSchema } from '../../../src/reports/models/tally-sheet.ts'
import { formInput, sampleNames } from '../samples.ts'

const modelOf = (name: string) => {
  const { known, identity } = formInput('tally_sheet', name)
  return tallySheetModel(known, identity)
}

describe('the model of the tally sheets', () => {
  it.each(sampleNames('tally_sheet'))('matches its schema: %s', (name) => {
    expect(tallySheetSchema.strict().safeParse(modelOf(name)).error).toBeUndefined()
  })

  it('keeps the order of the ballot, with name and position in one', () => {
    const rows = modelOf('long-names').sheets[0]!.sections[0]!.rows
    expect(rows.map(({ number }) => number)).toEqual(['1', '2', '3'])
    expect(rows[0]?.person).toMatch(/^Nguyễn Phước Quý Trường Giang Thí Dụ Mẫu, Phó Bí thư/)
    expect(rows[2]?.person).toBe('Lê Mẫu')
  })

  it('has room for every ballot of the bundle for each mark, and for few that do not count', () => {
    const [first, second] = modelOf('normal').sheets.map(({ sections }) => sections[0]!.rows[0]!)
    expect(first).toMatchObject({ ballots: 50, invalidBallots: 15 })
    expect(second).toMatchObject({ ballots: 33, invalidBallots: 15 })
    const small = modelOf('one-person').sheets[0]!.sections[0]!.rows[0]!
    expect(small).toMatchObject({ ballots: 7, invalidBallots: 7 })
  })

  it('names the newest entry and the seal in the groups of the role cards', () => {
    expect(modelOf('normal')).toMatchObject({
      head: { seq: '1.234', hash: 'c3c3 c3c3 c3c3 c3c3' },
      seal: 'b05a b05a b05a b05a',
    })
    expect(modelOf('rehearsal').seal).toBe('7e1d 7e1d 7e1d 7e1d')
  })

  it('says so where there is no room for all', () => {
    const { known, identity } = formInput('tally_sheet', 'crowded')
    const withBallots = (ballots: number) => {
      const sheets = known.sheets.map((each) => ({ ...each, ballots }))
      const [sheet] = tallySheetModel({ ...known, sheets }, identity).sheets
      return [sheet?.crowded, sheet?.sections[0]?.rows[0]?.ballots]
    }
    expect(withBallots(999)).toEqual([false, 999])
    expect(withBallots(1000)).toEqual([false, 1000])
    expect(withBallots(1001)).toEqual([true, 1000])
  })
})
