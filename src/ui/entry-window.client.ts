/** Which window has the sheet, as the server tells it. */
type Held = { readonly here: boolean; readonly since: string }

const BEAT_MS = 20_000
/** How soon to ask again while another window has the sheet. */
const WAIT_MS = 3000
const NAME = 'tin-nhiem-window'

/**
 * This window's own name. It outlives a reload and is not inherited by a copy of the window: while the page
 * is open, no other page can find it.
 */
export function windowName(): string {
  const own = sessionStorage.getItem(NAME) ?? newName()
  sessionStorage.removeItem(NAME)
  addEventListener('pagehide', () => sessionStorage.setItem(NAME, own))
  addEventListener('pageshow', () => sessionStorage.removeItem(NAME))
  return own
}

function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

type WindowAct = 'hold' | 'take' | 'leave'

/** Tells the server once what this window does with the sheet. */
export function tellWindow(url: string, tab: string, act: WindowAct): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tab, act }),
    keepalive: act === 'leave', // the page is gone before the answer comes
  })
}

/**
 * Tells the server that the sheet is open in this window, again and again. Where another window has it, the
 * page is loaded anew as soon as that one lets it go.
 */
export function holdSheet(
  url: string,
  tab: string,
  onElsewhere: (since: string) => void,
): { take(): Promise<boolean> } {
  let waiting = false
  const ask = async (act: WindowAct): Promise<Held | undefined> => {
    const answer = await tellWindow(url, tab, act).catch(() => undefined)
    return answer?.ok ? ((await answer.json()) as Held) : undefined
  }
  const beat = async () => {
    const held = await ask('hold')
    if (held?.here && waiting) location.reload()
    else if (held && !held.here) onElsewhere(held.since)
    waiting = held ? !held.here : waiting
    setTimeout(() => void beat(), waiting ? WAIT_MS : BEAT_MS)
  }
  void beat()
  addEventListener('pagehide', () => void ask('leave'))
  addEventListener('pageshow', ({ persisted }) => persisted && void ask('hold'))
  return { take: async () => (await ask('take'))?.here === true }
}
