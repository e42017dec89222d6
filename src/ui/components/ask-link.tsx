import type { About } from '../../domain/comment.ts'
import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { aboutValue } from '../forms/about-form.ts'

/** Whether somebody of that role may ask the organisation about something of the session. */
export function mayAsk(role: Role | undefined, { state }: Session): boolean {
  return role !== undefined && may(role, 'open_comment_thread', state)
}

/** Where an auditor asks about what stands on the page; nothing for whoever does not ask. */
export function AskLink(props: {
  readonly session: Session
  readonly role: Role | undefined
  readonly about: About
  readonly text: string
}) {
  const { session, role, about, text } = props
  if (!mayAsk(role, session)) return null
  const value = encodeURIComponent(aboutValue(about))
  return (
    <p>
      <a href={`/sessions/${session.id}/comments/new?about=${value}`}>{text}</a>
    </p>
  )
}
