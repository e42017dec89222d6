import type { Day, Instant } from '../domain/time.ts'

/** A day as it is written in Vietnamese: 05/02/2026. */
export function dayText(day: Day): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** A moment by the clocks of Vietnam. */
export function instantText(instant: Instant): string {
  return CLOCK.format(new Date(instant))
}
