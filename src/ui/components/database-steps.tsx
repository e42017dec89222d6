import type { SessionName } from '../../actions/session-names.ts'
import type { VerificationStep } from '../../actions/verification-step.ts'
import { VERIFICATION_LIST } from '../../domain/verification-steps.ts'
import { phrase, word } from '../../messages/message.ts'
import { remedyFor } from '../../messages/remedies.ts'

type StepsProps = {
  readonly steps: readonly VerificationStep[]
  /** The sessions that the steps may name. */
  readonly sessions: readonly SessionName[]
}

/** The steps about a database by what they are about, each with its number, its verdict, the places and what to do. */
export function DatabaseSteps({ steps, sessions }: StepsProps) {
  const categories = new Map(VERIFICATION_LIST.map(({ number, category }) => [number, category]))
  const inOrder = [...new Set(steps.flatMap(({ number }) => categories.get(number) ?? []))]
  return (
    <>
      {inOrder.map((category) => (
        <section class="check-group" aria-labelledby={category}>
          <h3 id={category}>{firstLarge(word('stepCategories', category))}</h3>
          <ol class="checks">
            {steps
              .filter(({ number }) => categories.get(number) === category)
              .map((step) => (
                <Step step={step} sessions={sessions} />
              ))}
          </ol>
        </section>
      ))}
    </>
  )
}

type StepProps = Pick<StepsProps, 'sessions'> & { readonly step: VerificationStep }

function Step({ step: { number, id, status, detail }, sessions }: StepProps) {
  const reason = typeof detail['reason'] === 'string' ? detail['reason'] : null
  const remedy = status === 'failed' && reason !== null ? remedyFor(reason) : null
  const told = Array.isArray(detail['differences']) ? (detail['differences'] as Difference[]) : []
  const count = typeof detail['count'] === 'number' ? detail['count'] : told.length
  return (
    <li class={status} value={number}>
      <strong class="verdict">{word('verification', status)}</strong> {word('verification', id)}
      {reason !== null && <small>{word('verification', reason)}</small>}
      {status === 'failed' && (
        <>
          {placesOf(detail).map((place) => (
            <small>{place}</small>
          ))}
          {typeof detail['session'] === 'string' && (
            <small>
              <SessionLink id={detail['session']} sessions={sessions} />
            </small>
          )}
        </>
      )}
      {told.map((each) => (
        <small class="wrap">
          <DifferenceText difference={each} sessions={sessions} />
        </small>
      ))}
      {count > told.length && (
        <small>{phrase('databaseCheck', 'more', { more: count - told.length })}</small>
      )}
      {remedy && <small class="remedy">Nên làm: {remedy}</small>}
    </li>
  )
}

/** Which entry, which signed head, which place in the session's own chain. */
function placesOf(detail: VerificationStep['detail']): readonly string[] {
  const names = { seq: 'entry', checkpoint: 'checkpoint', place: 'place' } as const
  return Object.entries(names).flatMap(([name, sentence]) =>
    typeof detail[name] === 'number'
      ? [phrase('databaseCheck', sentence, { [name]: detail[name] })]
      : [],
  )
}

/** A row or field that differs, or a result; what stands there is never told. */
type Difference = {
  readonly session?: string
  readonly table?: string
  readonly row?: string
  readonly field?: string | null
  readonly what?: string
  readonly revision?: number
}

function DifferenceText(props: {
  readonly difference: Difference
  readonly sessions: readonly SessionName[]
}) {
  const { session, table, row, field, what, revision } = props.difference
  return (
    <>
      {session !== undefined && (
        <>
          <SessionLink id={session} sessions={props.sessions} />:{' '}
        </>
      )}
      {revision !== undefined && phrase('databaseCheck', 'revision', { revision })}
      {table !== undefined && (
        <>
          bảng <code>{table}</code>, dòng <code>{row}</code>
          {field && (
            <>
              , cột <code>{field}</code>
            </>
          )}
          {what !== undefined && `: ${word('databaseCheck', what)}`}
        </>
      )}
    </>
  )
}

/** The session by the identity people know; by its own where the tables have none of it. */
export function SessionLink({ id, sessions }: Pick<StepsProps, 'sessions'> & { id: string }) {
  const name = sessions.find((each) => each.id === id)
  if (!name) return <>kỳ {id}</>
  return name.open ? <a href={`/sessions/${id}`}>kỳ {name.shortId}</a> : <>kỳ {name.shortId}</>
}

function firstLarge(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How many steps came out how, for the line that is printed. */
export function countsOf(steps: readonly VerificationStep[]) {
  const of = (status: VerificationStep['status']) =>
    steps.filter((step) => step.status === status).length
  return { ok: of('ok'), failed: of('failed'), not_applicable: of('not_applicable') }
}

/** A hash as papers print it in short: sixteen digits in fours. */
export function shortHash(hash: string): string {
  return (hash.slice(0, 16).match(/.{1,4}/g) ?? []).join(' ')
}
