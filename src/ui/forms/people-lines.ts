import { DUTIES, type CommitteeMember, type Person } from '../../domain/proceedings.ts'
import type { BallotKind, Official } from '../../domain/roster.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import { dayIn } from './form.ts'
import { refuseField } from './refusal.ts'

/** A person of a line, for the schema to check: days may be anything. */
type TypedSubject = Pick<
  Official,
  'name' | 'position' | 'block' | 'startedOn' | 'retirementNoticeOn'
>

const RUNNING_NUMBER = /^\d{1,4}[.)]?$/

/**
 * The cells of each line that is not blank. Cells are parted by tabs, as pasted from a spreadsheet, or
 * by "|"; a running number before the name is left out. `path` names the list in refusals
 * (`roster_line`): too many cells, or a cell that a line break has torn.
 */
export function cellsOfLines(text: string, most: number, path: string): readonly string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const cells = line.split(line.includes('\t') ? '\t' : '|').map((cell) => cell.trim())
      if (cells.length > 1 && RUNNING_NUMBER.test(cells[0] ?? '')) cells.shift()
      const torn = (line.match(/"/g)?.length ?? 0) % 2 === 1
      if (torn || cells.slice(most).some((cell) => cell !== ''))
        refuseField(`${path}/${at}`, 'roster_line', line)
      return cells
    })
}

/** Subjects, one a line: name, position, block, day of appointment, day of the retirement notice. */
export function subjectsOf(text: string, path: string): readonly TypedSubject[] {
  return cellsOfLines(text, 5, path).map(
    ([name = '', position = '', block = '', started = '', notice = '']) => ({
      name,
      position,
      block: block || null,
      startedOn: dayIn(started),
      retirementNoticeOn: dayIn(notice),
    }),
  )
}

/** Everybody typed for a ballot kind as they stand in the field: whoever is left out, at their place. */
export function subjectsText({
  subjects,
  leftOut,
}: Pick<BallotKind, 'subjects' | 'leftOut'>): string {
  const all: TypedSubject[] = [...subjects]
  for (const each of leftOut) all.splice(each.ordinal - 1, 0, each) // by ordinal: the first one first
  return all.map(subjectLine).join('\n')
}

function subjectLine(subject: TypedSubject): string {
  const { name, position, block, startedOn, retirementNoticeOn } = subject
  const day = (on: string | null) => (on === null ? '' : dayText(on))
  return line([name, position, block ?? '', day(startedOn), day(retirementNoticeOn)])
}

/** Persons, one a line: name, position. */
export function personsOf(text: string, path: string): readonly Person[] {
  return cellsOfLines(text, 2, path).map(([name = '', position = '']) => ({ name, position }))
}

/** Persons as they stand in the field. */
export function personsText(persons: readonly Person[]): string {
  return persons.map(({ name, position }) => line([name, position])).join('\n')
}

/** Committee members, one a line: name, position, duty in words; no duty is a plain member. */
export function committeeOf(text: string, path: string): readonly CommitteeMember[] {
  return cellsOfLines(text, 3, path).map(([name = '', position = '', spoken = ''], at) => {
    const said = spoken.normalize('NFC').toLocaleLowerCase('vi')
    const duty = DUTIES.find((each) => word('duties', each).toLocaleLowerCase('vi') === said)
    if (said !== '' && !duty) refuseField(`${path}/${at}/duty`, 'choice', spoken)
    return { name, position, duty: duty ?? 'member' }
  })
}

/** Committee members as they stand in the field. */
export function committeeText(members: readonly CommitteeMember[]): string {
  return members
    .map(({ name, position, duty }) => line([name, position, word('duties', duty)]))
    .join('\n')
}

function line(cells: readonly string[]): string {
  return cells.join(' | ').replace(/( \| )+$/, '')
}
