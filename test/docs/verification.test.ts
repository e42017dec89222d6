import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPORT_REASONS } from '../../src/actions/activity/activity-check.ts'
import { REPORT_ENTRY_REASONS } from '../../src/actions/activity/activity-entries.ts'
import { ROOT } from '../../src/program.ts'
import { REMEDIES, remedyFor } from '../../src/messages/remedies.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }
import { DATABASE_REASONS, VERIFICATION_LIST } from '../../src/domain/verification-steps.ts'
import { DOCUMENT_REASONS, DOCUMENT_STEPS } from '../../src/signatures/inspect-document.ts'
import { VERIFICATION_REASONS, VERIFICATION_STEPS } from '../../src/signatures/verdict.ts'

const FILE = `${ROOT}/docs/verification.md`
const MARK = '<!-- reasons -->\n'
const words: Readonly<Record<string, string>> = vi.verification
/** Reasons of the steps about data, register and places, which the actions give. */
const OTHER_REASONS = [
  'not_attached',
  'regime_unknown',
  'outcome_differs',
  'figure_differs',
  'not_printed',
  'name_differs',
  'template_unknown',
  'document_unknown',
  'earlier_not_attached',
  'manifest_differs',
  'text_unreadable',
  'no_signature',
  'no_fields',
  'fields_open',
  'rehearsal_signed_for_real',
  'no_register',
  'not_registered',
  'superseded',
  'reopened',
]
/** Those of archives, which have a page of their own. */
const ARCHIVES = [
  ...readFileSync(`${ROOT}/docs/archive.md`, 'utf8').matchAll(/^- `(\w+)`: /gm),
].map(([, reason]) => reason!)
const REASONS = [
  ...OTHER_REASONS,
  ...DOCUMENT_REASONS,
  ...VERIFICATION_REASONS,
  ...DATABASE_REASONS,
  ...REPORT_ENTRY_REASONS,
  ...REPORT_REASONS,
]
const STEPS_MARK = '<!-- steps -->\n'
const STEPS_END = '<!-- /steps -->\n'

function texts(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('docs/'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))
    .join('\n')
}

describe('the page about verification', () => {
  test('lists every reason with its words and what to do', () => {
    const lines = REASONS.map((reason) => {
      const remedy = remedyFor(reason)
      return `- \`${reason}\`: ${words[reason] ?? ''}${remedy ? `. ${remedy}` : ''}\n`
    })
    const page = readFileSync(FILE, 'utf8')
    const written = `${page.slice(0, page.indexOf(MARK) + MARK.length)}\n${lines.join('')}`
    if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, written)
    expect(readFileSync(FILE, 'utf8')).toBe(written)
  })

  test('lists every step with its number, what it is about, and its words', () => {
    const lines = VERIFICATION_LIST.map((step) => {
      const about = vi.stepCategories[step.category]
      const each = 'each' in step
      const told = each ? '' : `: ${words[step.id] ?? ''}`
      return `${step.number}. \`${step.id}${each ? '_…' : ''}\` (${step.of}, ${step.category}: ${about})${told}\n`
    })
    const page = readFileSync(FILE, 'utf8')
    const [from, to] = [page.indexOf(STEPS_MARK) + STEPS_MARK.length, page.indexOf(STEPS_END)]
    const written = `${page.slice(0, from)}\n${lines.join('')}\n${page.slice(to)}`
    if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, written)
    expect(readFileSync(FILE, 'utf8')).toBe(written)
    for (const { id, ...step } of VERIFICATION_LIST)
      if (!('each' in step)) expect(words, id).toHaveProperty(id)
  })

  test('names every step', () => {
    const page = readFileSync(FILE, 'utf8')
    for (const step of VERIFICATION_STEPS) expect(page).toContain(`\`${step}\``)
    for (const step of DOCUMENT_STEPS) expect(page).toContain(`\`document_${step}\``)
    for (const step of ['earlier_data', 'files_listed', 'printed_figures', 'newest_version'])
      expect(page).toContain(`\`${step}\``)
  })
})

describe('every reason', () => {
  const tests = texts('test')
  test.each(REASONS)('%s has words, and a specimen that shows it', (reason) => {
    expect(words[reason]).toBeDefined()
    expect(new RegExp(`[' ]${reason}['\`\\)]`).test(tests)).toBe(true)
  })

  test('of a document timestamp has the words of its steps', () => {
    const NOT_OF_STAMPS = new Set(['timestamp', 'certification', 'order'])
    for (const step of VERIFICATION_STEPS.filter((each) => !NOT_OF_STAMPS.has(each)))
      expect(words[`document_timestamp_${step}`]).toBeDefined()
  })

  test('there is advice for is one there is', () => {
    const known = new Set<string>([...REASONS, ...ARCHIVES, 'not_canonical'])
    expect([...REMEDIES.keys()].filter((reason) => !known.has(reason))).toEqual([])
  })
})
