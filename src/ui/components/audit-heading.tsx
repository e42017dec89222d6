import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import { RehearsalBadge } from './session-heading.tsx'

type AuditHeadingProps = { readonly session: Session; readonly page: string }

/** Where in the workspace of a session's audit one is: ways back, title, identity, rehearsal mark. */
export function AuditHeading({ session, page }: AuditHeadingProps) {
  return (
    <div class="heading">
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a> › <a href={`/sessions/${session.id}`}>{session.title}</a> ›{' '}
        <a href={`/sessions/${session.id}/audit`}>Kiểm tra – giám sát</a>
      </p>
      <h1>{page}</h1>
      <p class="facts">
        <RehearsalBadge session={session} /> <code>{session.shortId}</code> ·{' '}
        {dayText(session.heldOn)} · {word('states', session.state)} · lần tính {session.revision}
      </p>
    </div>
  )
}
