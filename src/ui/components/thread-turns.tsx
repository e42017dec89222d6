import { type Thread, type Turn, withdrawnIn } from '../../domain/comment.ts'
import { word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'

type TurnsProps = {
  readonly thread: Pick<Thread, 'turns'>
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
  /** Where the reader's own texts are taken back, and whose they are; left out where that cannot be. */
  readonly withdraw?: { readonly action: string; readonly account: string } | undefined
}

/** Everything that happened in a thread, in its order; what was taken back stays readable. */
export function ThreadTurns({ thread, names, withdraw }: TurnsProps) {
  const withdrawn = withdrawnIn(thread)
  return (
    <ol class="turns">
      {thread.turns.map((turn) => (
        <li class={turn.role === 'auditor' ? 'asks' : 'answers'} id={`turn-${turn.number}`}>
          <p class="by">
            <strong>{names.get(turn.account) ?? 'người khác'}</strong>{' '}
            <small>
              {word('roles', turn.role)} · {instantText(turn.at)} · mục {turn.number}
            </small>
          </p>
          <Happened turn={turn} />
          {turn.text !== null && withdrawn.has(turn.number) && (
            <p class="taken-back">Người viết đã rút lại nội dung này; giữ để đọc.</p>
          )}
          {turn.text !== null && (
            <p class={withdrawn.has(turn.number) ? 'written taken-back' : 'written'}>{turn.text}</p>
          )}
          {withdraw?.account === turn.account &&
            turn.text !== null &&
            !withdrawn.has(turn.number) && (
              <details class="confirm">
                <summary aria-label={`Rút lại mục ${turn.number}`}>Rút lại…</summary>
                <form method="post" action={withdraw.action}>
                  <input type="hidden" name="number" value={turn.number} />
                  <p>Nội dung vẫn đọc được, có ghi là đã rút. Không bỏ việc rút được.</p>
                  <button class="danger">Rút lại mục {turn.number}</button>
                </form>
              </details>
            )}
        </li>
      ))}
    </ol>
  )
}

/** What was done beside writing. */
function Happened({ turn: { act, withdraws } }: { readonly turn: Turn }) {
  if (act === 'settled') return <p class="done">Đánh dấu là xong.</p>
  if (act === 'reopened') return <p class="done">Mở lại trao đổi:</p>
  if (act === 'withdrawn')
    return (
      <p class="done">
        Rút lại <a href={`#turn-${withdraws}`}>mục {withdraws}</a>.
      </p>
    )
  return null
}
