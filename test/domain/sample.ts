import { readRegimes } from '../../src/formats/regime.ts'
import type { AdoptedRegime } from '../../src/domain/regime.ts'
import type { BallotKindTally, Marks, SubjectTally, Tally, Voters } from '../../src/domain/tally.ts'

/** The regulations of the product itself. */
export const REGIMES = readRegimes(new URL('../../data/regimes', import.meta.url).pathname)

export function regimeNamed(id: string): AdoptedRegime {
  const found = REGIMES.find(({ regime }) => regime.id === id)
  if (!found) throw new Error(`no regulation ${id}`)
  return found
}

type Parts = {
  readonly voters?: Partial<Voters>
  readonly kind?: Partial<BallotKindTally>
  readonly subject?: Partial<SubjectTally>
  /** All the person's marks, where they are not some of the three levels. */
  readonly marks?: Marks
  readonly head?: Partial<Tally>
}

/** A tally of 52 ballots without a fault, with the given parts in the place of its own. */
export function sampleTally({ voters, kind, subject, marks, head }: Parts = {}): Tally {
  return {
    regime: '96-qd-tw-2023',
    side: 'party',
    heldOn: '2023-12-05',
    title: 'Hội nghị lấy phiếu tín nhiệm',
    organisation: 'Đảng ủy xã Ví Dụ',
    voters: { members: 53, summoned: 53, present: 52, ...voters },
    ballotKinds: [
      {
        id: 'A',
        title: 'Phiếu số 1',
        issued: 52,
        collected: 52,
        valid: 52,
        invalid: 0,
        subjects: [
          {
            id: '1',
            name: 'Nguyễn Văn Mẫu',
            position: 'Bí thư',
            block: null,
            ...(marks ?? { high: 48, medium: 4, low: 0, invalid: 0 }),
            ...subject,
          },
        ],
        ...kind,
      },
    ],
    ...head,
  }
}
