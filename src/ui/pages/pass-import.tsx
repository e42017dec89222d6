import type { OwnPass } from '../../actions/entries.ts'
import type { PassPreview } from '../../actions/pass-imports.ts'
import { passFields } from '../../formats/pass-table.ts'
import { ColumnChoice } from '../components/column-choice.tsx'
import type { FormState } from '../components/fields.tsx'
import { ImportFaults } from '../components/import-faults.tsx'
import { ImportSource } from '../components/import-source.tsx'
import { PassPreviewTable } from '../components/pass-preview.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { importLabels } from '../import-labels.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** A file that was read: what it would do, and its bytes as the page carries them on. */
type ShownPass = { readonly preview: PassPreview; readonly content: string }

type PassImportPageProps = FormState & {
  readonly visitor: Visitor
  readonly pass: OwnPass
  readonly shown?: ShownPass | undefined
}

/** Filling one's own pass of a sheet from a file: first the choice, then what it would store. */
export function PassImportPage(props: PassImportPageProps) {
  const { visitor, pass, shown, typed, refusal } = props
  const { session, kind, sheet } = pass
  const action = `/sheets/${sheet.id}/import`
  return (
    <Layout title={`Nạp tập phiếu số ${sheet.number} từ tệp`} visitor={visitor}>
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a> › <a href={`/sessions/${session.id}`}>{session.title}</a> ›{' '}
        <a href={`/sheets/${sheet.id}/entry`}>Tập phiếu số {sheet.number}</a>
      </p>
      <h1>
        Nạp tập phiếu số {sheet.number} từ tệp <RehearsalBadge session={session} />
      </h1>
      <p class="facts">
        Loại phiếu {kind.code}: {kind.title} · lượt nhập {pass.passNo} của {visitor.actor?.fullName}
      </p>
      <p>
        Dùng khi tổ kiểm phiếu đã cộng xong tập này ra bảng tính. Tệp được tính là một lượt nhập: số
        vào bản đang nhập của bạn, bạn so với phiếu rồi nộp như thường. Lượt kia phải nhập độc lập,
        không nạp từ cùng một tệp.
      </p>
      {shown ? (
        <Preview {...props} shown={shown} action={action} />
      ) : (
        <ImportSource
          action={action}
          pasted={typed.text ?? ''}
          refusal={refusal}
          accept=",.json"
          example="Kèm hàng tiêu đề: TT, Họ và tên, Tín nhiệm cao (TNC), Tín nhiệm (TN), Tín nhiệm thấp (TNT), Không hợp lệ (KHL)."
        />
      )}
    </Layout>
  )
}

function Preview(props: PassImportPageProps & { shown: ShownPass; action: string }) {
  const { pass, shown, action, ...form } = props
  const { preview, content } = shown
  const { kind, levels } = pass
  const found = preview.mapping !== null || preview.source === 'tally'
  return (
    <>
      <RefusalBox refusal={form.refusal} labels={importLabels(preview.sheets)} />
      <ImportFaults faults={preview.faults} />
      <form method="post" action={action} enctype="multipart/form-data">
        <input type="hidden" name="content" value={content} />
        <input type="hidden" name="digest" value={preview.digest} />
        {found && <PassPreviewTable preview={preview} subjects={kind.subjects} levels={levels} />}
        {found && (
          <p>Số đang có trong bản nhập được thay bằng số trên; ô tệp không có thì để trống.</p>
        )}
        <div class="buttons spaced">
          {preview.clean && (
            <button class="main" name="do" value="import">
              Nạp vào bản đang nhập
            </button>
          )}
          <a class="button" href={action}>
            Chọn tệp khác
          </a>
        </div>
        <ColumnChoice
          {...form}
          sheets={preview.sheets}
          fields={passFields(levels)}
          several={false}
          ballots
          open={!preview.clean}
        />
      </form>
    </>
  )
}
