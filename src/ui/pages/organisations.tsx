import type { Organisation } from '../../domain/organisation.ts'
import { mayEver } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { ChoiceField, type FormState, SelectField, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The organisations, and a form to add one. */
export function OrganisationsPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly organisations: readonly Organisation[]
  },
) {
  const { visitor, organisations, ...form } = props
  const nameOf = (id: string | null) => organisations.find((each) => each.id === id)?.name ?? '—'
  return (
    <Layout title="Tổ chức" visitor={visitor}>
      <h1>Tổ chức</h1>
      <div class="scroll" tabindex={0} role="group" aria-label="Danh sách tổ chức">
        <table>
          <thead>
            <tr>
              <th scope="col">Tên</th>
              <th scope="col">Bên</th>
              <th scope="col">Trực thuộc</th>
              <th scope="col">Cấp trên in trên văn bản</th>
              <th scope="col">Địa danh</th>
              <th scope="col">Ký hiệu</th>
            </tr>
          </thead>
          <tbody>
            {organisations.map((each) => (
              <tr>
                <th scope="row">{each.name}</th>
                <td>{word('sides', each.side)}</td>
                <td>{nameOf(each.parent)}</td>
                <td>{each.superior ?? '—'}</td>
                <td>{each.locality ?? '—'}</td>
                <td>{each.symbol ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {visitor.actor && mayEver(visitor.actor.role, 'manage_organisations') && (
        <NewOrganisation {...form} organisations={organisations} />
      )}
    </Layout>
  )
}

function NewOrganisation(props: FormState & { organisations: readonly Organisation[] }) {
  const { organisations, ...form } = props
  return (
    <>
      <h2>Thêm tổ chức</h2>
      <RefusalBox refusal={form.refusal} />
      <form method="post" action="/organisations" class="sheet">
        <TextField
          {...form}
          name="name"
          label="Tên tổ chức"
          hint="Viết như trong câu, ví dụ: Đảng ủy xã Mẫu. Chỗ nào cần in hoa, văn bản tự in hoa."
          required
        />
        <ChoiceField
          {...form}
          name="side"
          label="Thuộc bên"
          options={['party', 'state'].map((value) => ({ value, text: word('sides', value) }))}
        />
        <SelectField
          {...form}
          name="parent"
          label="Trực thuộc"
          options={[
            { value: '', text: 'Không trực thuộc tổ chức nào ở đây' },
            ...organisations.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
        <TextField
          {...form}
          name="superior"
          label="Tên cấp trên in trên văn bản"
          hint="Ví dụ: Đảng bộ tỉnh Mẫu. Có thể để trống."
        />
        <TextField {...form} name="locality" label="Địa danh" hint="Ví dụ: Xã Mẫu." />
        <TextField
          {...form}
          name="symbol"
          label="Ký hiệu"
          hint="Phần sau dấu gạch chéo của số văn bản, ví dụ ĐU."
        />
        <button class="main">Thêm tổ chức</button>
      </form>
    </>
  )
}
