import { describe, expect, it } from 'vitest'
import { zeroReportModel, zeroReportSchema } from '../../../src/reports/models/zero-report.ts'
import { formInput, sampleNames } from '../samples.ts'

const { known, identity } = formInput('zero_report', 'normal')

describe('the model of the zero report', () => {
  it.each(sampleNames('zero_report'))('matches its schema: %s', (name) => {
    const input = formInput('zero_report', name)
    const model = zeroReportModel(input.known, input.identity)
    expect(zeroReportSchema.strict().safeParse(model).error).toBeUndefined()
  })

  it.each(['claimed', 'submitted', 'ballots'] as const)('is not zero with one of %s', (what) => {
    const zeroWith = (count: number) => {
      const before = { claimed: 0, submitted: 0, ballots: 0, [what]: count }
      return zeroReportModel({ ...known, opened: { ...known.opened, before } }, identity).zero
    }
    expect(zeroWith(0)).toBe(true)
    expect(zeroWith(1)).toBe(false)
  })

  it('tells the hour of Viet Nam, over midnight too', () => {
    const at = '2026-02-05T17:05:00.000Z'
    const model = zeroReportModel({ ...known, opened: { ...known.opened, at } }, identity)
    expect([model.openedAt, model.openedOn]).toEqual([
      '00 giờ 05 phút',
      'ngày 06 tháng 02 năm 2026',
    ])
  })

  it('leaves blanks for a committee and witnesses nobody recorded', () => {
    const model = zeroReportModel({ ...known, committee: [], witnesses: [] }, identity)
    expect([model.head, model.firstWitness, model.otherWitnesses]).toEqual([null, null, []])
  })

  it('adds up several kinds of ballots, and not one', () => {
    expect(zeroReportModel(known, identity).sections[0]).toMatchObject({
      subjectCount: '6',
      many: true,
    })
    const one = { ...known, ballotKinds: known.ballotKinds.slice(0, 1) }
    expect(zeroReportModel(one, identity).sections[0]?.many).toBe(false)
  })
})
