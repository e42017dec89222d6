import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import vi from '../../src/messages/vi.json' with { type: 'json' }

/** Rules that come from the shape of a file: codes of the schema library. */
const SHAPES = ['invalid_type', 'invalid_value', 'invalid_format', 'too_small', 'too_big']

test('every rule of templates has a sentence that says what to do', () => {
  const sources = readdirSync('src/reports', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/print|compare-/.test(file)) // what is printed is judged by another list
    .map((file) => readFileSync(`src/reports/${file}`, 'utf8'))
    .join('\n')
  const found = [
    ...sources.matchAll(/reason: '(\w+)'/g),
    ...sources.matchAll(/PlaceholderError\('(\w+)'/g),
    ...sources.matchAll(/report\??\.?\(\s*[^,;]+,\s*'(\w+)'/g),
  ].map(([, reason]) => reason!)
  expect(new Set(found).size).toBeGreaterThan(30)
  const sentences: Readonly<Record<string, string>> = vi.templateFaults
  for (const reason of [...found, ...SHAPES]) expect(sentences).toHaveProperty(reason)
})
