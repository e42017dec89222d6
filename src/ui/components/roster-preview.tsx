import type { RosterPreview } from '../../actions/roster-imports.ts'
import { exemptionOf } from '../../domain/exemption.ts'
import type { Regime } from '../../domain/regime.ts'
import type { Day } from '../../domain/time.ts'
import { dayText } from '../day-text.ts'
import { type FormState, TextField } from './fields.tsx'
import { type RowRemark, RowRemarks, remarkOf } from './import-faults.tsx'
import { reasonText } from './left-out.tsx'

type RosterPreviewProps = FormState & {
  readonly preview: RosterPreview
  readonly regime: Regime
  readonly heldOn: Day
}

/** The ballot kinds a file would make: sign and title to be named, the people in their order. */
export function RosterPreviewTables(props: RosterPreviewProps) {
  const { preview, regime: _, heldOn: __, ...form } = props
  return (
    <section aria-labelledby="would-be">
      <h2 id="would-be">Danh sách sẽ có</h2>
      {preview.ballotKinds.map((kind, at) => (
        <fieldset class="part">
          <legend>
            Loại phiếu {kind.code}: {kind.title || '(chưa có tên)'}
          </legend>
          <input type="hidden" name={`kinds.${at}.key`} value={preview.keys[at] ?? ''} />
          <div class="row">
            <TextField {...form} name={`kinds.${at}.code`} label="Mã (ngắn, ví dụ A)" />
            <TextField {...form} name={`kinds.${at}.title`} label="Tên loại phiếu" />
          </div>
          <PeopleTable {...props} at={at} />
        </fieldset>
      ))}
    </section>
  )
}

function PeopleTable({ preview, regime, heldOn, at }: RosterPreviewProps & { at: number }) {
  const subjects = preview.ballotKinds[at]?.subjects ?? []
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={`Người của loại phiếu ${at + 1}`}>
      <table class="stack">
        <caption>{subjects.length} người, đúng thứ tự trong tệp</caption>
        <thead>
          <tr>
            <th scope="col">Họ tên</th>
            <th scope="col">Chức vụ</th>
            <th scope="col">Khối</th>
            <th scope="col">Bổ nhiệm, bầu</th>
            <th scope="col">Lấy từ</th>
            <th scope="col">Chỗ cần xem</th>
          </tr>
        </thead>
        <tbody>
          {subjects.map((subject, row) => {
            const place = preview.places[at]?.[row]
            const { startedOn = null, retirementNoticeOn = null } = subject
            const exemption = exemptionOf(regime, { startedOn, retirementNoticeOn }, heldOn)
            const reason = exemption?.rule.reason
            const own = preview.faults.filter(
              (fault) => place && fault.row === place.row && fault.sheet === place.sheet,
            )
            return (
              <tr>
                <th scope="row">
                  <span class="order">{row + 1}.</span> {subject.name}
                </th>
                <td data-label="Chức vụ">{subject.position || '—'}</td>
                <td data-label="Khối">{subject.block ?? '—'}</td>
                <td data-label="Bổ nhiệm, bầu">{startedOn ? dayText(startedOn) : '—'}</td>
                <td class="place" data-label="Lấy từ">
                  hàng {place?.row}
                </td>
                <td data-label="Chỗ cần xem">
                  <RowRemarks
                    remarks={[
                      ...own.map(remarkOf),
                      ...(reason
                        ? [leftOut({ reason, startedOn, retirementNoticeOn }, regime)]
                        : []),
                    ]}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function leftOut(who: Parameters<typeof reasonText>[0], regime: Regime): RowRemark {
  return { text: `Để ngoài phiếu: ${reasonText(who, regime)}`, bad: false }
}
