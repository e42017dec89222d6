import type { RosterPreview } from '../../actions/roster-imports.ts'
import type { Regime } from '../../domain/regime.ts'
import { type Roster, officialsOf } from '../../domain/roster.ts'
import type { Session } from '../../domain/session.ts'
import { ROSTER_FIELDS } from '../../formats/roster-table.ts'
import { ColumnChoice } from '../components/column-choice.tsx'
import type { FormState } from '../components/fields.tsx'
import { FingerprintGroups } from '../components/fingerprint-groups.tsx'
import { ImportFaults } from '../components/import-faults.tsx'
import { ImportSource } from '../components/import-source.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { RosterPreviewTables } from '../components/roster-preview.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { importLabels } from '../import-labels.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** A file that was read: what it would do, and its bytes as the page carries them on. */
type ShownRoster = { readonly preview: RosterPreview; readonly content: string }

type RosterImportPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly regime: Regime
  /** The list as it is stored. */
  readonly roster: Roster
  readonly shown?: ShownRoster | undefined
}

/** The list of people from a file: first the choice, then what it would store. */
export function RosterImportPage(props: RosterImportPageProps) {
  const { visitor, session, shown, typed, refusal } = props
  const action = `/sessions/${session.id}/roster/import`
  return (
    <Layout title="Nạp danh sách từ tệp" visitor={visitor}>
      <SessionHeading session={session} page="Nạp danh sách từ tệp" />
      {shown ? (
        <Preview {...props} shown={shown} action={action} />
      ) : (
        <>
          <p>
            Mỗi hàng một người, đúng thứ tự trên phiếu; họ tên được giữ nguyên từng dấu. Nhiều loại
            phiếu: mỗi loại một trang, hoặc thêm cột “Loại phiếu”.
          </p>
          <ImportSource
            action={action}
            pasted={typed.text ?? ''}
            refusal={refusal}
            example="Kèm hàng tiêu đề: TT, Họ và tên, Chức vụ, Khối, Ngày bổ nhiệm, Ngày có thông báo nghỉ hưu, Loại phiếu."
          />
        </>
      )}
    </Layout>
  )
}

function Preview(props: RosterImportPageProps & { shown: ShownRoster; action: string }) {
  const { visitor: _, session, regime, roster, shown, action, ...form } = props
  const { preview, content } = shown
  return (
    <>
      <RefusalBox refusal={form.refusal} labels={importLabels(preview.sheets)} />
      <ImportFaults faults={preview.faults} />
      <form method="post" action={action} enctype="multipart/form-data">
        <input type="hidden" name="content" value={content} />
        <input type="hidden" name="digest" value={preview.digest} />
        <input type="hidden" name="challenge" value={preview.challenge} />
        <RosterPreviewTables {...form} preview={preview} regime={regime} heldOn={session.heldOn} />
        <div class="buttons spaced">
          <button name="do" value="preview">
            Xem lại
          </button>
          <a class="button" href={action}>
            Chọn tệp khác
          </a>
        </div>
        {preview.clean && <Confirmation {...form} preview={preview} roster={roster} />}
        <ColumnChoice
          {...form}
          sheets={preview.sheets}
          fields={ROSTER_FIELDS}
          several
          ballots={false}
          open={!preview.clean}
        />
      </form>
    </>
  )
}

function Confirmation(props: FormState & { preview: RosterPreview; roster: Roster }) {
  const { preview, roster, ...form } = props
  const stored = roster.ballotKinds.flatMap(officialsOf).length
  return (
    <section aria-labelledby="fingerprint" class="sheet spaced">
      <h2 id="fingerprint">So với bản giấy</h2>
      <p>
        Gõ hai nhóm còn thiếu của mã kiểm tra, đọc từ danh sách giấy đã được duyệt. Mã đổi khi bất
        kỳ chữ, dấu hay thứ tự nào đổi.
      </p>
      <FingerprintGroups {...form} fingerprint={preview.fingerprint} />
      <p class="hint">
        Bản giấy chưa có mã: mở bản in, so từng người với danh sách đã được duyệt, in ra, ký, rồi gõ
        hai nhóm từ bản đó.
      </p>
      {stored > 0 && (
        <p class="warn">Danh sách đang lưu ({stored} người) sẽ được thay bằng danh sách này.</p>
      )}
      <div class="buttons">
        <button class="main" name="do" value="import">
          Nạp danh sách
        </button>
        <button name="do" value="print" formtarget="_blank">
          Mở bản in kèm mã kiểm tra
        </button>
      </div>
    </section>
  )
}
