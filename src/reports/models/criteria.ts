import { z } from 'zod'
import type { Conference, FormIdentity } from '../../domain/proceedings.ts'
import { type Regime, rulesOf } from '../../domain/regime.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { entered, named, printed } from './printed.ts'

/** The criteria, and the sentence on signing. */
export const markingShape = {
  criteria: z.array(
    z.object({
      number: z.string(),
      text: z.string(),
      /** The words are the regulation's own, as far as they were read. */
      quoted: z.boolean(),
      /** Behind words that are not the regulation's own: " (*)"; else empty. */
      mark: z.string(),
    }),
  ),
  /** Some criterion is not in the regulation's own words. */
  reworded: z.boolean(),
  /** The regulation's own sentence on signing the ballot; `null` when it was not read. */
  signing: printed,
}

/** Everything the template of the criteria sheet (tiêu chí lấy phiếu) may name. */
export const criteriaSchema = z.object({
  ...conferenceShape,
  ...markingShape,
  identity: z.object({ session: printed, programVersion: z.string() }),
})
type CriteriaModel = z.infer<typeof criteriaSchema>

/**
 * The criteria in the regulation's order and how a ballot is marked.
 *
 * @law 96-qd-tw-2023 Điều 5, Điều 6.1, Điều 6.2
 */
export function criteriaModel(conference: Conference, identity: FormIdentity): CriteriaModel {
  return {
    ...conferenceModel(conference),
    ...markingModel(conference.regime.regime),
    identity: {
      session: entered(identity.session),
      programVersion: identity.programVersion,
    },
  }
}

/** What a voter should know before marking a ballot, as the regulation has it. */
export function markingModel(regime: Regime): z.infer<z.ZodObject<typeof markingShape>> {
  const criteria = rulesOf(regime, 'criterion').map(({ provision }, at) => ({
    number: String(at + 1),
    text: named(provision.text),
    quoted: provision.evidence === 'quoted',
    mark: provision.evidence === 'quoted' ? '' : ' (*)',
  }))
  return {
    criteria,
    reworded: criteria.some(({ quoted }) => !quoted),
    signing: entered(signingOf(regime)),
  }
}

/** No rule decides anything on it: the sentence is found by its words, read word for word only. */
function signingOf(regime: Regime): string | null {
  const sentence = /[^.…]*ký tên hoặc không ký tên[^.…]*/
  const found = regime.provisions.find(
    ({ evidence, text }) => evidence === 'quoted' && sentence.test(text),
  )
  return found ? (sentence.exec(found.text)?.[0] ?? null) : null
}
