/**
 * Moves between the cells of the grid: Enter and the arrows, the whole cell selected on arrival, nothing
 * but digits accepted. `complain` is told of refused signs.
 */
export function keyboard(form: HTMLFormElement, complain: (text: string) => void): void {
  const lines = linesOf(form)
  form.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches('.cell')) target.select()
  })
  form.addEventListener('beforeinput', (event) => {
    const { data, target } = event
    if (event.isComposing || data === null || /^[0-9]*$/.test(data.trim())) return
    event.preventDefault()
    if (target instanceof HTMLElement) flash(target)
    complain(`Ô này chỉ nhận chữ số, không nhận “${data.slice(0, 20)}”.`)
  })
  form.addEventListener('keydown', (event) => {
    if (event.isComposing || !(event.target instanceof HTMLInputElement)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      const submit = form.querySelector<HTMLButtonElement>('#hand-in')
      if (event.shiftKey) form.requestSubmit(submit)
      else (nextOf(lines, event.target) ?? submit)?.focus()
    } else if (!event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const to = neighbour(lines, event.target, event.key)
      if (!to) return
      event.preventDefault()
      to.focus()
    }
  })
}

type Lines = readonly (readonly HTMLInputElement[])[]

/** The cells line by line: the ballots of the sheet first, then each person. */
function linesOf(form: HTMLFormElement): Lines {
  const lines = form.querySelectorAll('.ballots, tr[data-subject]')
  return [...lines].map((line) => [...line.querySelectorAll<HTMLInputElement>('input.cell')])
}

function nextOf(lines: Lines, cell: HTMLInputElement): HTMLInputElement | undefined {
  const all = lines.flat()
  return all[all.indexOf(cell) + 1]
}

function neighbour(
  lines: Lines,
  cell: HTMLInputElement,
  key: string,
): HTMLInputElement | undefined {
  const row = lines.findIndex((line) => line.includes(cell))
  const column = lines[row]?.indexOf(cell) ?? -1
  const inLine = (line: Lines[number] | undefined) => line?.[Math.min(column, line.length - 1)]
  if (key === 'ArrowDown') return inLine(lines[row + 1])
  if (key === 'ArrowUp') return inLine(lines[row - 1])
  if (key === 'ArrowRight') return lines[row]?.[column + 1]
  return key === 'ArrowLeft' ? lines[row]?.[column - 1] : undefined
}

function flash(cell: HTMLElement): void {
  cell.classList.add('refused')
  setTimeout(() => cell.classList.remove('refused'), 600)
}
