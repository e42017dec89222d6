import { HEAD_CELLS, cellCount, rowCells } from './entry-grid.ts'

const PAUSE_MS = 400
const RETRY_MS = 4000

/** Saves what is typed; one request at a time, the newest state last. */
export type Autosave = {
  /** After a short pause in typing. */
  soon(): void
  now(): Promise<void>
  /** Nothing more is saved; resolves when no request is under way. */
  finish(): Promise<void>
}

/** Sends the counts of the form to `data-save`; `say` is told how it goes. */
export function autosave(
  form: HTMLFormElement,
  say: (text: string, bad: boolean) => void,
): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let unsaved = false
  let ended = false

  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void now(), ms)
  }
  const save = async () => {
    unsaved = false
    say('Đang lưu…', false)
    const answer = await put(form).catch(() => undefined)
    if (answer?.ok) {
      const { revision } = (await answer.json()) as { revision: number }
      revisionOf(form).value = String(revision)
      return unsaved ? undefined : say('Đã lưu', false)
    }
    unsaved = true
    const reason = await reasonOf(answer)
    say(`Chưa lưu được: ${reason}`, true)
    const again = !answer || answer.status >= 500
    if (again && !ended) later(RETRY_MS)
  }
  const now = async (): Promise<void> => {
    clearTimeout(timer)
    if (ended) return
    await running
    running = save()
    await running
    running = undefined
  }
  addEventListener('online', () => unsaved && later(0))
  addEventListener('beforeunload', (event) => {
    if (unsaved && !ended) event.preventDefault()
  })
  return {
    soon() {
      unsaved = true
      later(PAUSE_MS)
    },
    now,
    async finish() {
      ended = true
      clearTimeout(timer)
      await running
    },
  }
}

function put(form: HTMLFormElement): Promise<Response> {
  return fetch(form.dataset.save ?? '', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': `"${revisionOf(form).value}"` },
    body: JSON.stringify(countsOf(form)),
  })
}

/** The revision the page was made from, or the last save left. */
function revisionOf(form: HTMLFormElement): HTMLInputElement {
  return form.elements.namedItem('revision') as HTMLInputElement
}

function countsOf(form: HTMLFormElement) {
  const valueOf = (name: string) =>
    cellCount((form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? '') ?? null
  const head = Object.fromEntries(HEAD_CELLS.map((cell) => [cell, valueOf(cell)]))
  const cells = rowCells(levelsOf(form))
  const rows = [...form.querySelectorAll<HTMLElement>('tr[data-subject]')].map((row, at) => ({
    subject: row.dataset.subject,
    ...Object.fromEntries(cells.map((cell) => [cell, valueOf(`rows.${at}.${cell}`)])),
  }))
  return { ...head, rows }
}

/** The levels of the vote, as the page names them. */
export function levelsOf(form: HTMLFormElement): readonly string[] {
  return (form.dataset.levels ?? '').split(' ')
}

/** Why it was not saved: the server's own sentence, or that it cannot be reached. */
async function reasonOf(answer: Response | undefined): Promise<string> {
  if (!answer) return 'không nối được máy chủ, đang thử lại.'
  const problem = (await answer.json().catch(() => ({}))) as { title?: string }
  return problem.title ?? 'máy chủ báo lỗi, đang thử lại.'
}
