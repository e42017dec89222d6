import { z } from 'zod'
import type { BallotPapers } from '../../domain/ballot-paper.ts'
import type { FormIdentity } from '../../domain/proceedings.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { markingModel, markingShape } from './criteria.ts'
import { entered, named, printed } from './printed.ts'

const paperSchema = z.object({
  code: z.string(),
  kind: z.object({ code: z.string(), title: z.string() }),
  sections: z.array(
    z.object({
      rows: z.array(z.object({ number: z.string(), name: z.string(), position: printed })),
    }),
  ),
})

/** Everything the template of the ballots (phiếu tín nhiệm) may name. */
export const ballotSchema = z.object({
  ...conferenceShape,
  ...markingShape,
  ballots: z.array(paperSchema),
  /** Of the first ballot, for the foot of each page: ballots of several kinds are printed apart. */
  code: printed,
  identity: z.object({ session: printed, programVersion: z.string() }),
})
type BallotModel = z.infer<typeof ballotSchema>

/**
 * The ballots by kind, people in the order of the approved list, never numbered by paper.
 *
 * @law 96-qd-tw-2023 Điều 6.1, Điều 9.1
 */
export function ballotModel(known: BallotPapers, identity: FormIdentity): BallotModel {
  const [only, ...others] = known.ballots
  return {
    ...conferenceModel(known),
    ...markingModel(known.regime.regime),
    ballots: known.ballots.map(({ code, ballotKind, subjects }) => ({
      code: named(code),
      kind: { code: named(ballotKind.code), title: named(ballotKind.title) },
      sections: [
        {
          rows: subjects.map(({ name, position }, row) => ({
            number: String(row + 1),
            name: named(name),
            position: entered(position),
          })),
        },
      ],
    })),
    code: only && others.length === 0 ? named(only.code) : null,
    identity: { session: entered(identity.session), programVersion: identity.programVersion },
  }
}
