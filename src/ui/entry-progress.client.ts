import { type Lines, sheetOf } from './entry-cells.client.ts'
import { type Rest, cellCount, columnSum, columnText, restOf } from './entry-grid.ts'

/** Says in the head, beside each row, below each column and in the foot what is still missing. */
export function showProgress(form: HTMLFormElement, lines: Lines): void {
  const [head = [], ...rows] = sheetOf(lines)
  const [collected = '', valid = '', invalid = ''] = head
  const rests = [restOf(collected, [valid, invalid]), ...rows.map((row) => restOf(valid, row))]
  for (const [at, line] of lines.entries()) {
    const output = line[0]?.closest('.ballots, tr')?.querySelector('output')
    const rest = rests[at]
    if (!output || !rest) continue
    put(output, rest.text)
    output.className = `rest ${rest.kind}`
  }
  for (const [at, foot] of form.querySelectorAll<HTMLElement>('tfoot td[data-sum]').entries()) {
    const column = columnSum(rows.map((row) => row[at] ?? ''))
    put(foot.querySelector('strong'), String(column.sum))
    put(foot.querySelector('small'), columnText(column))
  }
  const cells = [head, ...rows].flat()
  const { empty } = columnSum(cells)
  const number = (kind: Rest['kind']) => rests.slice(1).filter((rest) => rest.kind === kind).length
  const said = [
    `Đủ ${number('exact')}/${rows.length} người`,
    empty > 0 ? `còn lại ${empty} ô trống` : 'không còn ô trống',
  ]
  if (number('over') > 0) said.push(`${number('over')} hàng thừa`)
  if (cells.map(cellCount).includes(undefined)) said.push('có ô không phải chữ số, chưa lưu')
  put(form.querySelector('#progress'), said.join(' · '))
}

/** Writes only what is new: a live region speaks at every write. */
function put(place: Element | null, text: string): void {
  if (place && place.textContent !== text) place.textContent = text
}
