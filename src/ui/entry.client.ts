import { keyboard } from './entry-keyboard.client.ts'
import { cellInputs, levelsOf } from './entry-form.client.ts'
import { cellCount, restOf, rowCells } from './entry-grid.ts'
import { saveWhileTyping } from './entry-saving.client.ts'

const form = document.querySelector<HTMLFormElement>('#entry')
const complaint = document.querySelector<HTMLElement>('#complaint')
if (form?.querySelector('#hand-in') && complaint) start(form, complaint)

/** Makes the form a grid: keys, running remainders, saving while typing. */
function start(grid: HTMLFormElement, say: HTMLElement): void {
  const complain = (text: string) => {
    say.textContent = text
  }
  keyboard(grid, complain)
  grid.addEventListener('input', () => {
    showRests(grid)
    const wrong = cellInputs(grid).filter((cell) => {
      const bad = cellCount(cell.value) === undefined
      cell.toggleAttribute('data-bad', bad)
      return bad
    })
    if (wrong.length === 0) saving.soon()
    else complain('Chưa lưu được: có ô không phải chữ số.')
  })
  const saving = saveWhileTyping(grid)
  grid.addEventListener('submit', (event) => {
    event.preventDefault()
    const save = (event.submitter as HTMLButtonElement | null)?.value === 'save'
    const empty = cellInputs(grid).filter((cell) => cell.value.trim() === '')
    if (save) return void saving.now()
    if (empty[0]) {
      empty[0].focus()
      return complain(`Chưa nộp: còn ${empty.length} ô chưa nhập.`)
    }
    void handIn(grid, complain)
  })
  cellInputs(grid)
    .find((cell) => cell.value === '')
    ?.focus()

  async function handIn(page: HTMLFormElement, refuse: typeof complain): Promise<void> {
    await saving.now()
    if (saving.isUnsent()) return refuse('Chưa nộp: số vừa gõ chưa đến máy chủ.')
    await saving.finish()
    page.submit()
  }
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
