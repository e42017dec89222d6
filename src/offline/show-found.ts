import { element } from './dom.ts'
import { showSteps } from './show-steps.ts'
import { showTable } from './show-table.ts'
import type { Asked, Found } from './verify.ts'
import { say, timeText } from './words.ts'

const BOXES = { holds: 'fine', holds_rehearsal: 'rehearsal', fails: 'refusal' } as const

/** The whole result, to be read and to be printed. */
export function showFound(asked: Asked, found: Found): readonly HTMLElement[] {
  const { verdict, rehearsal, steps, tables, files } = found
  const undone = steps.filter(({ status }) => status === 'not_applicable').length
  return [
    element('h2', { id: 'report', tabindex: '-1' }, say('report')),
    ...(rehearsal ? [element('p', { class: 'rehearsal big' }, say('rehearsal'))] : []),
    element(
      'p',
      { class: BOXES[verdict], id: 'verdict', 'data-verdict': verdict },
      element('strong', {}, say(verdict)),
    ),
    ...(undone > 0
      ? [
          element(
            'p',
            { class: 'hint' },
            say('undone', { count: undone }),
            tables.length > 0 && ` ${say('beside_paper')}`,
          ),
        ]
      : []),
    factsOf(asked, found),
    ...(tables.length > 0
      ? [
          element('h2', {}, say('figures')),
          element('p', { class: 'hint' }, say('figures_hint')),
          ...tables.map(showTable),
        ]
      : []),
    element('h2', {}, say('steps')),
    ...showSteps(steps),
    ...(files.length > 0 ? [element('h2', {}, say('inside')), listOf(files)] : []),
    element('p', { class: 'on-paper' }, `${say('signed_by')}: ${'.'.repeat(60)}`),
  ]
}

function factsOf(
  { name, now, roots, crls, keyId }: Asked,
  { size, sha256, journalHead, archive }: Found,
): HTMLElement {
  const given = (count: number) => (count === 0 ? say('none') : String(count))
  const facts: readonly (readonly [string, string])[] = [
    [say('name'), name],
    [say('size'), say('bytes', { size })],
    [say('sha256'), sha256],
    ...(journalHead
      ? [[say('journal_head'), say('journal_head_text', { ...journalHead })] as const]
      : []),
    ...(journalHead?.sealId === undefined ? [] : [[say('seal'), journalHead.sealId] as const]),
    ...(archive ? archiveFacts(archive, keyId) : []),
    [say('checked_at'), timeText(now)],
    [say('trusted'), given(roots.length)],
    [say('crls_given'), given(crls.length)],
  ]
  return element(
    'dl',
    { class: 'pairs' },
    facts.flatMap(([term, text]) => [
      element('dt', {}, term),
      element('dd', {}, term === say('sha256') ? element('code', {}, text) : text),
    ]),
  )
}

type Archive = NonNullable<Found['archive']>

function archiveFacts(
  { shortId, revision, asOf, journal, keyId }: Archive,
  typed: string | null,
): readonly (readonly [string, string])[] {
  const { entries, seq, hash } = journal
  const told = { shortId, revision, entries, time: timeText(asOf) }
  return [
    [say('archive'), say('archive_text', told)],
    [say('archive_head'), say('journal_head_text', { seq, hash })],
    [say('key'), say(typed === null ? 'key_unknown' : 'key_same', { keyId })],
  ]
}

function listOf(files: Found['files']): HTMLElement {
  return element(
    'ul',
    { class: 'inside' },
    files.map(({ name, size, sha256 }) =>
      element('li', {}, `${name} (${say('bytes', { size })})`, element('code', {}, sha256)),
    ),
  )
}
