import ical, { ICalCalendarMethod } from 'ical-generator'
import type { PlannedStep } from '../domain/plan.ts'
import type { Session } from '../domain/session.ts'
import { type Day, type Instant, addDays } from '../domain/time.ts'

/**
 * The plan of a session as an iCalendar text (RFC 5545): one whole day for each deadline and one for the
 * vote itself, without names of people. The same plan made at the same moment gives the same text.
 */
export function calendarText(input: {
  readonly session: Pick<Session, 'id' | 'shortId' | 'title' | 'heldOn'>
  readonly plan: readonly PlannedStep[]
  readonly madeAt: Instant
}): string {
  const { session, plan, madeAt } = input
  const calendar = ical({
    prodId: { company: 'So Tin Nhiem', product: 'tin-nhiem', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
  })
  const add = (id: string, day: Day, summary: string, description: string) =>
    calendar.createEvent({
      id: `${session.id}-${id}@tin-nhiem`,
      stamp: madeAt,
      start: day,
      end: addDays(day, 1),
      allDay: true,
      summary,
      description,
    })
  for (const { step, name, due, daysBefore, provision } of plan)
    add(step, due, `Hạn: ${name}`, `${daysBefore} ngày trước ngày lấy phiếu (${provision.ref}).`)
  add('vote', session.heldOn, session.title, `Ngày lấy phiếu, ${session.shortId}.`)
  return calendar.toString()
}
