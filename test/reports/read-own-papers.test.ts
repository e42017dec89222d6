import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OWN_PAPER_SOURCES } from '../../src/domain/own-paper.ts'
import { ownPaperOf } from '../../src/reports/own-papers.ts'
import { readTemplates } from '../../src/reports/template.ts'
import { type OwnTemplates, ownTemplates } from '../support/own-templates.ts'

let own: OwnTemplates
beforeEach(() => {
  own = ownTemplates()
})
afterEach(() => own.remove())

const read = () => readTemplates('templates', own.folder)
/** What is wrong, as rule and what was found. */
const faults = () => read().faults.map(({ reason, found }) => [reason, found])

describe('a folder named like no paper of the program', () => {
  test('is a paper more, with its own title and the data of the paper it names', () => {
    own.add('extract', 'giay-xac-nhan', 'Giấy xác nhận kết quả')
    const { own: papers, faults: found } = read()
    expect(found).toEqual([])
    expect([...papers.good.keys()]).toEqual(['giay-xac-nhan'])
    expect(ownPaperOf(papers, 'giay-xac-nhan')).toMatchObject({
      title: 'Giấy xác nhận kết quả',
      source: 'extract',
      notice: null,
    })
    expect(() => ownPaperOf(papers, 'giay-khac')).toThrow(
      expect.objectContaining({ code: 'not_found', detail: { what: 'paper' } }),
    )
  })

  test.each(OWN_PAPER_SOURCES.filter((each) => !['minutes', 'summary', 'notice'].includes(each)))(
    'may print the data of a form as its template has it: %s',
    (source) => {
      own.add(source, 'giay-rieng', 'Giấy riêng')
      expect(faults()).toEqual([])
    },
  )

  test('may print the data of a document, and the program says at its foot that it is none', () => {
    own.addExample()
    const paper = ownPaperOf(read().own, 'bang-ket-qua')
    expect(paper.notice).toContain('không phải văn bản đã ký')
  })

  test('has a title in one line and composed letters, however it was typed', () => {
    own.add('criteria', 'to-roi', `'  ${'Tờ rơi'.normalize('NFD')}   tiêu chí '`)
    expect(ownPaperOf(read().own, 'to-roi').title).toBe('Tờ rơi tiêu chí')
  })
})

describe('an added paper at fault', () => {
  test.each([
    ['Biên bản', 'bad_paper_name', 'Biên bản'],
    ['giay_xac_nhan', 'bad_paper_name', 'giay_xac_nhan'],
    ['giay--xac-nhan', 'bad_paper_name', 'giay--xac-nhan'],
    ['-giay', 'bad_paper_name', '-giay'],
    ['2-giay', 'bad_paper_name', '2-giay'],
    ['a'.repeat(41), 'bad_paper_name', 'a'.repeat(41)],
    ['tally-sheet', 'paper_name_clash', 'tally_sheet'],
    ['Minutes', 'paper_name_clash', 'minutes'],
  ])('because of the name of its folder: %s', (name, reason, found) => {
    own.add('criteria', name, 'Giấy riêng')
    expect(faults()).toEqual([[reason, found]])
    expect(() => ownPaperOf(read().own, name)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    )
  })

  test('has a name of at most 40 letters', () => {
    own.add('criteria', 'a'.repeat(40), 'Giấy riêng')
    expect(faults()).toEqual([])
  })

  test.each([
    [null, 'missing_key', '/name'],
    ["''", 'bad_paper_title', ''],
    ["' '", 'bad_paper_title', ''],
    ['x'.repeat(81), 'bad_paper_title', 'x'.repeat(81)],
    ['"Giấy\\u202e riêng"', 'bad_paper_title', 'Giấy\u202e riêng'],
    ['[một]', 'invalid_type', '["một"]'],
  ])('because of its title: %s', (title, reason, found) => {
    own.add('criteria', 'giay-rieng', title)
    expect(faults()).toEqual([[reason, found]])
  })

  test('has a title of at most 80 letters', () => {
    own.add('criteria', 'giay-rieng', 'x'.repeat(80))
    expect(faults()).toEqual([])
  })

  test('because another one has its title: the second by its folder is held back', () => {
    own.add('criteria', 'giay-a', 'Giấy riêng')
    own.add('extract', 'giay-b', 'GIẤY RIÊNG')
    expect(faults()).toEqual([['paper_title_taken', 'GIẤY RIÊNG']])
    expect([...read().own.good.keys()]).toEqual(['giay-a'])
  })

  test.each(['corrigendum', 'bai-tho', 'constructor'])(
    'because there is no data of %s to print',
    (source) => {
      own.add('criteria', 'giay-rieng', 'Giấy riêng', ['document: criteria', `document: ${source}`])
      expect(read().faults).toMatchObject([
        { reason: 'unknown_source', found: source, file: 'giay-rieng/template.yaml', line: 2 },
      ])
    },
  )

  test('because it lacks its template', () => {
    mkdirSync(join(own.folder, 'giay-rieng'))
    expect(faults()).toEqual([['missing_file', 'giay-rieng/template.yaml']])
  })

  test('holds back itself alone, with file and line', () => {
    own.add('extract', 'giay-tot', 'Giấy tốt')
    const wrong = ['{{ organisation }}', '{{ organization }}'] as const
    const text = own.add('criteria', 'giay-sai', 'Giấy sai', wrong)
    const line = text.slice(0, text.indexOf('{{ organization }}')).split('\n').length
    const { own: papers, templates, faults: found } = read()
    expect(found).toMatchObject([{ dir: own.folder, reason: 'unknown_field', line }])
    expect(() => ownPaperOf(papers, 'giay-sai')).toThrow(
      expect.objectContaining({
        code: 'template_invalid',
        detail: expect.objectContaining({ file: 'giay-sai/template.yaml', line }),
      }),
    )
    expect(ownPaperOf(papers, 'giay-tot').title).toBe('Giấy tốt')
    expect(templates.criteria.document).toBe('criteria')
  })
})

