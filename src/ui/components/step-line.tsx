import { SESSION_STATES, type SessionState } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'

/** The states of a session in a row, the present one marked; a pause stands where counting does. */
export function StepLine({ state }: { state: SessionState }) {
  if (state === 'cancelled') return null
  const aside = state === 'paused' ? 'counting' : 'paused'
  const line = SESSION_STATES.filter((each) => each !== 'cancelled' && each !== aside)
  const now = line.indexOf(state)
  return (
    <ol class="steps" aria-label="Các bước của kỳ lấy phiếu">
      {line.map((each, at) => (
        <li
          class={at < now ? 'past' : at === now ? 'now' : 'ahead'}
          aria-current={at === now ? 'step' : undefined}
        >
          {word('states', each)}
        </li>
      ))}
    </ol>
  )
}
