import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import type { NextStep } from '../next-step.ts'
import { WhoMay } from './who-may.tsx'

/** The next step: a button or link for whoever may take it, and for others whose turn it is. */
export function NextStepBox(props: {
  readonly session: Session
  readonly step: NextStep
  readonly role: Role
}) {
  const { session, step, role } = props
  const mine = step.act !== null && may(role, step.act, session.state)
  const base = `/sessions/${session.id}`
  return (
    <section class="next" aria-labelledby="next">
      <h2 id="next">{step.act === null ? 'Tình trạng' : 'Việc tiếp theo'}</h2>
      <p class="sentence">{step.sentence}</p>
      {mine && step.button && (
        <form method="post" action={`${base}/${step.button.step}`}>
          <button class="main">{step.button.text}</button>
        </form>
      )}
      {mine && step.link && (
        <p>
          <a class="button main" href={hrefOf(base, step.link.to)}>
            {step.link.text}
          </a>
        </p>
      )}
      {step.act !== null && !mine && <WhoMay act={step.act} state={session.state} />}
    </section>
  )
}

function hrefOf(base: string, to: string): string {
  return to.startsWith('#') || to.startsWith('/') ? to : `${base}/${to}`
}
