/** A civil day, `YYYY-MM-DD`, checked to exist. */
export type Day = string

/** A moment in UTC with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type Instant = string

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Whether `text` is written as `YYYY-MM-DD` and names a day of the calendar, 1900 to 2999. */
export function isDay(text: string): text is Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2999 || month < 1 || month > 12) return false
  const last = month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!
  return day >= 1 && day <= last
}
