import type { Cells } from './entry-form.client.ts'

/** One cell in which the two readings differ. */
type Differing = { readonly name: string; readonly here: string; readonly stored: string }

/** The cells in which what was typed here is not what the server has, in the order of the sheet. */
export function differingCells(here: Cells, stored: Cells): readonly Differing[] {
  return Object.keys(here)
    .map((name) => ({ name, here: here[name] ?? '', stored: stored[name] ?? '' }))
    .filter((cell) => cell.here.trim() !== cell.stored)
}

/**
 * Shows both readings of every differing cell side by side; resolves with the one the typist chose for each.
 * Nothing is chosen beforehand.
 */
export function chooseCells(
  dialog: HTMLDialogElement,
  differing: readonly Differing[],
  labelOf: (name: string) => string,
): Promise<Cells> {
  const body = dialog.querySelector('tbody')!
  body.replaceChildren(
    ...differing.map((cell, at) => {
      const row = document.createElement('tr')
      const label = document.createElement('th')
      label.scope = 'row'
      label.textContent = labelOf(cell.name)
      const choices = ([cell.here, cell.stored] as const).map((value) => choice(at, value))
      row.append(label, ...choices)
      return row
    }),
  )
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('cancel', (event) => event.preventDefault()) // one has to be chosen
    dialog.querySelector('form')!.addEventListener(
      'submit',
      (event) => {
        const chosen = new FormData(event.target as HTMLFormElement)
        resolve(Object.fromEntries(differing.map(({ name }, at) => [name, textAt(chosen, at)])))
      },
      { once: true },
    )
  })
}

function choice(at: number, value: string): HTMLTableCellElement {
  const cell = document.createElement('td')
  const label = document.createElement('label')
  const radio = document.createElement('input')
  Object.assign(radio, { type: 'radio', name: `choice-${at}`, value, required: true })
  label.append(radio, ` ${value === '' ? 'trống' : value}`)
  cell.append(label)
  return cell
}

function textAt(chosen: FormData, at: number): string {
  const value = chosen.get(`choice-${at}`)
  return typeof value === 'string' ? value : ''
}
