import type { ClockTime } from '../domain/proceedings.ts'
import type { Day, Instant } from '../domain/time.ts'

const BLANK = '……'

/** A number as prose writes it: below 10 with a zero ("06"), 0 bare, thousands with a dot ("1.234"). */
export function countText(count: number): string {
  return count > 0 && count < 10 ? `0${count}` : numberText(count)
}

/** A whole number ≥ 0 as tables write it: thousands with a dot. */
export function numberText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '.')
}

/**
 * "ngày 05 tháng 02 năm 2026": days below 10 and the months 1 and 2 take a zero; `null` leaves blanks.
 */
export function dateText(day: Day | null): string {
  if (day === null) return `ngày ${BLANK} tháng ${BLANK} năm ${BLANK}`
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return `ngày ${pad(date)} tháng ${month <= 2 ? pad(month) : month} năm ${year}`
}

/** "05/02/2026", as in citations. */
export function shortDateText(day: Day): string {
  return day.split('-').reverse().join('/')
}

/** "08 giờ 30 phút"; `null` leaves blanks. */
export function timeText(time: Pick<ClockTime, 'hour' | 'minute'> | null): string {
  if (time === null) return `${BLANK} giờ ${BLANK} phút`
  return `${pad(time.hour)} giờ ${pad(time.minute)} phút`
}

/** "12.05.2015 10:32:58 +07:00": a moment in the time of Viet Nam, as signatures show it. */
export function signingTimeText(at: Instant): string {
  const local = localText(at)
  const [year, month, day] = local.slice(0, 10).split('-')
  return `${day}.${month}.${year} ${local.slice(11, 19)} +07:00`
}

/** "2015-05-12T10:32:58+07:00": a moment in the time of Viet Nam as ISO 8601 writes it, as seals show it. */
export function isoTimeText(at: Instant): string {
  return `${localText(at).slice(0, 19)}+07:00`
}

/** "10:32:58, 12/05/2015": a moment in the time of Viet Nam, as tables show it. */
export function momentText(at: Instant): string {
  const local = localText(at)
  return `${local.slice(11, 19)}, ${shortDateText(local.slice(0, 10))}`
}

/** The wall-clock moment in Viet Nam, its seconds cut off. */
export function clockTimeOf(at: Instant): ClockTime {
  const local = localText(at)
  const [hour, minute] = [Number(local.slice(11, 13)), Number(local.slice(14, 16))]
  return { day: local.slice(0, 10), hour, minute }
}

/** The moment with the digits of Viet Nam's clock, as ISO 8601. */
function localText(at: Instant): string {
  return new Date(Date.parse(at) + 7 * 3_600_000).toISOString()
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
