import type { ClockTime, MinutesFacts, Person } from '../../domain/proceedings.ts'
import { type Typed, countText, dayOf, numberOf, textOf, textOrNull } from './form.ts'
import { committeeOf, committeeText, personsOf, personsText } from './people-lines.ts'
import { type FieldPlace, refuseField } from './refusal.ts'

const CELLS: Readonly<Record<string, string>> = {
  name: 'họ tên',
  position: 'chức vụ',
  duty: 'nhiệm vụ',
}

/** What was typed, for the schema to check. */
export function minutesFactsOf(typed: Typed): Readonly<Record<keyof MinutesFacts, unknown>> {
  return {
    committeeWord: textOf(typed, 'committeeWord'),
    committee: committeeOf(typed.committee ?? '', '/committee'),
    chair: personOf(typed, 'chair'),
    witnesses: personsOf(typed.witnesses ?? '', '/witnesses'),
    venue: textOrNull(typed, 'venue'),
    countingStarted: clockTimeOf(typed, 'countingStarted'),
    countingEnded: clockTimeOf(typed, 'countingEnded'),
    handedOverTo: personOf(typed, 'handedOverTo'),
    copies: numberOf(typed, 'copies'),
  }
}

/** Where a pointer into the facts stands in the form. */
export function minutesPlace(path: string): FieldPlace {
  const [, key = '', next, cell] = path.split('/')
  if (key === 'committee' || key === 'witnesses') {
    if (next === undefined) return { field: key }
    const place = `người thứ ${Number(next) + 1}`
    return { field: key, note: cell ? `${place}, ${CELLS[cell] ?? cell}` : place }
  }
  if (next === 'hour' || next === 'minute') return { field: `${key}.time` }
  return { field: next === undefined ? key : `${key}.${next}` }
}

/** The stored facts as they stand in the form. */
export function minutesTyped(facts: MinutesFacts): Typed {
  return {
    committeeWord: facts.committeeWord,
    committee: committeeText(facts.committee),
    'chair.name': facts.chair?.name ?? '',
    'chair.position': facts.chair?.position ?? '',
    witnesses: personsText(facts.witnesses),
    venue: facts.venue ?? '',
    'countingStarted.day': facts.countingStarted?.day ?? '',
    'countingStarted.time': timeText(facts.countingStarted),
    'countingEnded.day': facts.countingEnded?.day ?? '',
    'countingEnded.time': timeText(facts.countingEnded),
    'handedOverTo.name': facts.handedOverTo?.name ?? '',
    'handedOverTo.position': facts.handedOverTo?.position ?? '',
    copies: countText(facts.copies),
  }
}

function personOf(typed: Typed, key: string): Person | null {
  const name = textOf(typed, `${key}.name`)
  const position = textOf(typed, `${key}.position`)
  return name === '' && position === '' ? null : { name, position }
}

/** Day and time belong together: one without the other is refused at the empty field. */
function clockTimeOf(typed: Typed, key: string): ClockTime | null {
  const day = dayOf(typed, `${key}.day`) ?? ''
  const time = textOf(typed, `${key}.time`)
  if (day === '' && time === '') return null
  if (day === '') refuseField(`/${key}/day`, 'required')
  if (time === '') refuseField(`/${key}/time`, 'required')
  const match = /^(\d{1,2})[:hg](\d{2})(?::\d{2})?$/.exec(time)
  if (!match) refuseField(`/${key}/time`, 'clock_time', time)
  return { day, hour: Number(match[1]), minute: Number(match[2]) }
}

function timeText(time: ClockTime | null): string {
  if (time === null) return ''
  return `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`
}
