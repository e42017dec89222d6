import { z } from 'zod'
import { percentText } from '../../domain/percent.ts'
import type { PersonExtract } from '../../domain/person-extract.ts'
import type { FormIdentity } from '../../domain/proceedings.ts'
import { dateText } from '../vietnamese.ts'
import { rowModel, rowSchema } from './ballot-kinds.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { personModel, personSchema } from './opening.ts'
import { counted, named, printed, shortDigest } from './printed.ts'

/** Everything the template of an extract (trích kết quả) may name. */
export const extractSchema = z.object({
  ...conferenceShape,
  madeOn: z.string(),
  voters: z.object({ summoned: printed, present: printed, percent: printed }),
  kind: z.object({
    title: z.string(),
    issued: printed,
    collected: printed,
    valid: printed,
    invalid: printed,
  }),
  sections: z.array(z.object({ rows: z.array(rowSchema) })),
  person: personSchema,
  chair: personSchema,
  base: z.enum(['collected', 'members']),
  identity: z.object({
    session: printed,
    revision: z.string(),
    dataSha256: z.string(),
    shortDigest: z.string(),
    minutesSha256: z.string(),
    programVersion: z.string(),
  }),
})
type ExtractModel = z.infer<typeof extractSchema>

/**
 * One person's figures as the minutes have them, with the ballots they are shares of.
 *
 * @law 96-qd-tw-2023 Điều 6.3
 */
export function extractModel(known: PersonExtract, identity: FormIdentity): ExtractModel {
  const { voters, ballotKind, subject, outcome } = known
  const { summoned, present } = voters
  const stated = present !== null && summoned !== null && present <= summoned
  return {
    ...conferenceModel(known),
    madeOn: dateText(known.madeOn),
    voters: {
      summoned: counted(summoned),
      present: counted(present),
      percent: stated ? percentText(present, summoned) : null,
    },
    kind: {
      title: named(ballotKind.title),
      issued: counted(ballotKind.issued),
      collected: counted(ballotKind.collected),
      valid: counted(ballotKind.valid),
      invalid: counted(ballotKind.invalid),
    },
    sections: [{ rows: [rowModel(subject, 0, outcome)] }],
    person: personModel(subject, 0),
    chair: personModel(known.chair, 0),
    base: outcome.base.name,
    identity: {
      session: identity.session,
      revision: String(known.revision),
      dataSha256: known.dataSha256,
      shortDigest: shortDigest(known.dataSha256),
      minutesSha256: known.minutesSha256,
      programVersion: identity.programVersion,
    },
  }
}
