import type { Absences } from '../../domain/session.ts'
import type { Voters } from '../../domain/tally.ts'
import { type Typed, countText, numberOf } from './form.ts'

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
