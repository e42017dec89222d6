import type { Roster } from '../../domain/roster.ts'
import { type Typed, textOf } from './form.ts'
import { subjectsOf, subjectsText } from './people-lines.ts'
import type { FieldPlace } from './refusal.ts'

const WORDS: Readonly<Record<string, string>> = {
  name: 'họ tên',
  position: 'chức vụ',
  block: 'khối',
  startedOn: 'ngày bổ nhiệm, bầu',
  retirementNoticeOn: 'ngày có thông báo nghỉ hưu',
}

/** How many blocks the form shows: those in use and one to fill. */
export function kindCount(typed: Typed): number {
  const used = Object.keys(typed).flatMap((name) => {
    const at = /^kinds\.(\d+)\./.exec(name)?.[1]
    return at !== undefined && typed[name]?.trim() ? [Number(at) + 1] : []
  })
  return Math.max(0, ...used) + 1
}

/** The ballot kinds typed, for the schema to check; blocks with nothing in them are left out. */
export function rosterOf(typed: Typed): readonly unknown[] {
  return filledBlocks(typed).map((block, at) => ({
    code: textOf(typed, `kinds.${block}.code`),
    title: textOf(typed, `kinds.${block}.title`),
    subjects: subjectsOf(typed[`kinds.${block}.people`] ?? '', `/${at}/subjects`),
  }))
}

/** Where a pointer into the list of kinds stands in the form. */
export function rosterPlace(typed: Typed): (path: string) => FieldPlace {
  return (path) => {
    const [, at, key, line, cell] = path.split('/')
    if (at === undefined) return { field: 'kinds.0.code' }
    const block = filledBlocks(typed)[Number(at)] ?? 0
    if (key !== 'subjects') return { field: `kinds.${block}.${key ?? 'code'}` }
    const field = `kinds.${block}.people`
    if (line === undefined) return { field }
    const place = `người thứ ${Number(line) + 1}`
    return { field, note: cell ? `${place}, ${WORDS[cell] ?? cell}` : place }
  }
}

/** The stored kinds as they stand in the form. */
export function rosterTyped({ ballotKinds }: Roster): Typed {
  return Object.fromEntries(
    ballotKinds.flatMap((kind, at) => [
      [`kinds.${at}.code`, kind.code],
      [`kinds.${at}.title`, kind.title],
      [`kinds.${at}.people`, subjectsText(kind)],
    ]),
  )
}

/**
 * What was typed, with a line "| chức vụ |" to be completed for each title ticked (`title.<id>`), at the
 * end of the block named `into`; the ticks themselves are gone.
 */
export function withTicked(
  typed: Typed,
  titles: readonly { readonly id: string; readonly title: string }[],
): Typed {
  const field = `kinds.${/^\d+$/.exec(typed.into ?? '')?.[0] ?? '0'}.people`
  const lines = titles
    .filter(({ id }) => typed[`title.${id}`] !== undefined)
    .map(({ title }) => `| ${title} |`)
  const before = (typed[field] ?? '').trimEnd()
  const kept = Object.entries(typed).filter(([name]) => !name.startsWith('title.'))
  const people = [...(before === '' ? [] : [before]), ...lines].join('\n')
  return { ...Object.fromEntries(kept), [field]: people }
}

function filledBlocks(typed: Typed): readonly number[] {
  return Array.from({ length: kindCount(typed) }, (_, at) => at).filter((at) =>
    ['code', 'title', 'people'].some((key) => textOf(typed, `kinds.${at}.${key}`) !== ''),
  )
}
