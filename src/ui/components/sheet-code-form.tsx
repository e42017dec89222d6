import type { Session } from '../../domain/session.ts'
import type { FormState } from './fields.tsx'
import { RefusalBox } from './refusal-box.tsx'

/** Opens a sheet by the code on its tally sheet, whichever sheet it is. */
export function SheetCodeForm({
  session,
  typed,
  refusal,
}: FormState & { readonly session: Session }) {
  return (
    <form class="sheet-code" method="post" action={`/sessions/${session.id}/sheets/by-code`}>
      <RefusalBox refusal={refusal} />
      <label for="code">Mã trên bảng kẻ phiếu</label>
      <input
        id="code"
        name="code"
        type="text"
        value={typed['code'] ?? ''}
        required
        maxlength={100}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        autofocus={refusal !== undefined}
        aria-invalid={refusal ? 'true' : undefined}
        aria-describedby="code-hint"
      />
      <button>Mở tập phiếu</button>
      <p class="hint" id="code-hint">
        Gõ mã ở đầu bảng, chữ hoa hay thường, có dấu cách hay không đều được.
      </p>
    </form>
  )
}
