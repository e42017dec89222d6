import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONTENTS_REASONS } from '../../src/actions/archives/archive-contents.ts'
import { PAPER_REASONS } from '../../src/actions/archives/check-documents.ts'
import { JOURNAL_REASONS } from '../../src/actions/archives/check-journal.ts'
import { SUM_REASONS } from '../../src/actions/archives/check-results.ts'
import { OPENING_REASONS } from '../../src/actions/archives/open-archive.ts'
import { ARCHIVE_REASONS } from '../../src/actions/archives/verify-archive.ts'
import { CONTAINER_REASONS } from '../../src/formats/archive/read-stored-zip.ts'
import { remedyFor } from '../../src/messages/remedies.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }
import { ROOT } from '../../src/program.ts'

const FILE = `${ROOT}/docs/archive.md`
const MARK = '<!-- reasons -->\n'
const words: Readonly<Record<string, string>> = vi.verification
const REASONS = [
  ...CONTAINER_REASONS,
  ...OPENING_REASONS,
  ...CONTENTS_REASONS,
  ...JOURNAL_REASONS,
  ...SUM_REASONS,
  ...PAPER_REASONS,
  ...ARCHIVE_REASONS,
]
const specimens = ['open-archive', 'verify-archive', 'make-archive']
  .map((name) => `actions/archives/${name}.test`)
  .concat('support/archive-forgeries', 'support/hostile-archives')
  .map((name) => readFileSync(`${ROOT}/test/${name}.ts`, 'utf8'))
  .join('\n')

test('the page about archives lists every reason with its words and what to do', () => {
  const lines = REASONS.map((reason) => {
    const remedy = remedyFor(reason)
    return `- \`${reason}\`: ${words[reason] ?? ''}${remedy ? `. ${remedy}` : ''}\n`
  })
  const page = readFileSync(FILE, 'utf8')
  const written = `${page.slice(0, page.indexOf(MARK) + MARK.length)}\n${lines.join('')}`
  if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, written)
  expect(readFileSync(FILE, 'utf8')).toBe(written)
})

test.each(REASONS)('%s has words, and a specimen that shows it', (reason) => {
  expect(words[reason]).toBeDefined()
  expect(specimens).toContain(`'${reason}'`)
})
