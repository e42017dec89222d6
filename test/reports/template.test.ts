import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/reports/template.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'templates-'))
  cpSync('templates', dir, { recursive: true })
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Replaces the first `from` in a file of the copied templates, which must hold it. */
function edit(file: string, from: string, to: string): void {
  const path = join(dir, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}

function refusal(): unknown {
  try {
    loadTemplates(dir)
  } catch (error) {
    return error
  }
  return undefined
}

const MINUTES = 'minutes/template.yaml'

describe('loading templates', () => {
  it('loads the templates of the program', () => {
    const { minutes, summary, criteria } = loadTemplates('templates')
    expect(minutes.layouts.party.id).toBe('hd05-2026')
    expect(minutes.layouts.state.id).toBe('nd30-2020')
    expect(summary.blocks.length).toBeGreaterThan(5)
    expect(criteria.layouts.state.id).toBe('nd30-2020')
  })

  it.each([
    ['{{ voters.present }}', '{{ voters.presnt }}', 'unknown_field', 'voters.presnt'],
    ['{{ heldOn }}', '{{ heldOn | loud }}', 'unknown_filter', 'loud'],
    ['{{ heldOn }}', '{{ constructor }}', 'bad_path', 'constructor'],
    ['{{ heldOn }}', '{{ heldOn.length }}', 'unknown_field', 'heldOn.length'],
    ['{{ heldOn }}', '{{ rehearsal }}', 'not_text', 'rehearsal'],
    ['{{ heldOn }}', '{{ page.number }}', 'unknown_field', 'page.number'],
    ['when: vote is three_levels', 'when: vote is church', 'impossible_condition', 'church'],
    ['when: vote is three_levels', 'when: organisation', 'condition_always_holds', 'organisation'],
    ['when: vote is three_levels', 'when: vote = three', 'bad_condition', 'vote = three'],
    ['as: member', 'as: side', 'name_taken', 'side'],
    ['each: committee', 'each: venue', 'not_a_list', 'venue'],
    ['state: Ông (bà)', 'stat: Ông (bà)', 'code_without_word', 'state'],
    ['| word: person', '| word: persn', 'unknown_dictionary', 'persn'],
    ['words:', 'words:\n  unused: { a: b }', 'unused', 'unused'],
    ['style: basis', 'style: bassis', 'unknown_style', 'hd05-2026 bassis'],
    ['field: head', 'field: secretary', 'field_repeated', 'secretary'],
    ['party: hd05-2026', 'party: hd99', 'unknown_layout', 'hd99'],
    ['document: minutes', 'document: summary', 'other_document', 'summary'],
    ['document: minutes', 'document: minutes\ncolour: red', 'unrecognized_keys', 'colour'],
    ['document: minutes', 'document: [', 'bad_syntax', expect.any(String)],
  ])('refuses %s written as %s', (from, to, reason, found) => {
    edit(MINUTES, from, to)
    expect(refusal()).toMatchObject({
      code: 'template_invalid',
      detail: { file: MINUTES, reason, found },
    })
  })

  it('says where in the template the fault stands', () => {
    edit(MINUTES, 'text: BIÊN BẢN KIỂM PHIẾU', "text: '{{ nothing }}'")
    expect(refusal()).toMatchObject({ detail: { place: '/blocks/1/text' } })
  })

  it('refuses a block it does not know', () => {
    edit(MINUTES, 'block: signatures', 'block: fireworks')
    expect(refusal()).toMatchObject({ detail: { reason: 'unknown_block', found: '"fireworks"' } })
  })

  it('refuses a layout with an unknown key, a missing style, or another name than its file', () => {
    edit('layouts/hd05-2026.json', '"sources"', '"sauces"')
    expect(refusal()).toMatchObject({ detail: { file: 'layouts/hd05-2026.json' } })
  })

  it('refuses a layout whose own style is missing', () => {
    edit('layouts/nd30-2020.json', '"foot":', '"feet":')
    expect(refusal()).toMatchObject({ detail: { reason: 'unknown_style', found: 'foot' } })
  })

  it.each([
    ['"styles.pageNumber"', '"styles.pageNumbers"', 'styles.pageNumber styles.pageNumbers'],
    ['"of": ["page", "margins"]', '"of": ["page"]', 'margins'],
    ['"of": ["page", "margins"]', '"of": ["page", "margins", "seal"]', 'seal'],
  ])('refuses a layout whose numbers are not cited once each: %s as %s', (from, to, found) => {
    edit('layouts/hd36-2018.json', from, to)
    expect(refusal()).toMatchObject({
      detail: { file: 'layouts/hd36-2018.json', reason: 'uncited', found },
    })
  })

  it('refuses a layout whose head names what not every paper has', () => {
    edit('layouts/nd30-2020.json', '{{ head.day }}', '{{ venue }}')
    expect(refusal()).toMatchObject({
      detail: { file: 'layouts/nd30-2020.json', place: '/head/right/2/text', found: 'venue' },
    })
  })

  it('refuses a layout of the other side', () => {
    edit(MINUTES, 'party: hd05-2026', 'party: nd30-2020')
    expect(refusal()).toMatchObject({ detail: { reason: 'unknown_layout', found: 'nd30-2020' } })
  })

  it('refuses a layout under another name than its own', () => {
    edit('layouts/nd30-2020.json', '"id": "nd30-2020"', '"id": "nd30"')
    expect(refusal()).toMatchObject({ detail: { reason: 'other_name', found: 'nd30' } })
  })

  it('checks a form against what a form knows: it has no counts', () => {
    edit('criteria/template.yaml', '{{ organisation }}', '{{ voters.present }}')
    expect(refusal()).toMatchObject({
      code: 'template_invalid',
      detail: { file: 'criteria/template.yaml', reason: 'unknown_field', found: 'voters.present' },
    })
  })

  it.each([
    ['squares: row.ballots', 'squares: row.person', 'not_a_number', 'row.person'],
    ['squares: row.ballots', 'squares: row.ballot', 'unknown_field', 'row.ballot'],
    ['Phiếu {{ sheet.kind.code }}', 'Phiếu {{ sheet.cod }}', 'unknown_field', 'sheet.cod'],
    ['orientation: landscape', 'orientation: upright', 'invalid_value', expect.any(String)],
  ])('refuses a form with %s written as %s', (from, to, reason, found) => {
    edit('tally_sheet/template.yaml', from, to)
    expect(refusal()).toMatchObject({
      code: 'template_invalid',
      detail: { file: 'tally_sheet/template.yaml', reason, found },
    })
  })

  it('refuses a layout whose squares are labelled in a style it does not have', () => {
    edit('layouts/nd30-2020.json', '"label": "squareLabel"', '"label": "squareLable"')
    expect(refusal()).toMatchObject({ detail: { reason: 'unknown_style', found: 'squareLable' } })
  })

  it('names a file that is missing', () => {
    rmSync(join(dir, 'summary/template.yaml'))
    expect(refusal()).toMatchObject({
      code: 'template_invalid',
      detail: { file: 'summary/template.yaml', reason: 'missing_file' },
    })
  })
})

describe('the names of signature fields', () => {
  const MEMBER = 'field: member{{ member.number }}'

  it('may hold the number of the item they are repeated for', () => {
    edit(MINUTES, MEMBER, 'field: m{{ member.number }}')
    expect(refusal()).toBeUndefined()
  })

  it.each([
    ['field: member', 'field_repeated', 'member'],
    ['field: member{{ member.name }}', 'not_a_list_number', 'member.name'],
    ['field: member{{ member.number | upper }}', 'bad_field_name', expect.any(String)],
    ['field: "{{ member.number }}"', 'bad_field_name', '{{ member.number }}'],
    ['field: member {{ member.number }}', 'bad_field_name', expect.any(String)],
    ['field: head', 'field_repeated', 'head'],
  ])('refuses a repeated %s', (to, reason, found) => {
    edit(MINUTES, MEMBER, to)
    expect(refusal()).toMatchObject({ code: 'template_invalid', detail: { reason, found } })
  })

  it('are refused where a number could make two of them the same', () => {
    edit(MINUTES, 'field: head', 'field: member12')
    expect(refusal()).toMatchObject({
      detail: { reason: 'field_repeated', found: 'member{{ member.number }}' },
    })
  })

  it('are refused for a seal that would stand beside each person of a list', () => {
    edit(MINUTES, MEMBER, `seal: { field: seal, alt: dấu }\n        ${MEMBER}`)
    expect(refusal()).toMatchObject({ detail: { reason: 'field_repeated', found: 'seal' } })
  })
})
