import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'

/** "TẬP DƯỢT" for a rehearsal, nothing for a real session. */
export function RehearsalBadge({ session }: { session: Pick<Session, 'mode'> }) {
  return session.mode === 'rehearsal' ? <strong class="badge">TẬP DƯỢT</strong> : null
}

/** Where in the session one is: way back, title, identity, rehearsal mark. */
export function SessionHeading(props: { readonly session: Session; readonly page?: string }) {
  const { session, page } = props
  return (
    <div class="heading">
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a>
        {page && (
          <>
            {' › '}
            <a href={`/sessions/${session.id}`}>{session.title}</a>
          </>
        )}
      </p>
      <h1>{page ?? session.title}</h1>
      <p class="facts">
        <RehearsalBadge session={session} /> <code>{session.shortId}</code> ·{' '}
        {dayText(session.heldOn)} · {word('states', session.state)}
      </p>
      {session.mode === 'rehearsal' && (
        <p class="rehearsal">Kỳ tập dượt: số liệu và văn bản chỉ để luyện tập, không có giá trị.</p>
      )}
    </div>
  )
}