describe('what would make a print pass for the document', () => {
  test('is refused in the template of the minutes, each line of it: fields to sign, seal, what proves it', () => {
    const text = own.add('minutes', 'bien-ban-them', 'Biên bản thêm')
    const wrong = faults()
    const fields = wrong.filter(([reason]) => reason === 'own_paper_field')
    expect(fields.map(([, found]) => found)).toEqual(['field', 'field', 'field', 'field', 'seal'])
    const unknown = wrong.filter(([reason]) => reason === 'unknown_field').map(([, found]) => found)
    expect(new Set(unknown)).toEqual(
      new Set(
        ['shortDigest', 'code', 'dataSha256', 'replaces', 'journal', 'seal'].map(
          (each) => `identity.${each}`,
        ),
      ),
    )
    expect(wrong).toHaveLength(fields.length + unknown.length)
    const lines = text.split('\n')
    for (const { reason, line } of read().faults)
      if (reason === 'own_paper_field') expect(lines[line - 1]).toMatch(/field:|seal:/)
  })

  test('is refused in a paper of a form too: nobody signs it in the program', () => {
    const cell = [
      '        space: 30\n',
      '        space: 30\n        field: chair\n        alt: chỗ ký\n',
    ] as const
    own.add('extract', 'giay-rieng', 'Giấy riêng', cell)
    expect(faults()).toEqual([['own_paper_field', 'field']])
  })
})

describe('the mark of a rehearsal', () => {
  const MARK = 'watermark: { when: rehearsal, text: TẬP DƯỢT }'
  test.each([
    ['watermark: { when: not rehearsal, text: THẬT }', 'rehearsal'],
    ['watermark: { text: BẢN SAO }', ''],
    ['watermark: { when: signing, text: BẢN SAO }', 'signing'],
    ["watermark: { when: rehearsal, text: ' ' }", 'rehearsal'],
    ["watermark: { when: rehearsal, text: '{{ title }}' }", 'rehearsal'],
  ])('stands on every paper whoever wrote its template, and is not %s', (mark, found) => {
    own.add('criteria', 'giay-rieng', 'Giấy riêng', [MARK, mark])
    own.add('criteria', 'criteria', null, [MARK, mark])
    expect(faults()).toEqual([
      ['no_rehearsal_mark', found],
      ['no_rehearsal_mark', found],
    ])
  })
})

test('a paper of the program has its title from the program', () => {
  own.add('criteria', 'criteria', 'Tờ tiêu chí mới')
  expect(read().faults).toMatchObject([{ reason: 'program_title', line: 3 }])
})
