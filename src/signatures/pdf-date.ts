/** A PDF date string in Vietnam's time (`D:20261123190000+07'00'`) for an ISO instant; RangeError for anything else. */
export function toPdfDate(instant: string): string {
  const time = new Date(instant)
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(instant) || Number.isNaN(time.getTime()))
    throw new RangeError(`not an instant in UTC: ${instant}`)
  const local = new Date(time.getTime() + 7 * 3_600_000).toISOString()
  return `D:${local.slice(0, 19).replaceAll(/[-T:]/g, '')}+07'00'`
}

const PDF_DATE = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z.*|([+-])(\d\d)'?(\d\d)?'?)?$/

/** The ISO instant of a PDF date string (ISO 32000-1 §7.9.4), without zone read as UTC; null if it is none. */
export function fromPdfDate(text: string): string | null {
  const match = PDF_DATE.exec(text)
  if (!match) return null
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = match
  const [sign, offsetHours = '00', offsetMinutes = '00'] = match.slice(7)
  const written = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`).getTime()
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  const time = new Date(sign === '-' ? written + offset : written - offset)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}
