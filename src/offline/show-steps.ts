import type { VerificationStep } from '../actions/verification-step.ts'
import { failedText, word } from '../messages/message.ts'
import { stepGroups } from '../messages/step-groups.ts'
import { element } from './dom.ts'
import { placeText, reasonText, remedyText, say, timeText } from './words.ts'

/** The steps in groups, each folded unless one of it failed; a step that did not go well says why and what to do. */
export function showSteps(steps: readonly VerificationStep[]): readonly HTMLElement[] {
  return stepGroups(steps, timeText).map(({ heading, steps: group }) => {
    const bad = group.some(({ status }) => status === 'failed')
    return element(
      'details',
      { class: 'check-group', open: bad ? '' : undefined },
      element('summary', {}, element('strong', {}, heading), ' ', countsOf(group)),
      element('ol', { class: 'checks' }, group.map(showStep)),
    )
  })
}

function showStep({ number, id, status, detail }: VerificationStep): HTMLElement {
  const code = detail['reason'] ?? detail['code']
  const reason = typeof code === 'string' ? code : null
  const remedy = reason !== null && status !== 'ok' ? remedyText(reason) : null
  const notes = [reason === null ? null : reasonText(reason), ...notesOf(detail)].filter(Boolean)
  return element(
    'li',
    {
      class: status,
      value: String(number),
      'data-step': id,
      'data-status': status,
      'data-number': String(number),
    },
    element('strong', { class: 'verdict' }, word('verification', status)),
    ' ',
    word('verification', id),
    notes.length > 0 && element('small', {}, notes.join(' · ')),
    remedy !== null && element('small', { class: 'remedy' }, `${say('todo')}: ${remedy}`),
  )
}

/** Which file, which places to sign, and when it is proven to have been there. */
function notesOf(detail: VerificationStep['detail']): readonly string[] {
  const { file, provenAt } = detail
  const fields = ['fields', 'open'].flatMap((key) => {
    const value = detail[key]
    return Array.isArray(value) ? value.map(placeText) : []
  })
  return [
    typeof file === 'string' ? file : '',
    ...failedText(detail),
    fields.join(', '),
    typeof provenAt === 'string' ? say('proven', { time: timeText(provenAt) }) : '',
  ].filter((note) => note !== '')
}

function countsOf(group: readonly VerificationStep[]): HTMLElement {
  const counted = (['failed', 'ok', 'not_applicable'] as const).flatMap((status) => {
    const count = group.filter((step) => step.status === status).length
    return count > 0 ? [`${count} ${word('verification', status)}`] : []
  })
  return element('small', {}, counted.join(', '))
}
