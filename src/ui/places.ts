import type { Roster } from '../domain/roster.ts'
import { word } from '../messages/message.ts'
import { VOTER_FIELDS, type VoterField } from './forms/voters-form.ts'

const KIND_COUNTS: Readonly<Record<string, string>> = {
  issued: 'số phiếu phát ra',
  collected: 'số phiếu thu về',
  valid: 'số phiếu hợp lệ',
  invalid: 'số phiếu không hợp lệ',
}

/** Where a finding of the whole session stands, in words; its pointer leads into the tally. */
export function tallyPlace(path: string, { ballotKinds }: Roster): string {
  const [, part, at, key = '', nth] = path.split('/')
  if (part === 'voters') return VOTER_FIELDS[at as VoterField] ?? 'Số người'
  if (part === 'regime') return 'Quy định áp dụng'
  const kind = ballotKinds[Number(at)]
  if (part !== 'ballotKinds' || !kind) return path
  const name = `Loại phiếu ${kind.code}`
  if (key === 'sheets') return `${name}, tập số ${kind.sheets[Number(nth)]?.number ?? ''}`
  if (key === 'subjects') return `${name}, ${kind.subjects[Number(nth)]?.name ?? ''}`
  return `${name}, ${KIND_COUNTS[key] ?? key}`
}

/** Which cell of a sheet a pointer means, in words. */
export function sheetPlace(path: string, subjects: readonly { readonly name: string }[]): string {
  const [, part = '', at, level = ''] = path.split('/')
  if (part !== 'rows') return word('counts', part)
  const row = Number(at)
  return `${row + 1}. ${subjects[row]?.name ?? ''}: ${word('levels', level)}`
}
