import { join } from 'node:path'
import type { TemplateState } from '../../actions/template-faults.ts'
import { templateFaultText, word } from '../../messages/message.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** What is wrong with the templates, as the program read them when it started, and the papers that were added. */
export function TemplatesPage(props: TemplateState & { readonly visitor: Visitor }) {
  const { visitor, faults, papers } = props
  return (
    <Layout title="Mẫu văn bản" visitor={visitor}>
      <h1>Mẫu văn bản</h1>
      <p>
        Mẫu của chương trình và mẫu trong thư mục riêng của đơn vị (thiết lập{' '}
        <code>TEMPLATES_FOLDER</code>), như chương trình đã đọc khi khởi động.
      </p>
      <Faults faults={faults} />
      <h2>Văn bản đơn vị thêm</h2>
      <Papers papers={papers} />
      <p class="hint">
        Chỗ sai chỉ thấy khi vẽ ra giấy (chữ bị cắt, khối cao hơn trang) thì kiểm tra bằng lệnh{' '}
        <code>tin-nhiem templates --check</code>. Cách sửa, cách thêm mẫu: docs/templates.md.
      </p>
    </Layout>
  )
}

function Faults({ faults }: Pick<TemplateState, 'faults'>) {
  if (faults.length === 0) return <p class="fine">Mọi mẫu đều dùng được, không có chỗ sai.</p>
  const files = [...new Set(faults.map(({ dir, file }) => join(dir, file)))]
  return (
    <div class="refusal template-faults">
      <p>
        <strong>Có {faults.length} chỗ sai.</strong> Văn bản có mẫu sai thì không in được, chương
        trình không in mẫu khác thay vào; các văn bản khác vẫn in bình thường. Sửa tệp rồi khởi động
        lại chương trình.
      </p>
      {files.map((path) => (
        <section>
          <h3>
            <code>{path}</code>
          </h3>
          <ul>
            {faults
              .filter(({ dir, file }) => join(dir, file) === path)
              .map((fault) => (
                <li>
                  Dòng {fault.line}, cột {fault.column}: {templateFaultText(fault)}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Papers({ papers }: Pick<TemplateState, 'papers'>) {
  if (papers.length === 0) return <p>Đơn vị chưa thêm văn bản nào.</p>
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Văn bản đơn vị thêm">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Tên văn bản</th>
            <th scope="col">Thư mục</th>
            <th scope="col">In số liệu của</th>
          </tr>
        </thead>
        <tbody>
          {papers.map(({ name, title, source }) => (
            <tr>
              <th scope="row">{title}</th>
              <td data-label="Thư mục">
                <code>{name}</code>
              </td>
              <td data-label="In số liệu của">{word('papers', source)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
