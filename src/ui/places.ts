import type { Roster, Subject } from '../domain/roster.ts'
import { LEVELS } from '../domain/tally.ts'
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
  const [, part, at, key = '', nth, cell = '', row, mark = ''] = path.split('/')
  if (part === 'voters') return VOTER_FIELDS[at as VoterField] ?? 'Số người'
  if (part === 'regime' || part === 'side') return 'Quy định áp dụng'
  const kind = ballotKinds[Number(at)]
  if (part !== 'ballotKinds' || !kind) return path
  const name = `Loại phiếu ${kind.code}`
  if (key === 'sheets') {
    const sheet = `${name}, tập số ${kind.sheets[Number(nth)]?.number ?? ''}`
    return cell === 'rows' ? `${sheet}, ${subjectPlace(kind.subjects[Number(row)], mark)}` : sheet
  }
  if (key === 'subjects') return `${name}, ${subjectPlace(kind.subjects[Number(nth)], cell)}`
  if (key === 'special') {
    const which = kind.account.special[Number(nth)]?.case
    return `${name}, ${which ? lowered(word('invalidCases', which)) : 'phiếu sai quy cách'}`
  }
  return `${name}, ${KIND_COUNTS[key] ?? key}`
}

/** The person, with the post or the cell that is meant. */
function subjectPlace(subject: Subject | undefined, cell: string): string {
  const { name = '', position = '' } = subject ?? {}
  if (cell === 'position') return `${name} (${position})`
  if (cell === 'invalid') return `${name}, dòng không hợp lệ`
  const known = (LEVELS as readonly string[]).includes(cell)
  return known ? `${name}, ${lowered(word('levels', cell))}` : name
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** Which cell of a sheet a pointer means, in words. */
export function sheetPlace(path: string, subjects: readonly { readonly name: string }[]): string {
  const [, part = '', at, level = ''] = path.split('/')
  if (part !== 'rows') return word('counts', part)
  const row = Number(at)
  const name = `${row + 1}. ${subjects[row]?.name ?? ''}`
  return level === '' ? name : `${name}: ${word('levels', level)}`
}
