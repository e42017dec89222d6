import type { SheetDifferences } from '../../actions/reconcile.ts'
import type { SlipFound } from '../../domain/diagnosis.ts'
import { word } from '../../messages/message.ts'
import { sheetPlace } from '../places.ts'

type DifferingCellsProps = {
  readonly sheet: SheetDifferences
  readonly names: ReadonlyMap<string, string>
}

/** The cells in which passes differ, side by side, each with the slip it may come from. */
export function DifferingCells({ sheet, names }: DifferingCellsProps) {
  return (
    <>
      <div class="scroll" tabindex={0} role="group" aria-label="Các ô khác nhau">
        <table class="differing">
          <thead>
            <tr>
              <th scope="col">Ô</th>
              {sheet.passes.map((pass) => (
                <th scope="col" class="number">
                  Lượt {pass.passNo}
                  <small>{names.get(pass.account) ?? 'người khác'}</small>
                </th>
              ))}
              {sheet.slips.length > 0 && <th scope="col">Có thể là</th>}
            </tr>
          </thead>
          <tbody>
            {hintedCells(sheet).map(({ cell, slips, span }) => (
              <tr>
                <th scope="row">{sheetPlace(cell.path, sheet.kind.subjects)}</th>
                {cell.values.map(({ value }) => (
                  <td class="number big">{value ?? 'trống'}</td>
                ))}
                {sheet.slips.length > 0 && span > 0 && (
                  <td rowspan={span}>
                    {slips.map((each) => (
                      <p class="hint">{slipText(each)}</p>
                    ))}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sheet.slips.length > 0 && (
        <p>
          Cột “Có thể là” chỉ đoán từ các con số, có thể sai. Chỉ phiếu giấy mới cho biết lượt nào
          đúng.
        </p>
      )}
    </>
  )
}

function slipText({ slip, suspect }: SlipFound): string {
  const text = word('slips', slip)
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  return suspect === null ? `${sentence}.` : `${sentence}. Xem trước ở lượt ${suspect}.`
}

/** Each cell with its slips; `span` says how many cells from here on have the same, 0 for the others. */
function hintedCells({ cells, slips }: SheetDifferences) {
  const hinted = cells.map((cell) => ({
    cell,
    slips: slips.filter((each) => each.paths.includes(cell.path)),
  }))
  const startsAt = (at: number) => at === 0 || !sameSlips(hinted[at]!, hinted[at - 1]!)
  return hinted.map((each, at) => {
    if (!startsAt(at)) return { ...each, span: 0 }
    const next = hinted.findIndex((_, later) => later > at && startsAt(later))
    return { ...each, span: (next === -1 ? hinted.length : next) - at }
  })
}

type Hinted = { readonly slips: readonly SlipFound[] }

function sameSlips(one: Hinted, two: Hinted): boolean {
  return (
    one.slips.length > 0 &&
    one.slips.length === two.slips.length &&
    one.slips.every((each) => two.slips.includes(each))
  )
}
