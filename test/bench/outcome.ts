import { outcomeOf } from '../../src/domain/outcome.ts'
import type { Tally } from '../../src/domain/tally.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { ROOT } from '../../src/program.ts'
import { ms, time } from './measure.ts'

/** The outcome of a session of 60 people and 600 ballots, checks and all. */
export async function benchOutcome(): Promise<void> {
  const regime = readRegimes(`${ROOT}/data/regimes`).find(
    (each) => each.regime.id === '96-qd-tw-2023',
  )!
  const subjects = Array.from({ length: 60 }, (_, at) => ({
    id: String(at + 1),
    name: `Người ${at + 1}`,
    position: 'Ủy viên',
    block: null,
    high: 590 - at * 9,
    medium: at * 4,
    low: at * 5,
    invalid: 0,
  }))
  const tally: Tally = {
    regime: '96-qd-tw-2023',
    side: 'party',
    heldOn: '2026-02-05',
    title: 'Đo tốc độ',
    organisation: 'Đảng ủy xã Mẫu',
    voters: { members: 600, summoned: 600, present: 600 },
    ballotKinds: [
      { id: 'A', title: 'A', issued: 600, collected: 600, valid: 590, invalid: 10, subjects },
    ],
  }
  if (outcomeOf(tally, regime).status !== 'computed') throw new Error('the sample is held back')
  const timing = await time(2000, 200, () => outcomeOf(tally, regime))
  console.log(`outcome, 60 people × 600 ballots: ${ms(timing)}`)
}
