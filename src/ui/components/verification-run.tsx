import type { ToldRun } from '../../actions/verification-runs.ts'
import { AppError } from '../../errors.ts'
import { errorMessage, phrase, word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'
import { DatabaseSteps, countsOf, shortHash } from './database-steps.tsx'

type RunProps = { readonly run: ToldRun }

const NUMBERS = new Intl.NumberFormat('vi-VN')

/** How far the run is, in words and as a bar; the script of the page keeps both fresh. */
export function RunUnderWay({ run }: RunProps) {
  const { startedBy, startedAt, stoppedBy, progress } = run
  const { stage, done, of } = progress
  const words = { done: NUMBERS.format(done), of: NUMBERS.format(of) }
  return (
    <section class="run" aria-labelledby="running">
      <h2 id="running">Đang kiểm tra</h2>
      <p>
        {phrase('verificationRun', 'running', {
          by: startedBy.fullName,
          at: instantText(startedAt),
        })}{' '}
        Mọi người vẫn làm việc bình thường; có thể rời trang này rồi quay lại.
      </p>
      <p>
        <label for="done" data-run="/api/v1/journal/verifications/newest">
          {phrase('verificationRun', stage, words)}
        </label>
        <progress id="done" max={Math.max(of, 1)} value={of === 0 ? undefined : done} />
      </p>
      <span hidden id="far-entries">
        {word('verificationRun', 'entries')}
      </span>
      <span hidden id="far-sessions">
        {word('verificationRun', 'sessions')}
      </span>
      {stoppedBy ? (
        <p>{phrase('verificationRun', 'stopping', { by: stoppedBy.fullName })}</p>
      ) : (
        <form method="post" action="/verify/database/stop">
          <button>Dừng kiểm tra</button>
        </form>
      )}
    </section>
  )
}

/** How the last run ended: its verdict, one line to print, and every step. */
export function RunResult({ run }: RunProps) {
  const { verification, startedBy, startedAt, stoppedBy, recorded, state, sessions } = run
  const by = startedBy.fullName
  const at = instantText(startedAt)
  if (!verification) {
    const told = { by, at, stoppedBy: stoppedBy?.fullName }
    return (
      <div class={`told ${state === 'broken' ? 'refusal' : 'notice'}`} role="status">
        <p>
          <strong>{phrase('verificationRun', state, told)}</strong>
        </p>
        {state === 'broken' && <p>{faultText(run)}</p>}
      </div>
    )
  }
  const { entries, head, steps, holds } = verification
  const line = {
    at,
    by,
    entries: NUMBERS.format(entries),
    seq: NUMBERS.format(head.seq),
    hash: shortHash(head.hash),
    ...countsOf(steps),
  }
  return (
    <section aria-labelledby="result">
      <h2 id="result">Kết quả gần nhất</h2>
      <div class={`told ${holds ? 'fine' : 'refusal'}`} role="status">
        <p>
          <strong>{word('databaseCheck', holds ? 'holds' : 'fails')}</strong>
        </p>
        <p>{phrase('databaseCheck', 'line', line)}</p>
        <p>{word('verificationRun', recorded ? 'recorded' : 'not_recorded')}</p>
      </div>
      <DatabaseSteps steps={steps} sessions={sessions} />
    </section>
  )
}

function faultText({ fault }: ToldRun): string {
  return fault === null
    ? word('verificationRun', 'broken_unknown')
    : errorMessage(new AppError(fault, {}))
}
