import type { Regime } from '../../domain/regime.ts'
import type { BallotKind } from '../../domain/roster.ts'
import { type Typed, countText, numberOf, textOf, textOrNull } from './form.ts'
import { type FieldPlace, refuseField } from './refusal.ts'
import { specialFields, specialOf, specialPlace, specialTyped } from './special-ballots-form.ts'

/** What was typed for each kind, for the schema to check. */
export function ballotRecordsOf(
  typed: Typed,
  kinds: readonly BallotKind[],
  regime: Regime,
): readonly unknown[] {
  return kinds.map((kind, at) => ({
    ballotKind: kind.id,
    printed: numberOf(typed, `kinds.${at}.printed`),
    issued: numberOf(typed, `kinds.${at}.issued`),
    collected: numberOf(typed, `kinds.${at}.collected`),
    invalidReasons: textOrNull(typed, `kinds.${at}.invalidReasons`),
    special: specialOf(typed, `kinds.${at}.special`, specialFields(regime, kind), `/${at}/special`),
    sheets: bundleSizesOf(textOf(typed, `kinds.${at}.sheets`), `/${at}/sheets`),
  }))
}

/**
 * Bundle sizes "10, 10, 4"; `null` when none are given. What is no number is refused as `sheet_sizes`
 * at its place below `path`.
 */
export function bundleSizesOf(text: string, path: string): readonly number[] | null {
  if (text === '') return null
  return text
    .split(/[,;\s]+/)
    .filter((size) => size !== '')
    .map((size, at) =>
      /^0*[1-9]\d{0,4}$/.test(size)
        ? Number(size)
        : refuseField(`${path}/${at}`, 'sheet_sizes', size),
    )
}

/** Where a pointer into the records stands in the form. */
export function ballotsPlace(
  typed: Typed,
  kinds: readonly BallotKind[],
  regime: Regime,
): (path: string) => FieldPlace {
  return (path) => {
    const [, at = '0', key = 'issued', nth, cell = 'ballots'] = path.split('/')
    const field = `kinds.${at}.${key}`
    const kind = kinds[Number(at)]
    if (key === 'special' && kind)
      return {
        field: specialPlace(typed, field, specialFields(regime, kind), Number(nth), cell),
      }
    return nth === undefined ? { field } : { field, note: `số thứ ${Number(nth) + 1}` }
  }
}

/** The stored numbers as they stand in the form. */
export function ballotsTyped(kinds: readonly BallotKind[]): Typed {
  return Object.fromEntries(
    kinds.flatMap(({ account, sheets }, at) => [
      [`kinds.${at}.printed`, countText(account.printed)],
      [`kinds.${at}.issued`, countText(account.issued)],
      [`kinds.${at}.collected`, countText(account.collected)],
      [`kinds.${at}.invalidReasons`, account.invalidReasons ?? ''],
      [`kinds.${at}.sheets`, sheets.map((sheet) => sheet.ballots).join(', ')],
      ...Object.entries(specialTyped(account.special, `kinds.${at}.special`)),
    ]),
  )
}
