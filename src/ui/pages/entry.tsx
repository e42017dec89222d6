import type { OwnPass } from '../../actions/entries.ts'
import type { FormState } from '../components/fields.tsx'
import { type CellMark, EntryGrid } from '../components/entry-grid.tsx'
import { ConflictDialog, ElsewhereNotice } from '../components/entry-windows.tsx'
import { EntryFoot } from '../components/entry-foot.tsx'
import { GiveBack } from '../components/give-back.tsx'
import { KeysDialog } from '../components/keys-dialog.tsx'
import { PauseNotice } from '../components/pause-notice.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { UnseenWarnings } from '../components/unseen-warnings.tsx'
import { keptName } from '../kept-name.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type EntryPageProps = FormState & {
  readonly visitor: Visitor
  readonly pass: OwnPass
  readonly marks: ReadonlyMap<string, CellMark>
}

/** The page on which one person types one pass of one sheet. */
export function EntryPage(props: EntryPageProps) {
  const { visitor, pass, marks, typed, refusal } = props
  const { session, kind, sheet, levels } = pass
  const { subjects } = kind
  return (
    <Layout
      title={`Tập phiếu số ${sheet.number}`}
      visitor={visitor}
      script={pass.open ? '/static/entry.js' : ''}
    >
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a> › <a href={`/sessions/${session.id}`}>{session.title}</a>
      </p>
      <h1>
        Tập phiếu số {sheet.number} <RehearsalBadge session={session} />
      </h1>
      <p class="facts">
        Loại phiếu {kind.code}: {kind.title} · dự kiến {sheet.ballots} phiếu · lượt nhập{' '}
        {pass.passNo} của {visitor.actor?.fullName}
      </p>
      {pass.open && <PauseNotice session={session.id} />}
      <Situation {...props} />
      {pass.open && <ElsewhereNotice />}
      {pass.open && session.entryMode === 'totals' && (
        <p>
          <a href={`/sheets/${sheet.id}/import`}>Nạp từ tệp…</a>
        </p>
      )}
      <form
        id="entry"
        method="post"
        action={`/sheets/${sheet.id}/entry`}
        data-save={`/api/v1/sheets/${sheet.id}/pass`}
        data-kept={keptName(visitor.actor?.account ?? '', sheet.id, pass.passNo)}
        data-levels={levels.join(' ')}
        data-cursor={pass.cursor}
        novalidate
      >
        <input type="hidden" name="revision" value={pass.revision} autocomplete="off" />
        {refusal?.unseen && <UnseenWarnings warnings={refusal.unseen} pass={pass} />}
        <EntryGrid {...{ subjects, levels, typed, marks }} readOnly={!pass.open} />
        {pass.open && <EntryFoot refused={refusal !== undefined} />}
      </form>
      {pass.open && <GiveBack pass={pass} />}
      {pass.open && <ConflictDialog />}
      {pass.open && <KeysDialog />}
    </Layout>
  )
}

function Situation({ pass, marks, refusal }: EntryPageProps) {
  const marked = [...marks.values()]
  if (!pass.open)
    return (
      <p class="notice">
        Lượt nhập này đã nộp, chỉ để xem. Muốn sửa phải được Trưởng ban kiểm phiếu trả lại.
      </p>
    )
  if (refusal)
    return (
      <div class="refusal" role="alert">
        <strong>{refusal.sentence}</strong>
      </div>
    )
  if (marked.some((mark) => mark.kind === 'wrong'))
    return (
      <div class="refusal" role="alert">
        <strong>Số vừa nộp chưa khớp với chính nó.</strong> Xem lại tờ phiếu, sửa những chỗ được
        đánh dấu rồi nộp lại.
      </div>
    )
  if (marked.length > 0)
    return (
      <div class="refusal" role="alert">
        <strong>Trưởng ban kiểm phiếu trả lại lượt nhập này.</strong> Xem lại tờ phiếu và gõ lại
        những ô được đánh dấu.
      </div>
    )
  return null
}
