import { ENTRY_MODES } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import {
  ChoiceField,
  DayField,
  type FormState,
  type Option,
  NumberField,
  TextField,
} from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { REGIME_LABELS, RegimeFields } from '../components/regime-fields.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The form that opens a session. */
export function NewSessionPage(
  props: FormState & {
    readonly visitor: Visitor
    /** The regulations to choose from. */
    readonly regimes: readonly Option[]
  },
) {
  const { visitor, regimes, ...form } = props
  return (
    <Layout title="Mở kỳ lấy phiếu" visitor={visitor}>
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a>
      </p>
      <h1>Mở kỳ lấy phiếu</h1>
      <RefusalBox refusal={form.refusal} labels={REGIME_LABELS} />
      <form method="post" action="/sessions/new" class="sheet">
        <ChoiceField
          {...form}
          name="mode"
          label="Loại kỳ"
          hint="Đã chọn thì không đổi được. Tập dượt để luyện tập: văn bản đóng dấu “TẬP DƯỢT”."
          options={['rehearsal', 'real'].map((value) => ({ value, text: word('modes', value) }))}
        />
        <TextField {...form} name="title" label="Tên kỳ lấy phiếu" required />
        <DayField
          {...form}
          name="heldOn"
          label="Ngày lấy phiếu"
          hint="Viết ngày/tháng/năm, như 05/02/2026. Quy định có hiệu lực trong ngày này được áp dụng."
          required
        />
        <ChoiceField
          {...form}
          name="meeting"
          label="Hình thức họp"
          options={[
            { value: 'in_person', text: 'Trực tiếp' },
            { value: 'online', text: 'Trực tuyến' },
          ]}
        />
        <ChoiceField
          {...form}
          name="passesRequired"
          label="Số lượt nhập độc lập của mỗi tập phiếu"
          hint="Mỗi lượt do một người khác nhau nhập, không ai thấy số của người kia."
          options={[
            { value: '1', text: 'Một lượt: không phát hiện được lỗi gõ nhầm' },
            { value: '2', text: 'Hai lượt: nên dùng' },
            { value: '3', text: 'Ba lượt' },
          ]}
        />
        <ChoiceField
          {...form}
          name="entryMode"
          label="Cách nhập"
          options={ENTRY_MODES.map((value) => ({ value, text: word('entryModes', value) }))}
        />
        <ChoiceField
          {...form}
          name="sheetCodeRequired"
          label="Mã in trên bảng kẻ phiếu"
          hint="Bắt buộc gõ mã thì không ai nhập nhầm tập, và bảng kẻ phiếu in từ danh sách cũ bị từ chối."
          options={[
            { value: 'no', text: 'Không bắt buộc' },
            { value: 'yes', text: 'Bắt buộc gõ mã khi nhận tập' },
          ]}
        />
        <RegimeFields {...form} options={regimes} />
        <NumberField
          {...form}
          name="recheckSize"
          label="Số tập bốc ngẫu nhiên để kiểm lại trước khi khóa số liệu"
          hint="0 là không kiểm lại. Người chứng kiến đưa ra số để bốc."
        />
        <NumberField
          {...form}
          name="shiftPoints"
          label="Nhắc khi tỉ lệ của một người lệch so với kỳ trước từ bao nhiêu điểm phần trăm"
          hint="1 đến 100; bỏ trống là không so. Chỉ Trưởng ban kiểm phiếu và người kiểm tra, giám sát thấy lời nhắc; trước khi có kết quả chỉ nêu tên, không nêu số."
        />
        <button class="main">Mở kỳ lấy phiếu</button>
      </form>
    </Layout>
  )
}
