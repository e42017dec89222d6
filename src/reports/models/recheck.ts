import { z } from 'zod'
import type { Proceedings, RecheckTold } from '../../domain/proceedings.ts'
import { numberText } from '../vietnamese.ts'
import { counted, entered, printed } from './printed.ts'

const RESULTS = ['agrees', 'corrected', 'differs', 'open'] as const

/** How the random second look went; of a draw, what anybody needs to draw again. */
export const recheckSchema = z.object({
  /** `unstated` where nothing is known of it, `none` where the session asks for none. */
  asked: z.enum(['unstated', 'none', 'drawn']),
  dice: printed,
  journal: z.array(z.object({ seq: z.string(), hash: z.string() })),
  count: printed,
  sheets: z.array(z.object({ number: z.string(), result: z.enum(RESULTS), note: printed })),
})

/** The second look ready to print, sheets in the order drawn. */
export function recheckModel({
  recheck,
}: Pick<Proceedings, 'recheck'>): z.infer<typeof recheckSchema> {
  const draw = recheck?.draw ?? null
  const asked = recheck === null ? 'unstated' : draw === null ? 'none' : 'drawn'
  const sheets = draw === null ? [] : (recheck?.sheets ?? [])
  return {
    asked,
    dice: entered(draw?.dice ?? null),
    journal: draw ? [{ ...draw.journalHead, seq: numberText(draw.journalHead.seq) }] : [],
    count: counted(sheets.length),
    sheets: sheets.map((each) => ({
      number: numberText(each.number),
      result: resultOf(each),
      note: entered(each.note)?.replace(/\.$/, '') ?? null,
    })),
  }
}

function resultOf({ agrees, corrected }: RecheckTold['sheets'][number]): (typeof RESULTS)[number] {
  if (agrees === null) return 'open'
  if (!agrees) return 'differs'
  return corrected ? 'corrected' : 'agrees'
}
