import type { LabelledFile } from '../../actions/backup-folder.ts'
import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { instantText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import { sizeText } from '../size-text.ts'
import type { Visitor } from '../visitor.ts'

/** Asks for the code that the machine printed. */
export function RestoreCodePage({ visitor, ...form }: FormState & { readonly visitor: Visitor }) {
  return (
    <Layout title="Khôi phục" visitor={visitor}>
      <h1>Khôi phục từ bản sao lưu</h1>
      <p>
        Chỉ làm được khi phần mềm ở đây chưa có dữ liệu. Mã thiết lập in trên màn hình của máy chủ
        khi khởi động.
      </p>
      <RefusalBox refusal={form.refusal} />
      <form method="post" action="/setup/restore" class="sheet">
        <TextField {...form} name="code" label="Mã thiết lập" required />
        <button class="main">Tiếp tục</button>
      </form>
      <p>
        <a href="/setup">Thiết lập mới, không khôi phục</a>
      </p>
    </Layout>
  )
}

/** Asks which backup: one of the folder, or one brought along. */
export function ChooseBackupPage(props: {
  readonly visitor: Visitor
  readonly ticket: string
  readonly files: readonly LabelledFile[]
  readonly folder: string
  readonly refusal?: Refusal | undefined
}) {
  const { visitor, ticket, files, folder, refusal } = props
  return (
    <Layout title="Khôi phục" visitor={visitor}>
      <h1>Khôi phục: chọn bản sao lưu</h1>
      <RefusalBox refusal={refusal} />
      <form
        method="post"
        action={`/setup/restore/${ticket}/file`}
        enctype="multipart/form-data"
        class="sheet"
      >
        <fieldset class="backup-choice">
          <legend>Bản trong thư mục của máy chủ</legend>
          <p class="hint">
            <code class="path">{folder}</code>
          </p>
          {files.length === 0 && <p>Không có bản nào.</p>}
          {files.map((file, at) => (
            <FileChoice {...file} first={at === 0} />
          ))}
        </fieldset>
        <div class="field">
          <label for="file">Hoặc nạp tệp từ máy này</label>
          <p class="hint" id="file-hint">
            Tệp đầy đủ (.bak), đến 256 MB; lớn hơn thì chép vào thư mục trên.
          </p>
          <input type="file" id="file" name="file" aria-describedby="file-hint" />
        </div>
        <TextField
          typed={{}}
          type="password"
          name="passphrase"
          label="Cụm mật khẩu, nếu bản đã mã hóa"
        />
        <button class="main">Mở và kiểm tra</button>
      </form>
    </Layout>
  )
}

function FileChoice({ name, bytes, label, encrypted, first }: LabelledFile & { first: boolean }) {
  return (
    <p>
      <label>
        <input type="radio" name="name" value={name} checked={first} /> {instantText(label.madeAt)},
        nhật ký đến mục {label.head.seq}, {sizeText(bytes)}
        {encrypted ? ', có mã hóa' : ''}
        {label.base ? ', phần nối tiếp' : ''}
      </label>
    </p>
  )
}
