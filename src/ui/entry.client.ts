import { startGrid } from './entry-grid.client.ts'
import { saveWhileTyping } from './entry-saving.client.ts'

const form = document.querySelector<HTMLFormElement>('#entry')
if (form?.querySelector('#hand-in')) start(form)

/** Makes the form a grid that is saved while typing. */
function start(page: HTMLFormElement): void {
  const grid = startGrid(page)
  const saving = saveWhileTyping(page)
  page.addEventListener('input', () => {
    if (grid.allCounts()) saving.soon()
  })
  const handIn = async () => {
    await saving.now()
    if (saving.isUnsent()) return grid.refuse('Chưa nộp: số vừa gõ chưa đến máy chủ.')
    await saving.finish()
    page.submit()
  }
  page.addEventListener('submit', (event) => {
    event.preventDefault()
    const save = (event.submitter as HTMLButtonElement | null)?.value === 'save'
    if (save) void saving.now()
    else if (!grid.stopAtEmpty()) void handIn()
  })
}
