import { type Lines, cellOf, placeOf } from './entry-cells.client.ts'
import type { Fill } from './entry-fill.client.ts'
import type { Teller } from './entry-teller.client.ts'

type Keys = {
  readonly lines: Lines
  readonly fill: Fill
  readonly tell: Teller
  /** Opens the list of keys. */
  readonly help: () => void
}

/**
 * Moves between the cells of the grid without a mouse; the whole cell is selected on arrival, nothing but
 * digits is accepted.
 */
export function keyboard(form: HTMLFormElement, keys: Keys): void {
  selectOnArrival(form)
  form.addEventListener('beforeinput', (event) => takeSign(event, keys))
  form.addEventListener('keydown', (event) => {
    const cell = cellOf(event)
    if (event.isComposing || !cell) return
    if (event.key === 'Enter') return enter(form, keys.lines, cell, event)
    const undo = (event.ctrlKey || event.metaKey) && event.key === 'z'
    const to = undo ? keys.fill.undo() : target(keys.lines, cell, event)
    if (!to) return
    event.preventDefault()
    to.focus()
  })
}

/** Digits pass; `/`, `*` and `?` do their work on whichever key the keyboard has them; the rest is refused. */
function takeSign(event: InputEvent, { fill, tell, help }: Keys): void {
  const { data } = event
  const cell = cellOf(event)
  if (!cell || event.isComposing || data === null || /^\d*$/.test(data)) return
  event.preventDefault()
  if (data === '?') return help()
  if (fill.sign(data, cell)) return
  tell.refuse(`Ô này chỉ nhận chữ số, không nhận “${data.slice(0, 20)}”.`, cell)
}

function enter(
  form: HTMLFormElement,
  lines: Lines,
  cell: HTMLInputElement,
  event: KeyboardEvent,
): void {
  event.preventDefault()
  const submit = form.querySelector<HTMLButtonElement>('#hand-in')
  const all = lines.flat()
  const next = all[all.indexOf(cell) + 1]
  if (event.shiftKey) form.requestSubmit(submit)
  else (next ?? submit)?.focus()
}

/** Where a key leads from the cell; `undefined` leaves the key to the browser. */
function target(
  lines: Lines,
  cell: HTMLInputElement,
  event: KeyboardEvent,
): HTMLInputElement | undefined {
  if (event.altKey || event.shiftKey || event.metaKey) return undefined
  const { row, column } = placeOf(lines, cell)
  const line = event.ctrlKey ? lines.flat() : lines[row]
  if (event.key === 'Home') return line?.[0]
  if (event.key === 'End') return line?.at(-1)
  if (event.ctrlKey) return undefined
  if (event.key === 'ArrowDown') return nearest(lines[row + 1], column)
  if (event.key === 'ArrowUp') return nearest(lines[row - 1], column)
  if (event.key === 'ArrowRight') return line?.[column + 1]
  return event.key === 'ArrowLeft' ? line?.[column - 1] : undefined
}

function nearest(line: Lines[number] | undefined, column: number): HTMLInputElement | undefined {
  return line?.[Math.min(column, line.length - 1)]
}

/** The first click into a cell selects it too, also where the browser then puts the cursor between digits. */
function selectOnArrival(form: HTMLFormElement): void {
  let arriving = false
  form.addEventListener('focusin', (event) => cellOf(event)?.select())
  form.addEventListener('mousedown', ({ target: on }) => {
    arriving = on !== document.activeElement
  })
  form.addEventListener('click', (event) => {
    if (arriving) cellOf(event)?.select()
  })
}
