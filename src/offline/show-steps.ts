import type { VerificationStep } from '../actions/verification-step.ts'
import { word } from '../messages/message.ts'
import { element } from './dom.ts'
import { isOfArchive, placeText, reasonText, remedyText, say, stepText, timeText } from './words.ts'

/** The steps in groups, each folded unless one of it failed; a step that did not go well says why and what to do. */
export function showSteps(steps: readonly VerificationStep[]): readonly HTMLElement[] {
  return groupsOf(steps).map((group) => {
    const first = group[0]!
    const bad = group.some(({ status }) => status === 'failed')
    return element(
      'details',
      { class: 'check-group', open: bad ? '' : undefined },
      element('summary', {}, element('strong', {}, headingOf(first)), ' ', countsOf(group)),
      element('ol', { class: 'checks', start: String(first.number) }, group.map(showStep)),
    )
  })
}

function showStep({ number, id, status, detail }: VerificationStep): HTMLElement {
  const code = detail['reason'] ?? detail['code']
  const reason = typeof code === 'string' ? code : null
  const remedy = reason !== null && status !== 'ok' ? remedyText({ id, status }, reason) : null
  const notes = [reason === null ? null : reasonText(reason, detail), ...notesOf(detail)].filter(
    Boolean,
  )
  return element(
    'li',
    { class: status, 'data-step': id, 'data-status': status, 'data-number': String(number) },
    element('strong', { class: 'verdict' }, word('verification', status)),
    ' ',
    stepText(id),
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
    fields.join(', '),
    typeof provenAt === 'string' ? say('proven', { time: timeText(provenAt) }) : '',
  ].filter((note) => note !== '')
}

function groupsOf(steps: readonly VerificationStep[]): readonly VerificationStep[][] {
  const groups: VerificationStep[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (last && headingOf(last[0]!) === headingOf(step)) last.push(step)
    else groups.push([step])
  }
  return groups
}

function headingOf({ id, detail }: VerificationStep): string {
  if (isOfArchive(id)) return say('group_archive')
  if (id === 'newest_version') return say('group_register')
  if (/^document_(?:layers|annotations|objects|actions)$/.test(id)) return say('group_hidden')
  if (id === 'signatures_present' || id === 'fields_filled') return say('group_places')
  if (id === 'mode_agrees') return say('group_mode')
  const isStamp = id.startsWith('document_timestamp_')
  if (!isStamp && !id.startsWith('signature_')) return say('group_data')
  const { signer, signedAt, field } = detail
  const named = typeof signer === 'string' ? signer : say('nobody')
  const when = typeof signedAt === 'string' ? `, ${say('at', { time: timeText(signedAt) })}` : ''
  const who = `${named}${when}`
  return isStamp
    ? say('group_stamp', { who })
    : say('group_signature', { place: placeText(field), who })
}

function countsOf(group: readonly VerificationStep[]): HTMLElement {
  const counted = (['failed', 'ok', 'not_applicable'] as const).flatMap((status) => {
    const count = group.filter((step) => step.status === status).length
    return count > 0 ? [`${count} ${word('verification', status)}`] : []
  })
  return element('small', {}, counted.join(', '))
}
