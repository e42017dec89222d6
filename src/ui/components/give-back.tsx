import type { OwnPass } from '../../actions/entries.ts'
import { isSubmitted } from '../sheet-turn.ts'
import { Confirm } from './confirm.tsx'

/** The way out for whoever took up the wrong sheet; nothing once the pass was handed in. */
export function GiveBack({ pass: { sheet, passNo } }: { readonly pass: OwnPass }) {
  const own = sheet.passes.find((each) => each.passNo === passNo)
  if (!own || isSubmitted(own)) return null
  return (
    <div class="give-back">
      <Confirm
        summary="Trả lại tập…"
        action={`/sheets/${sheet.id}/pass/give-back`}
        button={`Trả lại tập ${sheet.number}`}
      >
        <p>Những gì đã gõ ở lượt này bị xóa, người khác nhận nhập lại từ đầu.</p>
      </Confirm>
    </div>
  )
}
