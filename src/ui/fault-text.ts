import { type ImportFault, type ImportPlace, type ImportRule } from '../formats/import-fault.ts'
import { ruleMessage, word } from '../messages/message.ts'

const NAMES_A_FIELD: readonly ImportRule[] = [
  'column_missing',
  'column_twice',
  'hidden_column',
  'column_unused',
  'text_empty',
]

/** The fault in words: place, what is wrong, what stands there. */
export function faultLine(fault: ImportFault): string {
  const place = placeWords(fault)
  return place === '' ? faultWords(fault) : `${place}: ${faultWords(fault)}`
}

/** What is wrong and what stands there, without the place. */
export function faultWords({ rule, value, near, sheet }: ImportFault): string {
  const group = rule === 'column_absent' ? 'importCounts' : 'importFields'
  const names = group === 'importCounts' || NAMES_A_FIELD.includes(rule)
  const found =
    value === null || value === sheet ? '' : ` (“${names ? word(group, value) : value}”)`
  const hint = near === null ? '' : `; trên phiếu có “${near}”`
  return `${ruleMessage(rule)}${found}${hint}`
}

/** "Trang “Biểu 1”, ô C5", "hàng 7", "người thứ 2 trong tệp"; empty for the whole file. */
export function placeWords({ sheet, row, column, path }: ImportPlace): string {
  if (path !== null) {
    const [, person] = /\/subjects\/(\d+)$/.exec(path) ?? []
    return person === undefined ? path : `Người thứ ${Number(person) + 1} trong tệp`
  }
  const cell =
    row === null ? column && `cột ${column}` : column ? `ô ${column}${row}` : `hàng ${row}`
  const words = [sheet && `trang “${sheet}”`, cell].filter(Boolean).join(', ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
