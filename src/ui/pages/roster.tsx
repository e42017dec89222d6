import type { Session } from '../../domain/session.ts'
import { type FormState, LinesField, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { kindCount } from '../forms/roster-form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

const LABELS = {
  code: 'Mã',
  title: 'Tên loại phiếu',
  people: 'Những người được lấy phiếu',
} as const

/** Ballot kinds and their people, with one more block to fill. */
export function RosterPage(
  props: FormState & { readonly visitor: Visitor; readonly session: Session },
) {
  const { visitor, session, ...form } = props
  const blocks = Array.from({ length: kindCount(form.typed) }, (_, at) => at)
  const labels = Object.fromEntries(
    blocks.flatMap((at) =>
      Object.entries(LABELS).map(([key, text]) => [
        `kinds.${at}.${key}`,
        `Loại phiếu ${at + 1}, ${text.toLowerCase()}`,
      ]),
    ),
  )
  return (
    <Layout title="Danh sách" visitor={visitor}>
      <SessionHeading session={session} page="Danh sách người được lấy phiếu" />
      <p>
        Mỗi dòng một người, đúng thứ tự trên phiếu: <code>Họ tên | Chức vụ | Khối</code>. Dán thẳng
        từ bảng tính cũng được. Họ tên được giữ nguyên như đã gõ.
      </p>
      <RefusalBox refusal={form.refusal} labels={labels} />
      <form method="post" action={`/sessions/${session.id}/roster`} class="sheet">
        {blocks.map((at) => (
          <Kind {...form} at={at} extra={at > 0 && at === blocks.length - 1} />
        ))}
        <div class="buttons">
          <button class="main">Lưu danh sách</button>
          <button name="do" value="more">
            Lưu và thêm loại phiếu
          </button>
        </div>
      </form>
    </Layout>
  )
}

function Kind({ at, extra, ...form }: FormState & { at: number; extra: boolean }) {
  return (
    <fieldset class="part">
      <legend>{extra ? 'Loại phiếu thêm (để trống nếu không có)' : `Loại phiếu ${at + 1}`}</legend>
      <TextField {...form} name={`kinds.${at}.code`} label={LABELS.code} hint="Ngắn, ví dụ A." />
      <TextField {...form} name={`kinds.${at}.title`} label={LABELS.title} />
      <LinesField
        {...form}
        name={`kinds.${at}.people`}
        label={LABELS.people}
        rows={extra ? 4 : 12}
      />
    </fieldset>
  )
}
