import { word } from '../messages/message.ts'
import { element } from './dom.ts'
import type { Count } from './read-tally.ts'
import type { Figures, KindTable, Row, Table } from './result-table.ts'
import { dayText, say } from './words.ts'

/** The figures counted here with what the file says below each, a table for each kind of ballot. */
export function showTable(table: Table): HTMLElement {
  const { organisation, heldOn, regime, kinds, revision } = table
  const title =
    revision === null ? table.title : say('of_revision', { title: table.title, revision })
  return element(
    'section',
    { 'aria-label': title },
    element('h3', {}, title),
    element('p', { class: 'facts' }, say('about', { organisation, day: dayText(heldOn), regime })),
    kinds.map((kind) => showKind(kind)),
  )
}

function showKind(kind: KindTable): HTMLElement {
  const heads = [
    ...kind.marks.map((mark) => word('levels', mark)),
    say('invalid_lines'),
    say('band'),
    say('same'),
  ]
  const { issued, collected, valid, invalid } = kind
  const counts = say('counts', {
    issued: countText(issued),
    collected: countText(collected),
    valid: countText(valid),
    invalid: countText(invalid),
  })
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': kind.title },
    element(
      'table',
      { class: 'results stack' },
      element('caption', {}, kind.title, ' ', element('small', {}, counts)),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, say('person')),
          heads.map((head) => element('th', { scope: 'col' }, head)),
        ),
      ),
      element(
        'tbody',
        {},
        kind.rows.map((row, at) => showRow(row, at + 1, kind)),
      ),
    ),
  )
}

function showRow(row: Row, number: number, { marks }: KindTable): HTMLElement {
  const { name, position, invalid, here, told, agrees } = row
  const same = element('strong', {}, agrees ? say('agrees') : say('differs'))
  return element(
    'tr',
    { class: agrees ? undefined : 'differs' },
    element('th', { scope: 'row' }, `${number}. ${name}`, element('small', {}, position)),
    marks.map((mark) => pair(word('levels', mark), shareText(here, mark), shareText(told, mark))),
    element('td', { 'data-label': say('invalid_lines') }, countText(invalid)),
    pair(say('band'), bandText(here), bandText(told)),
    element('td', { 'data-label': say('same') }, same),
  )
}

/** What was counted here above what the file says; where they differ, that stands out. */
function pair(label: string, here: string, told: string): HTMLElement {
  return element(
    'td',
    { 'data-label': label, class: here === told ? undefined : 'apart' },
    element('span', { class: 'here' }, element('i', {}, `${say('here')}: `), here),
    element('small', {}, `${say('told')}: ${told}`),
  )
}

function shareText(figures: Figures | null, mark: string): string {
  const [fraction, percent] = figures?.shares[mark] ?? [null, null]
  if (fraction === null) return say('no_result')
  return `${fraction} = ${percent === null ? say('no_percent') : `${percent}%`}`
}

function bandText(figures: Figures | null): string {
  if (!figures) return say('no_result')
  const { band, provision, limits } = figures
  if (band === 'none') return say('band_none')
  if (band === 'undetermined') return say('band_undetermined')
  const words = limits.map(([kind, limit]) => say(kind, { limit })).join(', ')
  const level = figures.level === null ? band : `${word('levels', figures.level)} ${words}`
  return provision === null ? level : `${level} (${provision})`
}

function countText(count: Count): string {
  return count === null ? '…' : String(count)
}
