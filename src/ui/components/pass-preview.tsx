import type { PassPreview } from '../../actions/pass-imports.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Subject } from '../../domain/roster.ts'
import { type Level, markCount } from '../../domain/tally.ts'
import type { ImportPlace } from '../../formats/import-fault.ts'
import { BALLOT_FIELDS, type BallotField } from '../../formats/heading-words.ts'
import { findingMessage, word } from '../../messages/message.ts'
import { faultWords } from '../fault-text.ts'
import { RowRemarks, remarkOf } from './import-faults.tsx'

type PassPreviewProps = {
  readonly preview: PassPreview
  readonly subjects: readonly Subject[]
  readonly levels: readonly Level[]
}

/** What would stand in the pass: the ballots, each person's marks, the faults beside them. */
export function PassPreviewTable({ preview, subjects, levels }: PassPreviewProps) {
  const { counts, rows, faults, findings } = preview
  const marks = [...levels, 'invalid'] as const
  const missing = findings.length - findings.filter(isOther).length
  const placeOf = new Map(rows.map(({ subject, place }) => [subject, place]))
  return (
    <section aria-labelledby="would-be">
      <h2 id="would-be">Sẽ vào bản đang nhập</h2>
      <dl class="pairs">
        {BALLOT_FIELDS.map((field) => (
          <>
            <dt>{word('importCounts', field)}</dt>
            <dd>
              {counts[field] ?? '— (để trống)'}
              <CellFaults preview={preview} field={field} />
            </dd>
          </>
        ))}
      </dl>
      <div class="scroll" tabindex={0} role="group" aria-label="Số của từng người">
        <table class="stack">
          <caption>Theo thứ tự trên phiếu ({subjects.length} người)</caption>
          <thead>
            <tr>
              <th scope="col">Họ tên</th>
              {marks.map((mark) => (
                <th scope="col" class="number">
                  {word('levels', mark)}
                </th>
              ))}
              <th scope="col">Lấy từ</th>
              <th scope="col">Chỗ cần xem</th>
            </tr>
          </thead>
          <tbody>
            {counts.rows.map((row, at) => {
              const place = placeOf.get(row.subject)
              const own = faults.filter((fault) => place && isSameRow(fault, place))
              return (
                <tr>
                  <th scope="row">
                    <span class="order">{at + 1}.</span> {subjects[at]?.name}
                  </th>
                  {marks.map((mark) => (
                    <td class="number" data-label={word('levels', mark)}>
                      {(mark === 'invalid' ? row.invalid : markCount(row, mark)) ?? '—'}
                    </td>
                  ))}
                  <td class="place" data-label="Lấy từ">
                    {place ? rowWords(place) : 'không thấy trong tệp'}
                  </td>
                  <td data-label="Chỗ cần xem">
                    <RowRemarks remarks={own.map(remarkOf)} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {preview.clean && findings.length > 0 && (
        <div class="caution">
          <p>
            <strong>Nộp nguyên như vậy sẽ bị báo:</strong>
          </p>
          <ul>
            {missing > 0 && <li>{missing} ô chưa có số.</li>}
            {findings.filter(isOther).map((finding) => (
              <li>
                {finding.code} {nameAt(finding.path, subjects)}
                {findingMessage(finding)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** What is wrong with the cell a count of ballots is read from. */
function CellFaults({ preview, field }: { preview: PassPreview; field: BallotField }) {
  const { mapping, faults } = preview
  const address = mapping?.ballots[field]
  const own = faults.filter(
    ({ sheet, row, column }) => sheet === mapping?.sheet && `${column}${row}` === address,
  )
  return own.length === 0 ? null : <span class="fault"> {own.map(faultWords).join('; ')}</span>
}

/** Whether both stand in one row of a sheet, or at one element of a JSON file. */
function isSameRow(one: ImportPlace, other: ImportPlace): boolean {
  if (other.path !== null) return one.path === other.path
  return one.row !== null && one.row === other.row && one.sheet === other.sheet
}

function rowWords({ row, path }: ImportPlace): string {
  const [, person] = /\/subjects\/(\d+)$/.exec(path ?? '') ?? []
  return person === undefined ? `hàng ${row ?? ''}` : `người thứ ${Number(person) + 1}`
}

/** Whether the finding is more than a cell that is empty. */
function isOther({ code }: Finding): boolean {
  return code !== 'E101'
}

/** "Nguyễn Văn A: " for a finding about a person. */
function nameAt(path: string, subjects: readonly Subject[]): string {
  const [, row] = /^\/rows\/(\d+)/.exec(path) ?? []
  return row === undefined ? '' : `${subjects[Number(row)]?.name ?? ''}: `
}
