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

/** What a step checks. */
export function stepText(id: string): string {
  const own: Readonly<Record<string, string>> = vi.offlineSteps
  return own[id] ?? word('verification', id)
}

/** Whether it is a step of an archive. */
export function isOfArchive(id: string): boolean {
  return Object.hasOwn(vi.offlineSteps, id)
}

/** Why a step came out as it did: in this page's words where a server's would not be true here. */
export function reasonText(reason: string, detail: Readonly<Record<string, unknown>> = {}): string {
  if (!Object.hasOwn(vi.offlineReasons, reason)) return word('verification', reason)
  const { failed } = detail
  const steps = Array.isArray(failed) ? (failed as { readonly step: string }[]) : []
  const named = steps.map(({ step }) => stepText(step)).join('; ')
  return phrase('offlineReasons', reason, { ...detail, failed: named })
}

/** What to do about a step that failed or does not apply; null where nothing is to be done. */
export function remedyText(
  { id, status }: { readonly id: string; readonly status: string },
  reason: string,
): string | null {
  const own: Readonly<Record<string, string>> = vi.offlineRemedies
  const usual = own[reason] ?? remedyFor(reason)
  if (usual !== null || status !== 'failed' || !isOfArchive(id)) return usual
  return Object.hasOwn(vi.offlineReasons, reason) ? vi.offlineRemedies.archive : null
}

/** Whose place a field is; said so where there is none. */
export function placeText(field: unknown): string {
  return typeof field === 'string' ? fieldText(field) : say('no_field')
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
