import type { Regime } from '../../domain/regime.ts'
import type { Roster } from '../../domain/roster.ts'
import type { Session } from '../../domain/session.ts'
import { type FormState, LinesField, TextField } from '../components/fields.tsx'
import { LeftOutTable } from '../components/left-out.tsx'
import { PostWarnings } from '../components/post-warnings.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { TitleCatalogue } from '../components/title-catalogue.tsx'
import { kindCount } from '../forms/roster-form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

const LABELS = {
  code: 'Mã',
  title: 'Tên loại phiếu',
  people: 'Những người được lấy phiếu',
} as const

type RosterPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly regime: Regime
  /** The list as it is stored. */
  readonly roster: Roster
  /** How many titles were just put into the list; `undefined` when nobody asked for any. */
  readonly added?: number | undefined
}

/** Ballot kinds and their people, with one more block to fill, and the titles of the regulation. */
export function RosterPage(props: RosterPageProps) {
  const { visitor, session, regime, roster, added, ...form } = props
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
      <HowToType />
      <FromFile session={session} stored={roster.ballotKinds.length > 0} />
      {added !== undefined && <Added count={added} />}
      <RefusalBox refusal={form.refusal} labels={labels} />
      <div class="beside">
        <form id="roster" method="post" action={`/sessions/${session.id}/roster`} class="sheet">
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
        <TitleCatalogue regime={regime} typed={form.typed} blocks={blocks.length} form="roster" />
      </div>
      <Stored roster={roster} regime={regime} />
    </Layout>
  )
}

function HowToType() {
  return (
    <>
      <p>
        Mỗi dòng một người, đúng thứ tự trên phiếu. Dán thẳng từ bảng tính cũng được. Họ tên được
        giữ nguyên như đã gõ. Ghi cả người có thể không phải lấy phiếu: hai ngày ở cuối dòng quyết
        định, phần mềm để riêng người đó với lý do.
      </p>
      <p>
        <strong class="cells">
          Họ tên | Chức vụ | Khối | Ngày bổ nhiệm, bầu | Ngày có thông báo nghỉ hưu
        </strong>
        <br />
        <small>
          Ba ô cuối không bắt buộc. Ngày viết ngày/tháng/năm. Ví dụ: Trần Thị Thử | Phó Bí thư |
          Đảng | 15/08/2023
        </small>
      </p>
    </>
  )
}

/** The ways that lead to and from files and paper. */
function FromFile({ session: { id }, stored }: { session: Session; stored: boolean }) {
  return (
    <p>
      <a href={`/sessions/${id}/roster/import`}>Nạp từ tệp…</a>
      {stored && (
        <>
          {' · '}
          <a href={`/sessions/${id}/roster/fingerprint`}>Bản in kèm mã kiểm tra</a>
          {' · '}
          <a href={`/sessions/${id}/roster.xlsx`}>Tải danh sách (Excel)</a>
          {' · '}
          <a href={`/sessions/${id}/roster.csv`}>CSV</a>
        </>
      )}
    </p>
  )
}

function Added({ count }: { count: number }) {
  return (
    <p class="notice" role="status">
      {count === 0
        ? 'Chưa đánh dấu chức danh nào trong danh mục.'
        : `Đã thêm ${count} dòng vào danh sách. Điền họ tên trước dấu | rồi lưu.`}
    </p>
  )
}

function Kind({ at, extra, ...form }: FormState & { at: number; extra: boolean }) {
  return (
    <fieldset class="part">
      <legend>{extra ? 'Loại phiếu thêm (để trống nếu không có)' : `Loại phiếu ${at + 1}`}</legend>
      <TextField {...form} name={`kinds.${at}.code`} label={LABELS.code} hint="Ngắn, ví dụ A." />
      <TextField
        {...form}
        name={`kinds.${at}.title`}
        label={LABELS.title}
        hint="In trên phiếu tín nhiệm. Phiếu in giấy màu thì ghi cả màu, ví dụ: Phiếu màu xanh: Ban Thường vụ."
      />
      <LinesField
        {...form}
        name={`kinds.${at}.people`}
        label={LABELS.people}
        rows={rowsFor(form.typed[`kinds.${at}.people`], extra)}
      />
    </fieldset>
  )
}

/** Room for what is there and some more; a line is a person. */
function rowsFor(text: string | undefined, extra: boolean): number {
  const lines = text?.split('\n').length ?? 0
  return Math.min(30, Math.max(extra ? 4 : 12, lines + 2))
}

/** What follows from the list as it was last saved. */
function Stored({ roster, regime }: { roster: Roster; regime: Regime }) {
  if (roster.ballotKinds.length === 0) return null
  return (
    <section aria-labelledby="stored">
      <h2 id="stored">Từ danh sách đã lưu</h2>
      {roster.ballotKinds.every((kind) => kind.leftOut.length === 0) && (
        <p>Không có ai phải để ra ngoài phiếu.</p>
      )}
      <LeftOutTable roster={roster} regime={regime} />
      <PostWarnings roster={roster} regime={regime} />
    </section>
  )
}
