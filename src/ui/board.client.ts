import type { HallProgress } from '../actions/halls.ts'
import type { SessionProgress } from '../actions/progress.ts'
import { barParts, barText, boardNumbers } from './board-parts.ts'
import { clockText } from './day-text.ts'
import { followProgress, reveal } from './live.client.ts'

type Shown = SessionProgress | HallProgress

const board = document.querySelector<HTMLElement>('[data-board]')
if (board)
  followProgress<Shown>(board.dataset.board ?? '', {
    progress: (progress) => show(board, progress),
    live: (is) => reveal('[data-lost]', !is),
    over: () => (board.dataset.over === 'reload' ? location.reload() : reveal('[data-lost]', true)),
  })

/** Writes only what is another than before: nothing flickers, nothing is read out twice. */
function show(shown: HTMLElement, progress: Shown): void {
  for (const [name, value] of Object.entries(boardNumbers(progress)))
    write(`[data-number="${name}"]`, String(value))
  for (const { group, x, width } of barParts(progress)) {
    const part = shown.querySelector(`[data-bar="${group}"]`)
    part?.setAttribute('x', x)
    part?.setAttribute('width', width)
  }
  const bar = shown.querySelector('[role="progressbar"]')
  bar?.setAttribute('aria-valuenow', String(progress.sheets.definitive))
  bar?.setAttribute('aria-valuemax', String(progress.total))
  bar?.setAttribute('aria-valuetext', barText(progress))
  write('[data-state]', wordOf(shown, 'states', progress.state))
  for (const place of document.querySelectorAll('[data-state]'))
    place.setAttribute('data-state', progress.state)
  write('[data-clock]', clockText(progress.changedAt))
  reveal('[data-moved]', progress.state !== shown.dataset.from)
  if ('states' in progress) for (const sheet of progress.states ?? []) showSheet(shown, sheet)
}

function showSheet(shown: HTMLElement, { id, state }: { id: string; state: string }): void {
  const alert = document.querySelector<HTMLElement>(`[data-alert="${CSS.escape(id)}"]`)
  if (alert) alert.hidden = state !== 'different'
  const cell = document.querySelector<HTMLElement>(`[data-sheet="${CSS.escape(id)}"]`)
  if (cell?.classList.contains(state)) return
  reveal('[data-stale]', true)
  if (!cell) return // a sheet planned since the page was made
  cell.className = `state ${state}`
  cell.textContent = wordOf(shown, 'sheetStates', state)
}

/** The words of the page for a code; the script brings none of its own. */
function wordOf(shown: HTMLElement, group: 'states' | 'sheetStates', code: string): string {
  const words = JSON.parse(shown.dataset.words ?? '{}') as Record<string, Record<string, string>>
  return words[group]?.[code] ?? code
}

function write(places: string, text: string): void {
  for (const place of document.querySelectorAll(places))
    if (place.textContent !== text) place.textContent = text
}
