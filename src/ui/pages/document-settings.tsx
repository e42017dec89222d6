import { SECRECY_LEVELS } from '../../domain/document-settings.ts'
import { mayEver } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import {
  ChoiceField,
  type FormState,
  LinesField,
  NumberField,
  type Option,
  SelectField,
  TextField,
} from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

const LABELS: Readonly<Record<string, string>> = {
  layout: 'Bố cục',
  copiesIssued: 'Số bản phát hành',
  drafter: 'Người soạn',
  recipients: 'Nơi nhận',
}

const UNSET: Option = { value: '', text: 'Không ghi' }
const YES: Option = { value: 'yes', text: 'Có' }
const NO: Option = { value: 'no', text: 'Không' }

/** How the papers of the session look, where they go, who signs them. */
export function DocumentSettingsPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly session: Session
    readonly layouts: readonly string[]
  },
) {
  const { visitor, session, layouts, ...form } = props
  const layoutOptions = [
    { value: '', text: 'Theo mẫu của phần mềm' },
    ...layouts.map((value) => ({ value, text: word('layouts', value) })),
  ]
  const secrecyOptions = SECRECY_LEVELS.map((value) => ({ value, text: word('secrecy', value) }))
  const copyingOptions = (['allowed', 'forbidden'] as const).map((value) => ({
    value,
    text: word('copying', value),
  }))
  return (
    <Layout title="Thể thức văn bản" visitor={visitor}>
      <SessionHeading session={session} page="Thể thức văn bản" />
      <p>Chỗ nào để trống thì văn bản không in dòng đó. Sửa được đến khi lập văn bản.</p>
      {visitor.actor && mayEver(visitor.actor.role, 'read_retention') && (
        <p>
          Thời hạn giữ phiếu đặt cho cả đơn vị, ở trang{' '}
          <a href="/retention">Lưu giữ và hủy phiếu</a>.
        </p>
      )}
      <RefusalBox refusal={form.refusal} labels={LABELS} />
      <form method="post" action={`/sessions/${session.id}/document-settings`} class="sheet">
        <SelectField {...form} name="layout" label="Bố cục" options={layoutOptions} />
        <SelectField
          {...form}
          name="secrecy"
          label="Độ mật"
          hint="Do người có thẩm quyền quyết định; phần mềm không tự chọn."
          options={[UNSET, ...secrecyOptions]}
        />
        <SelectField
          {...form}
          name="copying"
          label="Sao chụp"
          options={[UNSET, ...copyingOptions]}
        />
        <NumberField {...form} name="copiesIssued" label="Số bản phát hành" />
        <TextField {...form} name="drafter" label="Người soạn" />
        <LinesField
          {...form}
          name="recipients"
          label="Nơi nhận"
          hint="Mỗi dòng một nơi nhận, theo thứ tự in ra."
          rows={4}
        />
        <ChoiceField
          {...form}
          name="membersSign"
          label="Thành viên ban kiểm phiếu ký số trên biên bản"
          hint="Mỗi thành viên một ô ký, theo thứ tự trong Thông tin biên bản; ký sau trưởng ban, trước chủ trì."
          options={[NO, YES]}
        />
        <ChoiceField
          {...form}
          name="seal"
          label="Đóng dấu của tổ chức bằng chữ ký số"
          hint="Đóng sau cùng, bằng chứng thư số của tổ chức."
          options={[NO, YES]}
        />
        <button class="main">Lưu thể thức</button>
      </form>
    </Layout>
  )
}
