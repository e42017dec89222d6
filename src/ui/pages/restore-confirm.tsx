import type { Restoring } from '../../actions/backup-keeping.ts'
import type { Restored } from '../../actions/setup-restore.ts'
import { phrase, word } from '../../messages/message.ts'
import { NumberField, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { instantText } from '../day-text.ts'
import type { Typed } from '../forms/form.ts'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type Opened = NonNullable<Restoring['opened']>

/**
 * Shows what the backup is, and asks to compare it with paper. The hash is not shown before: it would be copied from the
 * screen instead of read off paper.
 */
export function ConfirmRestorePage(props: {
  readonly visitor: Visitor
  readonly ticket: string
  readonly opened: Opened
  readonly own: boolean
  readonly typed: Typed
  readonly refusal?: Refusal | undefined
}) {
  const { visitor, ticket, opened, own, typed, refusal } = props
  return (
    <Layout title="Khôi phục" visitor={visitor}>
      <h1>Khôi phục: so với giấy</h1>
      <RefusalBox refusal={refusal} />
      <Facts opened={opened} own={own} />
      <form method="post" action={`/setup/restore/${ticket}/finish`} class="sheet">
        <h2>So với một tờ giấy đã in</h2>
        <p>
          Biên bản, báo cáo và phiếu kẻ in kèm số mục và mã của nhật ký. Gõ số mục và ít nhất 4 ký
          hiệu đầu của mã trên tờ giấy mới nhất đang có.
        </p>
        <NumberField typed={typed} name="seq" label="Số mục trên giấy" />
        <TextField typed={typed} name="signs" label="Các ký hiệu đầu của mã" />
        <p>
          <label>
            <input type="checkbox" name="skip" value="yes" /> Không có giấy để so; tôi biết là chưa
            ai đối chiếu bản này với giấy
          </label>
        </p>
        {opened.newer.length > 0 && (
          <p class="refusal">
            <label>
              <input type="checkbox" name="leaveNewer" value="yes" />{' '}
              {phrase('backup', 'leave_newer', {
                seq: Math.max(...opened.newer.map(({ seq }) => seq)),
              })}
            </label>
          </p>
        )}
        <button class="main">Khôi phục vào máy này</button>
      </form>
      <p>
        <a href={`/setup/restore/${ticket}?other`}>Chọn bản khác</a>
      </p>
    </Layout>
  )
}

function Facts({ opened, own }: { opened: Opened; own: boolean }) {
  const { manifest, sealedBy, encrypted } = opened
  const { head, rows, madeAt, madeBy, cause, organisation, program } = manifest
  const total = Object.values(rows).reduce((sum, each) => sum + each, 0)
  const of = (table: string) => rows[table] ?? 0
  return (
    <dl class="pairs">
      <dt>Dữ liệu của</dt>
      <dd>{organisation ?? '–'}</dd>
      <dt>Tạo lúc</dt>
      <dd>
        {instantText(madeAt)}, {word('backupCauses', cause)}
        {madeBy ? ` (${madeBy})` : ''}, chương trình {program}
        {encrypted ? ', có mã hóa' : ''}
      </dd>
      <dt>Nhật ký</dt>
      <dd>đến mục {head.seq}</dd>
      <dt>Số dòng</dt>
      <dd>
        {total}, trong đó {of('sessions')} kỳ, {of('accounts')} tài khoản, {of('documents')} văn bản
      </dd>
      <dt>Mang dấu của</dt>
      <dd>
        {own ? 'chính máy này' : 'một máy khác'}: <code class="path">{sealedBy}</code>
        {!own && <p class="hint">{word('backup', 'other_key')}</p>}
      </dd>
      <dt>Đã kiểm tra</dt>
      <dd>dấu, trang dữ liệu, liên kết, chuỗi nhật ký, số dòng: đều đúng</dd>
    </dl>
  )
}

/** The end: both heads, to be seen to be the same. */
export function RestoredPage({ visitor, found, told }: Restored & { readonly visitor: Visitor }) {
  const equal = found.seq === told.seq && found.hash === told.hash
  return (
    <Layout title="Đã khôi phục" visitor={visitor}>
      <h1>{equal ? 'Đã khôi phục' : 'Dữ liệu khác với bản sao lưu'}</h1>
      <dl class="pairs">
        <dt>Nhật ký trong dữ liệu đã khôi phục</dt>
        <dd>
          mục {found.seq}, mã <code class="path">{found.hash}</code>
        </dd>
        <dt>Nhật ký theo bản sao lưu</dt>
        <dd>
          mục {told.seq}, mã <code class="path">{told.hash}</code>
        </dd>
        <dt>So sánh</dt>
        <dd>
          <strong>{equal ? 'Bằng nhau: không thiếu mục nào.' : 'KHÁC NHAU.'}</strong>
        </dd>
      </dl>
      <p>
        Việc khôi phục được ghi thành mục kế tiếp của nhật ký. Mọi phiên đăng nhập cũ đã kết thúc:
        đăng nhập bằng tài khoản trong dữ liệu vừa khôi phục. Khởi động lại phần mềm một lần trước
        khi mở kỳ mới, để các tệp quy định được so lại.
      </p>
      <p>
        <a class="main" href="/login">
          Đăng nhập
        </a>
      </p>
    </Layout>
  )
}
