import { percentText } from '../domain/percent.ts'
import type {
  DoneOn,
  FactPair,
  FactSide,
  FactValue,
  PostCount,
} from '../domain/session-comparison.ts'
import type { Day } from '../domain/time.ts'
import { phrase, word } from './message.ts'

/** What a row is about: "Phiếu thu về (loại phiếu A)", "Lập: Biên bản kiểm phiếu", the name of a step. */
export function factText({ group, fact, of, name }: FactPair): string {
  if (fact === 'step') return name ?? of ?? ''
  const text = word('facts', fact)
  if (of === null) return text
  if (group === 'documents') return `${word('documents', of)}: ${text.toLowerCase()}`
  return `${text} (${phrase('factValues', 'kind', { code: of })})`
}

/** What one side of the row says: the value, that it is not recorded, or that there is no such thing. */
export function sideText(side: FactSide, group: FactPair['group']): string {
  if (side.state === 'recorded') return valueText(side.value)
  if (side.state === 'not_asked') return word('factValues', group)
  const { overdue } = side
  if (overdue === null) return word('factValues', 'not_recorded')
  return phrase('factValues', 'overdue', { count: overdue })
}

/** Each post with how many hold it where that is more than one. */
export function postText({ post, people }: PostCount): string {
  return people === 1 ? post : `${post} (${people})`
}

/** How the two sides stand to each other, named as the columns are. */
export function relationText(
  { relation, left, right }: FactPair,
  names: { readonly left: string; readonly right: string },
): string {
  if (relation === 'same' || relation === 'differs') return word('factRelations', relation)
  const [one, other] =
    relation === 'right_only' || left.state === 'not_asked'
      ? ([names.right, left] as const)
      : ([names.left, right] as const)
  if (other.state === 'not_asked') return phrase('factRelations', 'asked_of', { side: one })
  if (relation === 'neither') return word('factRelations', 'neither')
  return phrase('factRelations', 'recorded_by', { side: one })
}

function valueText(value: FactValue): string {
  switch (value.as) {
    case 'text':
      return value.text
    case 'code':
      return word(value.of, value.code)
    case 'truth':
      return word('factValues', value.value ? 'yes' : 'no')
    case 'posts':
      return value.posts.map(postText).join('; ')
    case 'day':
      return dayText(value.on)
    case 'done':
      return doneText(value)
    default:
      return amountText(value)
  }
}

type Amount = Extract<FactValue, { readonly count: number }>

function amountText(value: Amount): string {
  if (value.as === 'part') return shareText(value.count, value.of)
  if (value.as === 'count') return String(value.count)
  return phrase('factValues', value.as, { count: value.count })
}

function shareText(count: number, of: number): string {
  const percent = percentText(count, of)
  return percent === null ? `${count}/${of}` : `${count}/${of} (${percent}%)`
}

function doneText({ on, fromVote, late, sincePrevious, done, asked }: DoneOn): string {
  const people = asked > 1 ? [phrase('factValues', 'of_people', { done, asked })] : []
  const delay = late === null ? [] : [phrase('factValues', 'late', { count: late })]
  const notes = [...people, fromVoteText(fromVote), ...sinceText(sincePrevious), ...delay]
  return `${dayText(on)}: ${notes.join(', ')}`
}

function fromVoteText(days: number): string {
  if (days === 0) return word('factValues', 'held_on')
  return phrase('factValues', days < 0 ? 'before_vote' : 'after_vote', { count: Math.abs(days) })
}

function sinceText(days: number | null): readonly string[] {
  if (days === null) return []
  if (days === 0) return [word('factValues', 'same_day')]
  const code = days < 0 ? 'before_previous' : 'since_previous'
  return [phrase('factValues', code, { count: Math.abs(days) })]
}

function dayText(day: Day): string {
  return day.split('-').reverse().join('/')
}
