import { autosave, levelsOf } from './entry-autosave.client.ts'
import { keyboard } from './entry-keyboard.client.ts'
import { cellCount, restOf, rowCells } from './entry-grid.ts'

const form = document.querySelector<HTMLFormElement>('#entry')
const status = document.querySelector<HTMLElement>('#save-status')
if (form?.querySelector('#hand-in') && status) start(form, status)

/** Makes the form a grid: keys, running remainders, saving while typing. */
function start(grid: HTMLFormElement, say: HTMLElement): void {
  const saving = autosave(grid, (text, bad) => {
    say.textContent = text
    say.className = bad ? 'bad' : ''
  })
  const complain = (text: string) => {
    say.textContent = text
    say.className = 'bad'
  }
  keyboard(grid, complain)
  grid.addEventListener('input', () => {
    showRests(grid)
    const wrong = cellsOf(grid).filter((cell) => {
      const bad = cellCount(cell.value) === undefined
      cell.toggleAttribute('data-bad', bad)
      return bad
    })
    if (wrong.length === 0) saving.soon()
    else complain('Chưa lưu được: có ô không phải chữ số.')
  })
  grid.addEventListener('submit', (event) => {
    event.preventDefault()
    const save = (event.submitter as HTMLButtonElement | null)?.value === 'save'
    const empty = cellsOf(grid).filter((cell) => cell.value.trim() === '')
    if (save) return void saving.now()
    if (empty[0]) {
      empty[0].focus()
      return complain(`Chưa nộp: còn ${empty.length} ô chưa nhập.`)
    }
    void saving.finish().then(() => grid.submit())
  })
  cellsOf(grid)
    .find((cell) => cell.value === '')
    ?.focus()
}

function cellsOf(grid: HTMLFormElement): HTMLInputElement[] {
  return [...grid.querySelectorAll<HTMLInputElement>('input.cell')]
}

function showRests(grid: HTMLFormElement): void {
  const valueOf = (name: string) =>
    (grid.elements.namedItem(name) as HTMLInputElement | null)?.value ?? ''
  const names = rowCells(levelsOf(grid))
  for (const [at, row] of grid.querySelectorAll('tr[data-subject]').entries()) {
    const cells = names.map((cell) => valueOf(`rows.${at}.${cell}`))
    const rest = restOf(valueOf('valid'), cells)
    const shown = row.querySelector('output')
    if (shown && shown.textContent !== rest.text) shown.textContent = rest.text
    if (shown) shown.className = `rest ${rest.kind}`
  }
}
