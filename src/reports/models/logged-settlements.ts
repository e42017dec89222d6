import { z } from 'zod'
import type { LoggedSettlement, LoggedSheet } from '../../domain/counting-papers.ts'
import { type Difference, differences } from '../../domain/entry.ts'
import { LEVELS } from '../../domain/tally.ts'
import { momentText } from '../vietnamese.ts'
import { named, printed, reasonText, tabulated } from './printed.ts'

const COUNTS = ['collected', 'valid', 'invalid', ...LEVELS] as const
const CELLS = [...COUNTS, 'rowInvalid'] as const

const cellSchema = z.object({
  /** The person beside whose name it stands; `null` for a count of the whole sheet. */
  subject: printed,
  cell: z.enum(CELLS),
  first: printed,
  second: printed,
  third: printed,
})

/** A decision of the head, with every cell in which the passes compared did not say the same. */
export const settlementSchema = z.object({
  sheet: z.string(),
  kind: z.string(),
  /** `returnAgreed`: the passes agreed, and yet the head had one typed again. */
  decision: z.enum(['choose', 'return', 'returnAgreed']),
  passNo: z.string(),
  by: z.string(),
  at: z.string(),
  reason: printed,
  rows: z.array(cellSchema),
})

/** The decisions about one sheet in the order they were made. */
export function loggedSettlements(sheet: LoggedSheet): z.infer<typeof settlementSchema>[] {
  return sheet.settlements.map((each) => {
    const { settlement, by, at, reason } = each
    const compared = comparedIn(each, sheet)
    const agreed = settlement.decision === 'return' && compared.length === 0
    return {
      sheet: String(sheet.number).padStart(2, '0'),
      kind: named(sheet.ballotKind.title),
      decision: agreed ? 'returnAgreed' : settlement.decision,
      passNo: String(settlement.passNo),
      by: named(by),
      at: momentText(at),
      reason: reasonText(reason),
      rows: compared.map((found) => cellModel(found, sheet)),
    }
  })
}

/** What differed between the very passes the head was shown. */
function comparedIn({ settlement }: LoggedSettlement, { passes }: LoggedSheet) {
  const shown = passes.filter(({ pass }) => settlement.passIds.includes(pass.id))
  return differences(shown.map(({ pass }) => pass))
}

/** TypeError for a path that leads to no cell of a sheet: only our own mistake. */
function cellModel(
  { path, values }: Difference,
  { subjects }: LoggedSheet,
): z.infer<typeof cellSchema> {
  const [, row, name] = /^(?:\/rows\/(\d+))?\/(\w+)$/.exec(path) ?? []
  const count = COUNTS.find((each) => each === name)
  const cell = row !== undefined && count === 'invalid' ? 'rowInvalid' : count
  if (!cell) throw new TypeError(`no cell of a sheet at ${path}`)
  const valueOf = (passNo: number) =>
    tabulated(values.find((each) => each.passNo === passNo)?.value ?? null)
  return {
    subject: row === undefined ? null : named(subjects[Number(row)] ?? ''),
    cell,
    first: valueOf(1),
    second: valueOf(2),
    third: valueOf(3),
  }
}
