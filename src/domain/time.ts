/** A civil day, `YYYY-MM-DD`, checked to exist. */
export type Day = string

/** A moment in UTC with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type Instant = string

/** Days of each month in a common year, January first. */
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

/** The year of the day, 1900 to 2999. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

/** The civil day `days` after `day`, before it when negative. No clock, no time zone: a calendar only. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(numberOfDay(day) + days)
}

/** The same day of the month `months` later; the month's last day where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = partsOf(day)
  const all = year * 12 + (month - 1) + months
  const [laterYear, later] = [Math.floor(all / 12), all % 12]
  const last = later === 1 && isLeap(laterYear) ? 29 : DAYS[later]!
  return dayText(laterYear, later + 1, Math.min(date, last))
}

/** How many days later `to` is than `from`; negative when it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOfDay(to) - numberOfDay(from)
}

/**
 * The day `days` working days after `day`: Saturdays and Sundays do not count. Public holidays are not
 * known here and are left to whoever sets the date.
 */
export function addWorkingDays(day: Day, days: number): Day {
  let [at, left] = [numberOfDay(day), days]
  while (left > 0) {
    at += 1
    if (!isWeekend(at)) left -= 1
  }
  return dayOfNumber(at)
}

/** Saturday or Sunday: 1 January 1970, day 0, was a Thursday. */
function isWeekend(number: number): boolean {
  const weekday = (((number + 4) % 7) + 7) % 7
  return weekday === 0 || weekday === 6
}

function partsOf(day: Day): readonly [year: number, month: number, date: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function dayText(year: number, month: number, date: number): Day {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

const DAYS_OF_ERA = 146_097 // 400 years of the Gregorian calendar
const EPOCH = 719_468 // from 0000-03-01 to 1970-01-01

/** Days since 1970-01-01. Years are counted from March, so that a leap day ends its year. */
function numberOfDay(day: Day): number {
  const [year, month, date] = partsOf(day)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const fromMarch = (month + 9) % 12
  const dayOfYear = Math.floor((153 * fromMarch + 2) / 5) + date - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_OF_ERA + dayOfEra - EPOCH
}

function dayOfNumber(number: number): Day {
  const shifted = number + EPOCH
  const era = Math.floor(shifted / DAYS_OF_ERA)
  const dayOfEra = shifted - era * DAYS_OF_ERA
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / (DAYS_OF_ERA - 1))) /
      365,
  )
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  const dayOfYear = dayOfEra - (yearOfEra * 365 + leaps)
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const date = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return dayText(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date)
}
