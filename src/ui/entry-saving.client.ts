import { type Autosave, type SaveAnswer, type Unsent, createAutosave } from './autosave.ts'
import { chooseCells, differingCells } from './entry-conflict.client.ts'
import { type Cells, cellsIn, cellsOf, countsOf, fillCells } from './entry-form.client.ts'
import { holdSheet, windowName } from './entry-window.client.ts'
import { findUnsent, forgetUnsent, keepUnsent } from './unsent.client.ts'

/** Saves the sheet while it is typed, and shows what comes in between. */
export function saveWhileTyping(form: HTMLFormElement): Autosave {
  const { save = '', kept = '' } = form.dataset
  const tab = windowName()
  const revision = form.elements.namedItem('revision') as HTMLInputElement
  const send = ({ revision: seen }: Unsent<Cells>) => put(form, save, tab, seen)
  const saving = createAutosave<Cells>(
    {
      read: () => cellsOf(form),
      send: async (unsent) => {
        const answer = await send(unsent)
        if (answer.is === 'saved') revision.value = String(answer.revision)
        return answer
      },
      keep: (unsent) => keepUnsent(kept, unsent),
      forget: () => forgetUnsent(kept),
      say,
      onChanged: () => void settle(),
      onElsewhere: showElsewhere,
      wait(ms, act) {
        const timer = setTimeout(act, ms)
        return { cancel: () => clearTimeout(timer) }
      },
    },
    Number(revision.value),
  )
  const settle = async (typed: Cells = cellsOf(form)) => {
    const own = await ownPass(save)
    if (!own) return say('Chưa lưu được: không mở lại được tập phiếu. Tải lại trang.', true)
    const differing = differingCells(typed, cellsIn(own.counts))
    const chosen = differing.length > 0 && (await choose(differing))
    revision.value = String(own.revision)
    saving.rebase(own.revision)
    fillCells(form, { ...typed, ...chosen })
    await saving.now()
  }
  const held = holdSheet(`${save}/window`, tab, showElsewhere)
  const take = document.querySelector('#take-here')
  take?.addEventListener('click', () => {
    void held.take().then((here) => here && location.reload())
  })
  const resume = async () => {
    const left = await findUnsent<Unsent<Cells>>(kept)
    if (!left || saving.isUnsent()) return
    if (left.revision === Number(revision.value)) fillCells(form, left.draft)
    else if (differingCells(left.draft, cellsOf(form)).length > 0) await settle(left.draft)
    else await forgetUnsent(kept)
  }
  void resume()
  addEventListener('online', () => saving.isUnsent() && void saving.now())
  addEventListener('beforeunload', (event) => saving.inDanger() && event.preventDefault())
  return saving
}

function choose(differing: Parameters<typeof chooseCells>[1]): Promise<Cells> {
  const dialog = document.querySelector<HTMLDialogElement>('#conflict')!
  return chooseCells(dialog, differing, labelOf)
}

/** What a cell is called where it stands: the words that label it. */
function labelOf(name: string): string {
  const cell = document.querySelector<HTMLInputElement>(`input[name="${name}"]`)
  const ids = cell?.getAttribute('aria-labelledby')?.split(' ') ?? []
  const words = ids.map((id) => document.getElementById(id)?.textContent.trim() ?? '')
  return words.join(' – ') || (cell?.labels?.[0]?.textContent ?? name)
}

function say(text: string, bad: boolean): void {
  const status = document.querySelector('#save-status')!
  status.textContent = text
  status.className = bad ? 'bad' : ''
}

function showElsewhere(since: string): void {
  const note = document.querySelector<HTMLElement>('#elsewhere')!
  const at = new Date(since).toLocaleTimeString('vi', { hour: '2-digit', minute: '2-digit' })
  note.querySelector('time')!.textContent = at
  note.hidden = false
  for (const cell of document.querySelectorAll<HTMLInputElement>('input.cell')) cell.readOnly = true
  say('', false)
}

async function put(
  form: HTMLFormElement,
  url: string,
  tab: string,
  revision: number,
): Promise<SaveAnswer> {
  const cursor = document.activeElement?.getAttribute('name') ?? null
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': `"${revision}"` },
    body: JSON.stringify({ ...countsOf(form), cursor, tab, ...seenIn(form) }),
  }).catch(() => undefined)
  if (!answer || answer.status >= 500 || answer.status === 429) return { is: 'unreachable' }
  const body = (await answer.json().catch(() => ({}))) as {
    revision?: number
    code?: string
    title?: string
    detail?: { since?: string }
  }
  if (answer.ok) return { is: 'saved', revision: body.revision ?? revision + 1 }
  if (body.code === 'draft_changed') return { is: 'changed' }
  if (body.code === 'open_elsewhere') return { is: 'elsewhere', since: body.detail?.since ?? '' }
  return { is: 'refused', sentence: body.title ?? `máy chủ trả lời ${answer.status}.` }
}

/** The warnings ticked as looked at again, where the page asks for it. */
function seenIn(form: HTMLFormElement): { readonly seen?: unknown } {
  const ticked = form.querySelector<HTMLInputElement>('input[name="seen"]:checked')
  return ticked ? { seen: JSON.parse(ticked.value) as unknown } : {}
}

type OwnPass = { readonly counts: Parameters<typeof cellsIn>[0]; readonly revision: number }

async function ownPass(url: string): Promise<OwnPass | undefined> {
  const answer = await fetch(url, { method: 'POST' }).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as OwnPass) : undefined
}
