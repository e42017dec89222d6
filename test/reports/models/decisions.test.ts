import { describe, expect, it } from 'vitest'
import { isAnswerable } from '../../../src/domain/acknowledgement.ts'
import { FINDING_CODES, finding, isDecidable } from '../../../src/domain/finding.ts'
import { DECISION_CODES } from '../../../src/reports/models/decisions.ts'
import { minutesModel, minutesSchema } from '../../../src/reports/models/minutes.ts'
import { sampleInput } from '../samples.ts'

const { proceedings, identity } = sampleInput('minutes', 'decided')
const model = minutesModel(proceedings, identity)

describe('decisions on paper', () => {
  it('have words for every finding that can be answered when the sums are checked', () => {
    // Told while the vote is prepared, where nobody has to answer them.
    const beforehand = ['W711', 'W712', 'W721', 'W722']
    const answerable = FINDING_CODES.filter((code) => isAnswerable(finding(code, '', {})))
    expect(answerable.filter((code) => !beforehand.includes(code))).toEqual([...DECISION_CODES])
    expect(FINDING_CODES.filter((code) => isDecidable({ code }))).toEqual(['E202'])
  })

  it('let an error stand with the ballots it is about, and list the warnings apart', () => {
    expect(model.held).toBe(false)
    expect(model.kinds.map((kind) => kind.decisions.map(({ code }) => code))).toEqual([
      ['E202'],
      [],
    ])
    expect(model.considered.map(({ code }) => code)).toEqual(['W201', 'W301', 'W703'])
  })

  it('name the ballot kind, the bundle and the person, the numbers as prose writes them', () => {
    expect(model.considered).toMatchObject([
      { ballotKind: 'Phiếu màu xanh: cơ quan tham mưu', numbers: { issued: '53', present: '52' } },
      { sheet: '02', subject: null, numbers: { collected: '24', planned: '25', issued: null } },
      { ballotKind: 'Phiếu màu trắng: cấp ủy', subject: 'Lê Giả Định Thảo', sheet: null },
    ])
  })

  it('end a reason without the full stop the form sets itself', () => {
    expect(model.kinds[0]?.decisions[0]?.reason).toMatch(/ký nhận phiếu$/)
  })

  it('do not take an error that is let stand for one that holds the outcome back', () => {
    const { tally } = proceedings
    const outcome = { ...proceedings.outcome, status: 'held' as const }
    const also = finding('E201', '/ballotKinds/1/valid', { valid: 1, invalid: 0, collected: 2 })
    const held = { ...outcome, findings: [...outcome.findings, also] }
    const { findings } = minutesModel({ ...proceedings, tally, outcome: held }, identity)
    expect(findings.map(({ code }) => code)).toEqual(['E201'])
  })

  it('refuse a finding nobody wrote words for, rather than leave it out', () => {
    const decisions = [{ code: 'W711', path: '/timing', numbers: {}, reason: 'Vì' }] as const
    expect(() => minutesModel({ ...proceedings, decisions }, identity)).toThrow(TypeError)
  })
})

describe('papers wrong in a named way', () => {
  it('are void, lose a line, or were ruled on, as the regulation has it', () => {
    expect(model.kinds[0]?.special.map(({ reason: _, ...each }) => each)).toEqual([
      {
        case: 'not_issued',
        ballots: '01',
        grounds: 'rule',
        effect: 'ballot',
        provision: 'Điều 6.3, phiếu không hợp lệ',
      },
      {
        case: 'line_marks',
        ballots: '02',
        grounds: 'rule',
        effect: 'line',
        provision: 'Điều 6.3, phiếu không hợp lệ',
      },
      {
        case: 'name_added',
        ballots: '01',
        grounds: 'open',
        effect: 'valid',
        provision: 'Điều 6.3, phiếu không hợp lệ',
      },
      {
        case: 'text_added',
        ballots: '01',
        grounds: 'unmentioned',
        effect: 'invalid',
        provision: null,
      },
    ])
  })

  it('are left out when there was no such paper, and undecided before the ruling', () => {
    const special = [
      { case: 'no_stamp', ballots: 0, ruling: null, reason: null },
      { case: 'name_added', ballots: 2, ruling: null, reason: null },
    ] as const
    const ballotNotes = [{ ...proceedings.ballotNotes[0]!, special }]
    const [kind] = minutesModel({ ...proceedings, ballotNotes }, identity).kinds
    expect(kind?.special).toMatchObject([{ case: 'name_added', effect: 'undecided', reason: null }])
  })
})

describe('people who were not put to the vote', () => {
  it('are named with the reason, its day and its provision, in the order of the list', () => {
    expect(model.leftOutCount).toBe('02')
    expect(model.leftOut).toMatchObject([
      { reason: 'retirement_notice', since: '01/11/2023', months: null, provision: 'Điều 3.1' },
      { reason: 'started_in_vote_year', since: '10/03/2023', months: null },
    ])
  })

  it('match the schema the template is checked against', () => {
    expect(minutesSchema.strict().safeParse(model).error).toBeUndefined()
  })
})
