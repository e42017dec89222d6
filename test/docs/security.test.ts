import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../src/program.ts'
import { ASVS_ITEMS } from './asvs-items.ts'

const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8')
const VERDICTS = ['met', 'not applicable', 'not met']
const REMAINS = '## What remains'

/** The page with line ends as blanks: sentences may run over several lines. */
function pageOf(file: string): string {
  return read(file).replaceAll(/\s+/g, ' ')
}

/** Every path of this project that stands in a page: in backticks, or as a link from `docs/`. */
function pathsIn(file: string): readonly string[] {
  const page = pageOf(file)
  const named = [...page.matchAll(/`((?:src|test|docs|data|templates|\.ci)\/[^`\s]*)`/g)]
  const linked = [...page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
  return [...named.map((match) => match[1]!), ...linked.map((match) => `docs/${match[1]!}`)]
}

/** The test files of a page, each with the sentences that stand right behind it. */
function testsIn(file: string): readonly { readonly path: string; readonly sentences: string[] }[] {
  const page = pageOf(file)
  return [...page.matchAll(/`(test\/[^`]+)`((?:,? “[^”]+”)*)/g)].map((match) => ({
    path: match[1]!,
    sentences: [...match[2]!.matchAll(/“([^”]+)”/g)].map((found) => found[1]!),
  }))
}

describe.each(['docs/security.md', 'docs/asvs.md'])('%s', (file) => {
  test('names no file that is not there', () => {
    const paths = pathsIn(file)
    expect(paths.length).toBeGreaterThan(50)
    expect(paths.filter((path) => !existsSync(`${ROOT}/${path}`))).toEqual([])
  })

  test('names no test that does not say so itself', () => {
    const wrong = testsIn(file).flatMap(({ path, sentences }) => {
      if (sentences.length === 0) return []
      const text = read(path)
      const isThere = (sentence: string) =>
        ["'", '"', '`'].some((quote) => text.includes(`${quote}${sentence}${quote}`))
      return sentences.filter((each) => !isThere(each)).map((each) => `${path}: ${each}`)
    })
    expect(wrong).toEqual([])
  })

  test('has no sentence of a test that stands behind no file', () => {
    const sentences = testsIn(file).flatMap((each) => each.sentences)
    expect(sentences.length).toBeGreaterThan(5)
    expect(pageOf(file).match(/“/g)).toHaveLength(sentences.length)
  })
})

test('the README leads to both pages', () => {
  for (const page of ['docs/security.md', 'docs/asvs.md'])
    expect(read('README.md')).toContain(`](${page})`)
})

describe('the list of measures', () => {
  const page = read('docs/security.md')
  const list = page.slice(page.indexOf('## Measures'), page.indexOf('## For whoever runs it'))
  const rows = list.split('\n').filter((line) => /^\| (?!measure|---)/.test(line))

  test('gives every measure code and a test', () => {
    expect(rows.length).toBeGreaterThan(30)
    for (const row of rows) {
      const [, measure = '', code = '', proof = ''] = row.split('|')
      expect([measure, /`(src|docs)\//.test(code), /`test\//.test(proof)]).toEqual([
        measure,
        true,
        true,
      ])
    }
  })

  test('has every kind of attack that is tested', () => {
    const attacks = readdirSync(`${ROOT}/test/http/attacks`).filter((name) =>
      name.endsWith('.test.ts'),
    )
    expect(attacks.length).toBeGreaterThan(10)
    expect(attacks.filter((name) => !list.includes(`\`test/http/attacks/${name}\``))).toEqual([])
  })
})

describe('the requirements of the standard', () => {
  const page = read('docs/asvs.md')
  const [items = '', remains = ''] = page.split(`\n${REMAINS}\n`)
  const rows = items
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\||\|$/g, '').trim()))
    .map(([item = '', level = '', asks = '', verdict = '', evidence = '']) => {
      return { item, level: Number(level), asks, verdict, evidence }
    })
  const notMet = rows.filter(({ verdict }) => verdict === 'not met').map(({ item }) => item)

  test('stand there each once, in order, with the level they begin at', () => {
    expect(rows.map(({ item, level }) => ({ item, level }))).toEqual(ASVS_ITEMS)
    expect(new Set(ASVS_ITEMS.map(({ item }) => item)).size).toBe(259)
  })

  test('have words, one of three verdicts, and where or why', () => {
    for (const { item, asks, verdict, evidence } of rows) {
      expect([item, VERDICTS.includes(verdict)]).toEqual([item, true])
      expect([item, asks.length > 8, evidence.length > 5]).toEqual([item, true, true])
    }
  })

  test('are met only where code, a test, a page or a file of the project is named', () => {
    const bare = rows.filter(
      ({ verdict, evidence }) => verdict === 'met' && !/[`[]|README/.test(evidence),
    )
    expect(bare.map(({ item }) => item)).toEqual(WITHOUT_FILE)
  })

  test('are counted as they stand', () => {
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length
    const [met, none, open] = VERDICTS.map(count)
    const all = `${rows.length} requirements: ${met} met, ${none} not applicable, ${open} not met.`
    expect(page).toContain(all)
  })

  test('that are not met stand under what remains, each once, and no other', () => {
    const listed = remains
      .split('\n')
      .filter((line) => /^\| \d/.test(line))
      .flatMap((line) =>
        line
          .split('|')[1]!
          .split(',')
          .map((item) => item.trim()),
      )
    expect(notMet.length).toBeGreaterThan(0)
    expect(listed.toSorted()).toEqual(notMet.toSorted())
  })
})

/** Met by what is not there, or by another's program: no file can be named. */
const WITHOUT_FILE = ['1.2.2', '5.4.1']
