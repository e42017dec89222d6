import type { VerificationStep } from '../../actions/verification-step.ts'
import { failedText, fieldText, successorText, word } from '../../messages/message.ts'
import { remedyFor } from '../../messages/remedies.ts'
import { stepGroups } from '../../messages/step-groups.ts'
import { instantText } from '../day-text.ts'

/** The steps in groups, each folded unless one of it failed; a failed step says what to do. */
export function VerificationSteps({ steps }: { readonly steps: readonly VerificationStep[] }) {
  return (
    <>
      {stepGroups(steps, instantText).map(({ heading, steps: group }) => (
        <details class="check-group" open={group.some(({ status }) => status === 'failed')}>
          <summary>
            <strong>{heading}</strong> <small>{countText(group)}</small>
          </summary>
          <ol class="checks">
            {group.map((step) => (
              <Step step={step} />
            ))}
          </ol>
        </details>
      ))}
    </>
  )
}

function Step({ step: { number, id, status, detail } }: { readonly step: VerificationStep }) {
  const notes = notesOf(detail)
  const remedy = status === 'ok' ? undefined : remedyOf(detail)
  return (
    <li class={status} value={String(number)}>
      <strong class="verdict">{word('verification', status)}</strong> {word('verification', id)}
      {notes.length > 0 && <small>{notes.join(' · ')}</small>}
      {faultsOf(detail).map(({ printed, expected }) => (
        <small>
          In trên trang: <q>{printed || '(không có)'}</q>. Theo số liệu kèm:{' '}
          <q>{expected || '(không có)'}</q>
        </small>
      ))}
      <Successor detail={detail} />
      {remedy && <small class="remedy">Nên làm: {remedy}</small>}
    </li>
  )
}

/** The document that takes the place of the one checked, where it is known and may be. */
function Successor({ detail }: Pick<VerificationStep, 'detail'>) {
  const text = successorText(detail)
  const { id } = (detail['successor'] ?? {}) as { id?: string }
  if (!text || !id) return null
  return (
    <small>
      <a href={`/documents/${id}/file`}>{text}</a>
    </small>
  )
}

function countText(group: readonly VerificationStep[]): string {
  return (['failed', 'ok', 'not_applicable'] as const)
    .map((status) => [group.filter((step) => step.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${word('verification', status)}`)
    .join(', ')
}

const PRINTABLE = new Set(['fields', 'open'])

/** Why a step came out as it did, in words; what has no words is left out. */
function notesOf(detail: VerificationStep['detail']): readonly string[] {
  const text = (key: string) => (typeof detail[key] === 'string' ? detail[key] : undefined)
  const [reason, code, name, proven] = [
    text('reason'),
    text('code'),
    text('name'),
    text('provenAt'),
  ]
  const fields = [...PRINTABLE].flatMap((key) => {
    const value = detail[key]
    return Array.isArray(value) ? value.map((field) => fieldText(String(field))) : []
  })
  return [
    reason && word('verification', reason),
    code && word('verification', code),
    text('file'),
    ...failedText(detail),
    fields.length > 0 && fields.join(', '),
    proven && `dấu thời gian ${instantText(proven)}`,
    name && `${word('documents', name)}, bản ${String(detail.version)}`,
  ].filter((note) => typeof note === 'string')
}

type Fault = { readonly printed: string; readonly expected: string }

function faultsOf({ faults }: VerificationStep['detail']): readonly Fault[] {
  return Array.isArray(faults) ? (faults as Fault[]) : []
}

function remedyOf(detail: VerificationStep['detail']): string | undefined {
  const code = detail['reason'] ?? detail['code']
  return typeof code === 'string' ? (remedyFor(code) ?? undefined) : undefined
}
