import { describe, expect, it } from 'vitest'
import { planOf } from '../../src/domain/plan.ts'
import {
  type StepRecord,
  checkProcedure,
  missingConditions,
  procedureOf,
} from '../../src/domain/procedure.ts'
import type { StepRule } from '../../src/domain/rule.ts'
import { regimeOf } from './regime-of-rules.ts'

const step = (id: string, parts: Partial<StepRule> = {}): StepRule => ({
  kind: 'step',
  id,
  phase: 'preparation',
  per: 'session',
  condition: false,
  name: id,
  ...parts,
})
const regime = regimeOf(
  step('report', { per: 'person' }),
  step('ballots', { condition: true }),
  step('questions', { ifAsked: true }),
  { kind: 'deadline', step: 'questions', daysBefore: 10 },
  { kind: 'deadline', step: 'report', daysBefore: 20 },
)
const HELD = '2028-03-10'
const done = (what: string, doneOn: string | null, subject: string | null = null): StepRecord => ({
  step: what,
  subject,
  doneOn,
  file: null,
})
const steps = (...records: StepRecord[]) => procedureOf(regime, HELD, ['a', 'b'], records)

describe('the plan', () => {
  it('counts civil days back from the vote, over a leap day, the earliest first', () => {
    expect(planOf(regime, HELD).map((each) => [each.step, each.due])).toEqual([
      ['report', '2028-02-19'],
      ['questions', '2028-02-29'],
    ])
  })
})

describe('the procedure', () => {
  it('asks a step per person of everybody on the list', () => {
    const [report] = steps(done('report', '2028-02-10', 'b'))
    expect(report).toMatchObject({ missing: ['a'], complete: false })
    const [all] = steps(done('report', '2028-02-10', 'b'), done('report', '2028-02-11', 'a'))
    expect(all).toMatchObject({ missing: [], complete: true })
  })

  it('lets the latest record stand, and takes a step back', () => {
    const taken = steps(done('ballots', '2028-03-01'), done('ballots', null))[1]
    expect(taken).toMatchObject({ complete: false, done: [] })
    const moved = steps(done('ballots', '2028-03-01'), done('ballots', '2028-03-02'))[1]
    expect(moved?.done.map((each) => each.doneOn)).toEqual(['2028-03-02'])
  })

  it('forgets nobody’s record, but does not count one of somebody off the list', () => {
    expect(steps(done('report', '2028-02-10', 'gone'))[0]).toMatchObject({ missing: ['a', 'b'] })
  })

  it('names the conditions that are not met, and no other step', () => {
    expect(missingConditions(steps()).map((each) => each.rule.id)).toEqual(['ballots'])
    expect(missingConditions(steps(done('ballots', HELD)))).toEqual([])
  })

  const codes = (today: string, ...records: StepRecord[]) =>
    checkProcedure(steps(...records), today).map(({ code, path, numbers }) => [code, path, numbers])

  it('W721 from the day after the deadline, with how many are missing', () => {
    expect(codes('2028-02-19')).toEqual([])
    expect(codes('2028-02-20')).toEqual([['W721', '/procedure/report', { days: 1, missing: 2 }]])
    expect(codes('2028-02-29', done('report', '2028-02-19', 'a'))).toEqual([
      ['W721', '/procedure/report', { days: 10, missing: 1 }],
    ])
  })

  it('never W721 for a step not every session has', () => {
    expect(codes('2028-03-10').map(([, path]) => path)).not.toContain('/procedure/questions')
  })

  it('W722 when it was done after its day, by how much the latest was', () => {
    expect(codes('2028-02-01', done('questions', '2028-02-29'))).toEqual([])
    expect(codes('2028-02-01', done('questions', '2028-03-01'))).toEqual([
      ['W722', '/procedure/questions', { days: 1 }],
    ])
    expect(
      codes('2028-02-01', done('report', '2028-02-21', 'a'), done('report', '2028-02-25', 'b')),
    ).toEqual([['W722', '/procedure/report', { days: 6 }]])
  })
})
