import { z } from 'zod'
import type { Acknowledgement } from '../../domain/acknowledgement.ts'
import { isDecidable } from '../../domain/finding.ts'
import type { Proceedings } from '../../domain/proceedings.ts'
import { placeModel, placeShape } from './place.ts'
import { counted, printed, reasonText } from './printed.ts'

/** What a session's sums can be found to be and still stand: let stand by the committee, or looked into. */
export const DECISION_CODES = ['E202', 'W201', 'W202', 'W301', 'W701', 'W702', 'W703'] as const

/** A finding that was decided on or looked into: what it is about, its numbers as prose writes them, why. */
export const decisionSchema = z.object({
  code: z.enum(DECISION_CODES),
  ...placeShape,
  /** `null` for a number the finding does not have. */
  numbers: z.object({
    collected: printed,
    issued: printed,
    present: printed,
    summoned: printed,
    members: printed,
    planned: printed,
  }),
  reason: printed,
})
type Decision = z.infer<typeof decisionSchema>

/** Errors the committee let stand about one ballot kind, in the order they were found. */
export function decisionsOnKind(proceedings: Proceedings, at: number): Decision[] {
  const path = `/ballotKinds/${at}/`
  return proceedings.decisions
    .filter((each) => isDecidable(each) && each.path.startsWith(path))
    .map((each) => decisionModel(each, proceedings))
}

/** Warnings that were looked into and answered with a reason, in the order they were found. */
export function consideredModel(proceedings: Proceedings): Decision[] {
  return proceedings.decisions
    .filter((each) => !isDecidable(each))
    .map((each) => decisionModel(each, proceedings))
}

/** One decision in words and numbers. TypeError for a code no form has words for: a test names them all. */
export function decisionModel(
  { code: found, path, numbers, reason }: Acknowledgement,
  { tally }: Pick<Proceedings, 'tally'>,
): Decision {
  const code = DECISION_CODES.find((each) => each === found)
  if (!code) throw new TypeError(`no form has words for a decision on ${found}`)
  const number = (name: string) => counted(numbers[name] ?? null)
  return {
    code,
    ...placeModel({ path }, tally),
    numbers: {
      collected: number('collected'),
      issued: number('issued'),
      present: number('present'),
      summoned: number('summoned'),
      members: number('members'),
      planned: number('planned'),
    },
    reason: reasonText(reason),
  }
}
