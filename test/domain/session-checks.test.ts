import { describe, expect, it } from 'vitest'
import type { BallotKind } from '../../src/domain/roster.ts'
import { checkSession } from '../../src/domain/session-checks.ts'
import { checkAbsences } from '../../src/domain/checks.ts'
import { regimeNamed, sampleTally } from './sample.ts'

const { regime } = regimeNamed('96-qd-tw-2023')
const voters = { members: 53, summoned: 53, present: 52, absentExcused: 1, absentUnexcused: 0 }
const kind = (position: string, special: BallotKind['account']['special'] = []): BallotKind => ({
  id: 'k',
  code: 'A',
  title: 'A',
  account: {
    ballotKind: 'k',
    printed: null,
    issued: 52,
    collected: 52,
    invalidReasons: null,
    special,
  },
  subjects: [
    {
      id: 's',
      person: null,
      name: 'Mẫu',
      position,
      block: null,
      startedOn: null,
      retirementNoticeOn: null,
    },
  ],
  leftOut: [],
  sheets: [],
})
const check = (each: BallotKind, people = voters) =>
  checkSession(people, { ballotKinds: [each] }, sampleTally(), regime).map(({ code, path }) => [
    code,
    path,
  ])

describe('those who stayed away', () => {
  it.each([
    [0, 0, ['E213']],
    [1, 0, []],
    [0, 1, []],
    [1, 1, ['E213']],
    [null, 1, []],
    [1, null, []],
  ])(
    '%s with leave and %s without, of one missing: %j',
    (absentExcused, absentUnexcused, codes) => {
      const found = checkAbsences({ ...voters, absentExcused, absentUnexcused })
      expect(found.map((each) => each.code)).toEqual(codes)
    },
  )
})

describe('a session', () => {
  it('has nothing to tell of when all is well', () => {
    expect(check(kind('Bí thư Đảng ủy xã'))).toEqual([])
  })
  it('tells W703 of a post that goes by the law of the State', () => {
    expect(check(kind('Chủ tịch UBND xã Ví Dụ'))).toEqual([
      ['W703', '/ballotKinds/0/subjects/0/position'],
    ])
  })
  it('tells of papers without a ruling and of absences that do not add up', () => {
    const added = { case: 'name_added', ballots: 1, ruling: null, reason: null } as const
    expect(check(kind('Bí thư', [added]), { ...voters, absentExcused: 2 })).toEqual([
      ['E213', '/voters/absentExcused'],
      ['E205', '/ballotKinds/0/special/0'],
    ])
  })
})
