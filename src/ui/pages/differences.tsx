import type { Confirmation } from '../../actions/confirmations.ts'
import type { SheetDifferences } from '../../actions/reconcile.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { AskLink } from '../components/ask-link.tsx'
import { ConfirmFields } from '../components/confirm-fields.tsx'
import { DifferingCells } from '../components/differing-cells.tsx'
import { Contradictions } from '../components/contradictions.tsx'
import { ChoiceField, type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { WhoMay } from '../components/who-may.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type DifferencesPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly sheet: SheetDifferences
  readonly names: ReadonlyMap<string, string>
  /** Whether the visitor may decide. */
  readonly decides: boolean
  /** What a decision seals; `null` for whoever does not decide, or not yet. */
  readonly confirmation: Confirmation | null
}

/** The cells in which the passes of a sheet differ, side by side, and the head's decision. */
export function DifferencesPage(props: DifferencesPageProps) {
  const { visitor, session, sheet, decides, confirmation, names } = props
  const settleable =
    ['different', 'definitive'].includes(sheet.state) ||
    (sheet.complete && sheet.state === 'first_has_errors')
  const agree = sheet.cells.length === 0 && sheet.passes.every(({ errors }) => errors.length === 0)
  return (
    <Layout title={`Khác nhau, tập ${sheet.number}`} visitor={visitor}>
      <SessionHeading session={session} page={`Tập phiếu số ${sheet.number}: đối chiếu các lượt`} />
      <p>
        Loại phiếu: {sheet.kind.title}. Tình trạng: {word('sheetStates', sheet.state)}.
      </p>
      {!sheet.complete && <p>Chưa đủ lượt nhập nên chưa có gì để so.</p>}
      {sheet.complete && agree && <p>Không có ô nào khác nhau.</p>}
      {sheet.cells.length > 0 && <DifferingCells sheet={sheet} names={names} />}
      <Contradictions sheet={sheet} />
      {confirmation && settleable && <Decision {...props} confirmation={confirmation} />}
      {!decides && settleable && sheet.state !== 'definitive' && (
        <WhoMay act="settle_difference" state={session.state} />
      )}
      <AskLink
        session={session}
        role={visitor.actor?.role}
        about={{ kind: 'sheet', id: sheet.sheet }}
        text="Hỏi đơn vị về tập này"
      />
    </Layout>
  )
}

function Decision(props: DifferencesPageProps & { readonly confirmation: Confirmation }) {
  const { sheet, names, confirmation, ...form } = props
  const who = (account: string) => names.get(account) ?? 'người nhập'
  const stands = sheet.state === 'definitive'
  const chosen = stands ? [] : sheet.passes.filter((pass) => pass.sound)
  const wrong = stands ? [] : sheet.passes.filter((pass) => !pass.sound)
  const onPaper = sheet.cells.length === 0 ? wrong.slice(0, 1) : wrong
  const options = [
    ...sheet.passes.map((pass) => ({
      value: `return:${pass.passNo}`,
      text: `Trả lại lượt ${pass.passNo} cho ${who(pass.account)} xem lại phiếu và gõ lại`,
    })),
    ...chosen.map((pass) => ({
      value: `choose:${pass.passNo}`,
      text: `Lượt ${pass.passNo} đúng với phiếu, lấy làm số liệu của tập`,
    })),
    ...(sheet.passes.length > 1
      ? [{ value: 'return_all', text: 'Không lượt nào đúng: trả lại tất cả để gõ lại' }]
      : []),
    ...onPaper.map((pass) => ({
      value: `paper:${pass.passNo}`,
      text: `Giấy đúng là như vậy: lấy lượt ${pass.passNo} dù số liệu mâu thuẫn; kết quả sẽ giữ lại`,
    })),
  ]
  return (
    <>
      <h2>Quyết định của Trưởng ban kiểm phiếu</h2>
      <RefusalBox refusal={form.refusal} />
      <form method="post" action={`/sheets/${sheet.sheet}/differences`} class="sheet">
        <input type="hidden" name="passIds" value={sheet.passes.map((pass) => pass.id).join(',')} />
        <ChoiceField {...form} name="decision" label="So với phiếu giấy" options={options} />
        <TextField
          {...form}
          name="reason"
          label="Lý do"
          hint="Lưu vào nhật ký, ví dụ: đếm lại trên phiếu giấy."
          required
        />
        <ConfirmFields confirmation={confirmation} refusal={form.refusal} />
        <button class="main">Ghi quyết định</button>
      </form>
    </>
  )
}
