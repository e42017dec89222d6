import type { SessionTimeline } from '../../actions/session-timeline.ts'
import type { Regime } from '../../domain/regime.ts'
import type { FormState } from '../components/fields.tsx'
import { AuditHeading } from '../components/audit-heading.tsx'
import { mayAsk } from '../components/ask-link.tsx'
import { TimeLine } from '../components/time-line.tsx'
import { TimelineFilterForm } from '../components/timeline-filter.tsx'
import { knownNames } from '../known-names.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type AuditJournalPageProps = FormState & {
  readonly visitor: Visitor
  readonly timeline: SessionTimeline
  readonly regime: Regime
}

/** Everything that happened to a session, entry by entry in the order it was written. */
export function AuditJournalPage(props: AuditJournalPageProps) {
  const { visitor, timeline, regime, typed, refusal } = props
  const { session, roster, entries, program, hits, total, withheld } = timeline
  const action = `/sessions/${session.id}/audit/journal`
  return (
    <Layout title="Nhật ký của kỳ" visitor={visitor}>
      <AuditHeading session={session} page="Nhật ký của kỳ" />
      <p>
        Thứ tự là thứ tự ghi, không theo đồng hồ. Mỗi mục nối với mục trước bằng dấu băm; sửa hay
        bớt một mục thì chuỗi đứt.
      </p>
      {withheld && (
        <p class="notice caution">
          Còn tập phiếu chưa khớp nên số liệu các lượt nhập không hiện ở đây.
        </p>
      )}
      <TimelineFilterForm timeline={timeline} action={action} typed={typed} refusal={refusal} />
      <p role="status">
        {hits === total ? `Tất cả ${total} mục` : `${hits} trong ${total} mục`}
        {entries.length > 0 && entries.length < hits && `; phần này: ${partText(entries)}`}.
      </p>
      <TimeLine
        entries={entries}
        program={program}
        names={knownNames(timeline, regime)}
        roster={roster}
        session={session.id}
        asks={mayAsk(visitor.actor?.role, session)}
      />
      <Parts {...props} action={action} />
    </Layout>
  )
}

function partText(entries: SessionTimeline['entries']): string {
  return `mục ${entries[0]!.place} đến ${entries.at(-1)!.place}`
}

function Parts({ timeline, typed, action }: AuditJournalPageProps & { readonly action: string }) {
  const { previous, next } = timeline
  const kept = Object.entries(typed).filter(([name, value]) => value !== '' && name !== 'after')
  const at = (after: number) =>
    `${action}?${new URLSearchParams([...kept, ['after', String(after)]]).toString()}`
  if (previous === null && next === null) return null
  return (
    <nav class="parts" aria-label="Các phần của nhật ký">
      {previous !== null && <a href={at(previous)}>‹ Phần trước</a>}
      {next !== null && <a href={at(next)}>Phần sau ›</a>}
    </nav>
  )
}
