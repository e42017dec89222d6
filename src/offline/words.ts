import { fieldText, phrase, word } from '../messages/message.ts'
import { remedyFor } from '../messages/remedies.ts'
import vi from '../messages/vi.json' with { type: 'json' }

/** A sentence or label of the page with its placeholders filled. */
export function say(
  code: keyof typeof vi.offline,
  values: Readonly<Record<string, unknown>> = {},
): string {
  return phrase('offline', code, values)
}

/** Why a step came out as it did: in this page's words where a server's would not be true here. */
export function reasonText(reason: string): string {
  const own: Readonly<Record<string, string>> = vi.offlineReasons
  return own[reason] ?? word('verification', reason)
}

/** What to do about a step that failed or does not apply; null where nothing is to be done. */
export function remedyText(reason: string): string | null {
  const own: Readonly<Record<string, string>> = vi.offlineRemedies
  return own[reason] ?? remedyFor(reason)
}

/** Whose place a field is; said so where there is none. */
export function placeText(field: unknown): string {
  return typeof field === 'string' ? fieldText(field) : word('verificationGroups', 'no_field')
}

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** An ISO instant by the clocks of Vietnam. */
export function timeText(instant: string): string {
  return CLOCK.format(new Date(instant))
}

/** A day as it is written in Vietnamese: 05/02/2026. */
export function dayText(day: string): string {
  return day.split('-').reverse().join('/')
}
