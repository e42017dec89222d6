import type { OwnPass } from '../../actions/entries.ts'
import type { Actor } from '../../domain/actor.ts'
import { bundleData } from '../ballot-data.ts'
import type { Desk } from '../ballot-desk.ts'
import { unread } from '../ballot-paper.ts'
import { DeskHead } from '../components/desk-head.tsx'
import { GiveBack } from '../components/give-back.tsx'
import { HandInForm } from '../components/hand-in-form.tsx'
import { PaperForm } from '../components/paper-form.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type BallotEntryProps = {
  readonly visitor: Visitor
  readonly actor: Actor
  readonly pass: OwnPass
  readonly desk: Desk
  /** Whether lines without a mark are pointed out. */
  readonly complain: boolean
  readonly refusal?: Refusal | undefined
}

/** The page on which one person reads one bundle paper by paper. No sum of any person stands on it. */
export function BallotEntryPage(props: BallotEntryProps) {
  const { visitor, actor, pass, refusal } = props
  const { session, kind, sheet } = pass
  return (
    <Layout
      title={`Tập phiếu số ${sheet.number}`}
      visitor={visitor}
      script={pass.open ? '/static/ballots.js' : ''}
    >
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a> › <a href={`/sessions/${session.id}`}>{session.title}</a>
      </p>
      <h1>
        Tập phiếu số {sheet.number} <RehearsalBadge session={session} />
      </h1>
      <p class="facts">
        Loại phiếu {kind.code}: {kind.title} · nhập từng lá · lượt nhập {pass.passNo} của{' '}
        {actor.fullName}
      </p>
      <Situation {...props} />
      {pass.open && (
        <section id="desk" class="desk" data-bundle={JSON.stringify(bundleData(pass, actor))}>
          <DeskHead {...props} />
          {refusal?.unseen && <HandInForm {...props} />}
          <PaperForm {...props} />
          {!refusal?.unseen && <HandInForm {...props} />}
        </section>
      )}
      {pass.open && <GiveBack pass={pass} />}
    </Layout>
  )
}

function Situation({ pass, desk, refusal, complain }: BallotEntryProps) {
  const { collected, invalid } = pass.counts
  if (!pass.open)
    return (
      <p class="notice">
        Lượt nhập này đã nộp: {collected} lá, trong đó {invalid} lá không hợp lệ. Muốn sửa phải được
        Trưởng ban kiểm phiếu trả lại.
      </p>
    )
  if (refusal || complain)
    return (
      <div class="refusal" role="alert">
        <strong>
          {refusal?.sentence ??
            `Chưa lưu lá thứ ${desk.place}: còn ${unread(desk.paper).length} dòng chưa đọc.`}
        </strong>
      </div>
    )
  if (pass.emptied.length === 0) return null
  return (
    <div class="refusal" role="alert">
      <strong>Trưởng ban kiểm phiếu trả lại lượt nhập này.</strong>{' '}
      {desk.again.length > 0
        ? 'Lật lại từng lá theo đúng thứ tự đã nhập và đọc lại những dòng còn trống; các dòng khác giữ nguyên.'
        : 'Nhập lại cả tập, từ lá đầu tiên.'}
    </div>
  )
}
