import type { NamedRoute } from '../../src/http/permissions.ts'
import type { End } from './permission-expected.ts'

/** What came back: the code of a refusal of the API, the text of a page, where one is sent on to. */
export type Answer = {
  readonly status: number
  readonly code: string | null
  readonly text: string
  readonly to: string | null
  /** How many entries the journal has more. */
  readonly grown: number
}

/** Refusals that say what `wrong_state` says; of results: there are none to be seen. */
const TOO_EARLY_CODES = ['wrong_state', 'results_not_visible']
const TOO_EARLY = /chưa làm hoặc không còn làm được việc này|Chưa xem được kết quả/
/** How an act on another's work, or on one's own, is refused. */
const NOT_OWN = ['forbidden', 'not_your_pass', 'preparation_expired']

/** Whether the answer is how the table says that it ends. */
export function endsAs(
  end: End,
  { method, path }: NamedRoute,
  answer: Answer,
  { hidden, missing }: { readonly hidden: true | undefined; readonly missing: boolean },
) {
  const { status, code, text, to } = answer
  const api = path.startsWith('/api/')
  if (end === 'open') return status < 500 && (hidden || ![401, 403].includes(status))
  if (end === 'not_authenticated')
    return method === 'GET' && !api
      ? status === 303 && to!.startsWith('/login')
      : status === 401 && (!api || code === end)
  if (end === 'forbidden') return status === 403 && (!api || code === end)
  if (missing && status === 404) return true
  if (end === 'not_found' || (end === 'wrong_state' && hidden)) return status === 404
  if (end === 'wrong_state')
    return status === 409 && (api ? TOO_EARLY_CODES.includes(code!) : TOO_EARLY.test(text))
  if (end === 'not_own') return api ? NOT_OWN.includes(code!) : status === 403
  const early = api ? TOO_EARLY_CODES.includes(code!) : status === 409 && TOO_EARLY.test(text)
  return status < 500 && ![401, 403, 404].includes(status) && !early
}
