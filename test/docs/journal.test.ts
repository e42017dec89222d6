import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  EVENT_CATALOGUE,
  EVENT_GROUPS,
  EVENT_TYPES,
  type EventType,
} from '../../src/domain/event-catalogue.ts'
import { ROOT } from '../../src/program.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }

const FILE = `${ROOT}/docs/journal.md`
const MARK = '<!-- events -->\n'
const fieldWords: Readonly<Record<string, string>> = vi.eventFields

function lineOf(type: EventType): string {
  const fields = Object.entries(EVENT_CATALOGUE[type].fields).map(([name, kind]) => {
    const about = fieldWords[name] ?? ''
    return `\`${name}\` (${about}${kind === 'personal' ? '; **dữ liệu cá nhân**' : ''})`
  })
  return `- \`${type}\`: ${vi.events[type]}. ${fields.length > 0 ? `Kèm: ${fields.join(', ')}.` : 'Không kèm gì thêm.'}\n`
}

describe('the page about the journal', () => {
  test('lists every event with its words and what it carries', () => {
    const parts = EVENT_GROUPS.map((group) => {
      const types = EVENT_TYPES.filter((type) => EVENT_CATALOGUE[type].group === group)
      return `\n## ${vi.eventGroups[group]}\n\n${types.map(lineOf).join('')}`
    })
    const page = readFileSync(FILE, 'utf8')
    const written = page.slice(0, page.indexOf(MARK) + MARK.length) + parts.join('')
    if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, written)
    expect(readFileSync(FILE, 'utf8')).toBe(written)
  })
})

describe('every event', () => {
  const source = readdirSync(`${ROOT}/src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('domain'))
    .map((file) => readFileSync(`${ROOT}/src/${file}`, 'utf8'))
    .join('\n')

  test.each(EVENT_TYPES)('%s is recorded somewhere, and has words for each field', (type) => {
    expect(source).toMatch(new RegExp(`'${type}'`))
    for (const field of Object.keys(EVENT_CATALOGUE[type].fields))
      expect(fieldWords, field).toHaveProperty(field)
  })

  test('there are no words for an event or a field that is none', () => {
    expect(Object.keys(vi.events).toSorted()).toEqual(EVENT_TYPES.toSorted())
    const fields = EVENT_TYPES.flatMap((type) => Object.keys(EVENT_CATALOGUE[type].fields))
    expect(Object.keys(vi.eventFields).toSorted()).toEqual([...new Set(fields)].toSorted())
  })
})
