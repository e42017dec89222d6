import { linesOf } from './entry-cells.client.ts'
import { fillOf } from './entry-fill.client.ts'
import { cellCount } from './entry-grid.ts'
import { keyboard } from './entry-keyboard.client.ts'
import { showProgress } from './entry-progress.client.ts'
import { tellerOf } from './entry-teller.client.ts'

/** The grid as the rest of the page knows it. What is typed or filled raises `input` on the form. */
export type Grid = {
  /** Whether every cell is empty or a number, so that it may be saved. */
  allCounts(): boolean
  /** Goes to the first empty cell and says that it keeps the pass from being handed in; whether one is empty. */
  stopAtEmpty(): boolean
  /** Says for all to hear why something was not done. */
  refuse(text: string): void
}

/** Makes the form a grid: keys, fills, pasting, running remainders; the cell last typed in has the focus, else the first empty one, else the first. */
export function startGrid(form: HTMLFormElement): Grid {
  const lines = linesOf(form)
  const cells = lines.flat()
  const tell = tellerOf(form)
  const fill = fillOf(
    form,
    lines,
    tell,
    (row) => lines[row + 1]?.[0] ?? form.querySelector<HTMLElement>('#hand-in'),
  )
  keyboard(form, { lines, fill, tell, help: keysDialog() })
  const refresh = () => {
    showProgress(form, lines)
    for (const cell of cells) cell.toggleAttribute('data-bad', cellCount(cell.value) === undefined)
  }
  const empty = () => cells.filter((cell) => cellCount(cell.value) === null)
  form.addEventListener('input', refresh)
  refresh()
  const last = cells.find((cell) => cell.name === form.dataset.cursor)
  const first = form.querySelector('.unseen') ? undefined : cells[0] // warnings come first
  ;(last ?? empty()[0] ?? first)?.focus()
  return {
    refuse: (text) => tell.refuse(text),
    allCounts: () => cells.every((cell) => cellCount(cell.value) !== undefined),
    stopAtEmpty() {
      const left = empty()
      if (left.length === 0) return false
      left[0]?.focus()
      tell.refuse(`Chưa nộp: còn ${left.length} ô chưa nhập.`)
      return true
    },
  }
}

/** Opens the list of keys; F1 opens and closes it. */
function keysDialog(): () => void {
  const dialog = document.querySelector<HTMLDialogElement>('#keys-help')
  const open = () => {
    if (dialog && !dialog.open) dialog.showModal()
  }
  document.querySelector('#keys-open')?.addEventListener('click', open)
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F1') return
    event.preventDefault()
    if (dialog?.open) dialog.close()
    else open()
  })
  return open
}
