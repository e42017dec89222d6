import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  readEarlierTemplates,
  readPrintedTemplates,
  recordedTemplate,
  templatesInUse,
} from '../../src/reports/printed-template.ts'
import { loadTemplates, readTemplates } from '../../src/reports/template.ts'
import { templateSource } from '../../src/reports/template-source.ts'

const MINUTES = readFileSync('templates/minutes/template.yaml', 'utf8')
const { minutes } = loadTemplates('templates')
const EARLIER = readEarlierTemplates('templates', 'minutes')

let own = ''
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'printed-templates-'))
})
afterEach(() => rmSync(own, { recursive: true }))

function write(text: string): void {
  mkdirSync(join(own, 'minutes'), { recursive: true })
  writeFileSync(join(own, 'minutes', 'template.yaml'), text)
}
const digest = () => readPrintedTemplates(own)[0]!.source.sha256

describe('the digest of a template', () => {
  test('is the same for other comments, other quotes, another order of keys and decomposed letters', () => {
    write(MINUTES)
    expect(digest()).toBe(minutes.source.sha256)
    write(
      `# của đơn vị\n${MINUTES.replaceAll("text: 'Căn cứ", "text:   'Căn cứ").normalize('NFD')}`,
    )
    expect(digest()).toBe(minutes.source.sha256)
    expect(templateSource({ b: [{ d: 1, c: 2 }], a: 'x' })).toEqual(
      templateSource({ a: 'x', b: [{ c: 2, d: 1 }] }),
    )
  })

  test('is another one for another word, another figure or another order of blocks', () => {
    for (const [from, to] of [
      ['BIÊN BẢN KIỂM PHIẾU', 'BIÊN BẢN'],
      ['{{ kind.ballots.issued }}', '{{ kind.ballots.collected }}'],
    ] as const) {
      expect(MINUTES).toContain(from)
      write(MINUTES.replace(from, to))
      expect(digest()).not.toBe(minutes.source.sha256)
    }
    expect(templateSource([1, 2]).sha256).not.toBe(templateSource([2, 1]).sha256)
  })
})

describe('a recorded template', () => {
  test('reads as the template it was recorded from', () => {
    const { blocks, words, source } = minutes
    expect(recordedTemplate(source.body, 'minutes')).toMatchObject({ blocks, words, source })
  })

  test('is set aside where this program has no such document, field or block', () => {
    const { body } = minutes.source
    expect(recordedTemplate(body, 'summary')).toBeNull()
    expect(recordedTemplate(body, 'criteria')).toBeNull()
    expect(recordedTemplate(body.replaceAll('voters.present', 'voters.gone'), 'minutes')).toBeNull()
    expect(recordedTemplate(body.replace('"table"', '"chart"'), 'minutes')).toBeNull()
  })
})

describe('what a template said earlier', () => {
  test('is known for ever: by it the minutes of the oldest archives were drawn', () => {
    expect(EARLIER.map(({ source }) => source.sha256)).toEqual([
      'd87e1635bd4f5a6e1e8bb2b714261aaedc93dd3b06adee152a7045b08e190d9e',
    ])
    const { others } = templatesInUse(readTemplates('templates', null).templates)
    expect(others).toEqual(EARLIER)
  })

  test('is kept for stored documents alone', () => {
    expect(readEarlierTemplates('templates', 'summary')).toEqual([])
    expect(readEarlierTemplates('templates', 'tally_sheet')).toEqual([])
  })
})

describe('the templates in use', () => {
  test('are the organisation’s, and the program’s in the place of which they stand', () => {
    write(MINUTES.replace('BIÊN BẢN KIỂM PHIẾU', 'BIÊN BẢN'))
    const { current, others } = templatesInUse(readTemplates('templates', own).templates)
    expect(current.map(({ document }) => document)).toEqual([
      'minutes',
      'summary',
      'notice',
      'corrigendum',
      'destruction',
      'activity_report',
    ])
    expect(current[0]!.source.sha256).toBe(digest())
    const earlier = EARLIER.map(({ source }) => source.sha256)
    expect(others.map(({ source }) => source.sha256)).toEqual([minutes.source.sha256, ...earlier])
  })

  test('leave out one that is at fault, and keep the others', () => {
    write(MINUTES.replace('{{ voters.present }}', '{{ voters.gone }}'))
    const { current } = templatesInUse(readTemplates('templates', own).templates)
    expect(current.map(({ document }) => document)).toEqual([
      'summary',
      'notice',
      'corrigendum',
      'destruction',
      'activity_report',
    ])
  })
})

describe('a folder of templates to compare with', () => {
  test('needs none of the layouts', () => {
    write(MINUTES.replace('party: hd05-2026', 'party: hd99'))
    expect(readPrintedTemplates(own)).toMatchObject([{ document: 'minutes' }])
  })

  test.each([
    ['no document', () => undefined, 'missing_folder'],
    ['a file that is none', () => write('"'), 'bad_syntax'],
    [
      'a document of another name',
      () => write(MINUTES.replace('document: minutes', 'document: x')),
      'other_document',
    ],
    [
      'a field that there is not',
      () => write(MINUTES.replace('{{ voters.present }}', '{{ voters.gone }}')),
      'unknown_field',
    ],
    [
      'another paper in its place',
      () => {
        write('')
        cpSync('templates/criteria', join(own, 'minutes'), { recursive: true })
      },
      'other_document',
    ],
  ])('with %s is refused', (_, prepare, reason) => {
    prepare()
    expect(() => readPrintedTemplates(own)).toThrow(
      expect.objectContaining({
        code: 'template_invalid',
        detail: expect.objectContaining({ reason }),
      }),
    )
  })
})
