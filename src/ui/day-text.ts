import { type Day, type Instant, isDay } from '../domain/time.ts'

/** A day as it is written in Vietnamese: 05/02/2026. */
export function dayText(day: Day): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}

/** From a day to another, or until today: 01/07/2023 – nay. */
export function periodText(from: Day, to: Day | null): string {
  return `${dayText(from)} – ${to ? dayText(to) : 'nay'}`
}

/** What was typed or stored of a day, as it stands in a field: a day as people write it, else as typed. */
export function typedDayText(text: string): string {
  return isDay(text) ? dayText(text) : text
}

const WEEKDAYS = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']

/** The day of the week with the day: Thứ Năm, 05/02/2026. */
export function weekdayText(day: Day): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]}, ${dayText(day)}`
}

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

const TIME_OF_DAY = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** The time of day of a moment by the clocks of Vietnam: 14:05:09. */
export function clockText(instant: Instant): string {
  return TIME_OF_DAY.format(new Date(instant))
}

/** A moment by the clocks of Vietnam. */
export function instantText(instant: Instant): string {
  return CLOCK.format(new Date(instant))
}
