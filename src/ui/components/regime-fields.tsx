import { type FormState, type Option, SelectField, TextField } from './fields.tsx'

/** Which regulation the session stands under, and why another one than that of its day. */
export function RegimeFields({ options, ...form }: FormState & { options: readonly Option[] }) {
  return (
    <>
      <SelectField
        {...form}
        name="regime"
        label="Quy định áp dụng"
        hint="Nên để theo ngày lấy phiếu. Chỉ chọn khác khi cấp có thẩm quyền yêu cầu."
        options={options}
      />
      <TextField
        {...form}
        name="regimeReason"
        label="Lý do chọn quy định khác"
        hint="Bắt buộc khi chọn quy định khác quy định của ngày lấy phiếu; ghi vào hồ sơ kỳ lấy phiếu."
      />
    </>
  )
}

/** How the two fields are called in the list of what is to be mended. */
export const REGIME_LABELS = {
  regime: 'Quy định áp dụng',
  regimeReason: 'Lý do chọn quy định khác',
} as const
