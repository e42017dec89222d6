import { z } from 'zod'
import {
  DUTIES,
  type ClockTime,
  type DocumentIdentity,
  type Proceedings,
} from '../../domain/proceedings.ts'
import { dateText, timeText } from '../vietnamese.ts'
import {
  kindModel,
  kindShape,
  outcomeFor,
  rowModel,
  rowSchema,
  totalsModel,
  totalsSchema,
} from './ballot-kinds.ts'
import { openingModel, openingShape, personModel, personSchema } from './opening.ts'
import { counted, entered, printed } from './printed.ts'
import { recheckModel, recheckSchema } from './recheck.ts'

const memberSchema = personSchema.extend({ duty: z.enum(DUTIES) })

/** Everything the template of the minutes (biên bản kiểm phiếu) may name. */
export const minutesSchema = z.object({
  ...openingShape,
  startedAt: z.string(),
  startedOn: z.string(),
  endedAt: z.string(),
  endedOn: z.string(),
  /** The counting ended on the day it began. */
  sameDay: z.boolean(),
  venue: printed,
  committee: z.array(memberSchema),
  head: personSchema,
  secretary: personSchema,
  members: z.array(personSchema),
  witnesses: z.array(personSchema),
  kinds: z.array(
    z.object({
      ...kindShape,
      single: z.boolean(),
      sections: z.array(z.object({ rows: z.array(rowSchema) })),
    }),
  ),
  totals: z.array(totalsSchema),
  recheck: recheckSchema,
  handedOverTo: personSchema,
  copies: printed,
})
export type MinutesModel = z.infer<typeof minutesSchema>

/** The words, numbers and rows of the minutes; people in the order they were entered. */
export function minutesModel(proceedings: Proceedings, identity: DocumentIdentity): MinutesModel {
  const { committee, countingStarted, countingEnded, tally } = proceedings
  const withDuty = (duty: string) => committee.filter((member) => member.duty === duty)
  return {
    ...openingModel(proceedings, identity),
    startedAt: timeText(countingStarted),
    startedOn: dateText(countingStarted?.day ?? null),
    endedAt: timeText(countingEnded),
    endedOn: dateText(countingEnded?.day ?? null),
    sameDay: isSameDay(countingStarted, countingEnded),
    venue: entered(proceedings.venue),
    committee: committee.map((member, at) => ({ ...personModel(member, at), duty: member.duty })),
    head: personModel(withDuty('head')[0] ?? null, 0),
    secretary: personModel(withDuty('secretary')[0] ?? null, 0),
    members: withDuty('member').map(personModel),
    witnesses: proceedings.witnesses.map(personModel),
    kinds: tally.ballotKinds.map((kind, at) => ({
      ...kindModel(kind, at, proceedings),
      single: tally.ballotKinds.length === 1,
      sections: [
        {
          rows: kind.subjects.map((subject, row) =>
            rowModel(subject, row, outcomeFor(proceedings, kind, subject)),
          ),
        },
      ],
    })),
    totals: [...totalsModel(tally.ballotKinds)],
    recheck: recheckModel(proceedings),
    handedOverTo: personModel(proceedings.handedOverTo, 0),
    copies: counted(proceedings.copies),
  }
}

function isSameDay(started: ClockTime | null, ended: ClockTime | null): boolean {
  return started !== null && ended !== null && started.day === ended.day
}
