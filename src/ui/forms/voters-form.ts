import { checkAbsences, checkVoters } from '../../domain/checks.ts'
import { inOrderOfLooking } from '../../domain/finding-catalogue.ts'
import type { Regime } from '../../domain/regime.ts'
import type { Absences, Voters } from '../../domain/tally.ts'
import { findingMessage } from '../../messages/message.ts'
import { type Typed, countText, numberOf } from './form.ts'
import type { FieldFault } from './refusal.ts'

/** The fields in the order of the form, with their labels. */
export const VOTER_FIELDS = {
  members: 'Tổng số thành viên',
  summoned: 'Số người được triệu tập',
  present: 'Số người có mặt',
  absentExcused: 'Vắng có lý do',
  absentUnexcused: 'Vắng không có lý do',
} as const satisfies Record<keyof (Voters & Absences), string>

export type VoterField = keyof typeof VOTER_FIELDS
export const VOTER_FIELD_NAMES = Object.keys(VOTER_FIELDS) as readonly VoterField[]

/** What was typed, for the schema to check. */
export function votersOf(typed: Typed): Readonly<Record<string, unknown>> {
  return Object.fromEntries(VOTER_FIELD_NAMES.map((name) => [name, numberOf(typed, name)]))
}

/** The stored numbers as they stand in the form. */
export function votersTyped(voters: Voters & Absences): Typed {
  return Object.fromEntries(VOTER_FIELD_NAMES.map((name) => [name, countText(voters[name])]))
}

/** Not yet a contradiction: a number nobody has typed (E101), people who may still come (E212). */
const MAY_STILL_CHANGE = ['E101', 'E212']

/** Where the recorded numbers contradict each other, at the fields of the form; missing ones do not. */
export function voterFaults(voters: Voters & Absences, regime: Regime): readonly FieldFault[] {
  return inOrderOfLooking([...checkVoters(voters, regime), ...checkAbsences(voters)])
    .filter((each) => each.severity === 'error' && !MAY_STILL_CHANGE.includes(each.code))
    .map((each) => ({ field: each.path.split('/')[2] ?? '', text: findingMessage(each) }))
}
