import { z } from 'zod'
import { answers, blockingErrors } from '../../domain/acknowledgement.ts'
import { inOrderOfLooking } from '../../domain/finding-catalogue.ts'
import { FINDING_CODES, type Finding } from '../../domain/finding.ts'
import type { Proceedings } from '../../domain/proceedings.ts'
import { LEVELS } from '../../domain/tally.ts'
import { placeModel } from './place.ts'
import { counted, printed, reasonText } from './printed.ts'

/** Every error; what is not one never holds an outcome back. */
export const HOLDING_CODES = FINDING_CODES.filter((code) => code.startsWith('E'))

/** Counts that may not have been entered; `line` is a person's line of invalid marks. */
export const CELLS = [
  'members',
  'summoned',
  'present',
  'issued',
  'collected',
  'valid',
  'invalid',
  'line',
  ...LEVELS,
  'none',
] as const

/** An error that holds the outcome back, on paper: whom it touches, both sides of it, why it is there. */
export const heldSchema = z.object({
  /** Which words it takes: of a missing count or of two sides, in the sums or on one sheet. */
  form: z.enum(['missing', 'sums', 'missingOnSheet', 'onSheet']),
  code: z.enum(HOLDING_CODES as [Finding['code'], ...Finding['code'][]]),
  /** The code as it is printed. */
  codeText: z.string(),
  /** Ballot kind and person, as named on the ballots; `null` for an error of the whole session. */
  place: printed,
  /** The bundle within its kind, from 1; `null` for an error of the sums. */
  sheet: printed,
  /** Its numbers after a colon, ": 50 + 01 ≠ 52"; empty where it has none. */
  sides: z.string(),
  /** The count that is missing; `none` for an error of another kind. */
  cell: z.enum(CELLS),
  /** What the head said of it when the count was closed. */
  explanation: printed,
})
type Held = z.infer<typeof heldSchema>

/** The errors that hold the outcome back, in the order in which they should be looked at. */
export function heldModel({ outcome, decisions, explanations, tally }: Proceedings): Held[] {
  return inOrderOfLooking(blockingErrors(outcome.findings, decisions)).map((found) => {
    const { ballotKind, subject, sheet } = placeModel(found, tally)
    const names = [ballotKind, subject].filter((name) => name !== null)
    const cell = cellOf(found)
    const explained = explanations.findLast((each) => answers(each, found))
    return {
      form: cell !== 'none' ? (sheet ? 'missingOnSheet' : 'missing') : sheet ? 'onSheet' : 'sums',
      code: found.code,
      codeText: found.code,
      place: names.length === 0 ? null : names.join(', '),
      sheet,
      sides: sidesOf(found),
      cell,
      explanation: reasonText(explained?.reason ?? null),
    }
  })
}

/** Both sides of the error as a form writes them. */
function sidesOf({ code, numbers }: Finding): string {
  const number = (name: string) => counted(numbers[name] ?? null) ?? '…'
  const sum = (names: readonly string[]) => names.map(number).join(' + ')
  const marks = Object.keys(numbers).filter((name) => name !== 'sum' && name !== 'valid')
  const sides: Partial<Record<Finding['code'], string>> = {
    E201: `${sum(['valid', 'invalid'])} ≠ ${number('collected')}`,
    E202: `${number('collected')} > ${number('issued')}`,
    E203: `${number('collected')} > ${number('members')}`,
    E204: `${number('named')} > ${number('invalid')}`,
    E205: number('ballots'),
    E211: `${number('present')} > ${number('summoned')}`,
    E212: `${number('present')}/${number('summoned')}`,
    E213: `${sum(['present', 'absentExcused', 'absentUnexcused'])} ≠ ${number('summoned')}`,
    E301: `${number('onSheets')} ≠ ${number('collected')}`,
    E401: `${sum(marks)} ≠ ${number('valid')}`,
    E402: number('invalid'),
  }
  return sides[code] === undefined ? '' : `: ${sides[code]}`
}

function cellOf({ code, path }: Finding): Held['cell'] {
  if (code !== 'E101') return 'none'
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === 'invalid' && /\/(subjects|rows)\//.test(path)) return 'line'
  return CELLS.find((each) => each === name) ?? 'none'
}
