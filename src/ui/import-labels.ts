import { BALLOT_FIELDS } from '../formats/heading-words.ts'
import type { SheetLook } from '../formats/sheet-look.ts'
import { word } from '../messages/message.ts'

const MOST_KINDS = 50

/** How the fields of the choice are called where a refusal lists them. */
export function importLabels(sheets: readonly SheetLook[]): Readonly<Record<string, string>> {
  const ofSheets = sheets.flatMap(({ name, columns }, at) => {
    const sheet = name === '' ? '' : `Trang “${name}”, `
    return [
      [`sheets.${at}.firstRow`, `${sheet}hàng đầu tiên có người`],
      ...columns.map(({ column }) => [`sheets.${at}.columns.${column}`, `${sheet}cột ${column}`]),
      ...BALLOT_FIELDS.map((field) => [
        `sheets.${at}.ballots.${field}`,
        `${sheet}ô ghi ${word('importCounts', field).toLowerCase()}`,
      ]),
    ]
  })
  const ofKinds = Array.from({ length: MOST_KINDS }, (_, at) => [
    [`kinds.${at}.code`, `Loại phiếu ${at + 1}, mã`],
    [`kinds.${at}.title`, `Loại phiếu ${at + 1}, tên`],
  ]).flat()
  return Object.fromEntries([...ofSheets, ...ofKinds, ['groups', 'Hai nhóm của mã kiểm tra']])
}
