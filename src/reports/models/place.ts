import { z } from 'zod'
import type { Finding } from '../../domain/finding.ts'
import type { Tally } from '../../domain/tally.ts'
import { counted, entered, printed } from './printed.ts'

/** What a finding is about: a ballot kind, a person on it, a bundle of it; `null` what it is not about. */
export const placeShape = {
  ballotKind: printed,
  subject: printed,
  /** The bundle within its kind, from 1. */
  sheet: printed,
}
const placeSchema = z.object(placeShape)

/** Where the path of a finding points, by the names on the ballots. */
export function placeModel(
  { path }: Pick<Finding, 'path'>,
  tally: Tally,
): z.infer<typeof placeSchema> {
  const [, kindAt, sheetAt, subjectAt] =
    /^\/ballotKinds\/(\d+)(?:\/sheets\/(\d+))?(?:\/(?:subjects|rows)\/(\d+))?/.exec(path) ?? []
  const kind = kindAt === undefined ? undefined : tally.ballotKinds[Number(kindAt)]
  const subject = subjectAt === undefined ? undefined : kind?.subjects[Number(subjectAt)]
  return {
    ballotKind: entered(kind?.title ?? null),
    subject: entered(subject?.name ?? null),
    sheet: sheetAt === undefined ? null : counted(Number(sheetAt) + 1),
  }
}
