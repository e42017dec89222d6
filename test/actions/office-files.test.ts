import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { takePass } from '../../src/actions/entries.ts'
import {
  EDITABLE_DOCUMENTS,
  getCanonicalFile,
  getEditableDocument,
  getResultsFile,
  getRosterFile,
} from '../../src/actions/office-files.ts'
import { computeOutcome, getOutcome } from '../../src/actions/outcome.ts'
import { importPass, previewPassImport } from '../../src/actions/pass-imports.ts'
import { previewRosterImport } from '../../src/actions/roster-imports.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession } from '../../src/actions/sessions.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { tallyInResults } from '../../src/formats/results-reading.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import { tallyText } from '../../src/formats/tally.ts'
import { OFFICE_WORDS } from '../../src/messages/office-words.ts'
import { docxParts, paragraphTexts } from '../reports/docx-parts.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  NEW_KINDS,
  NEW_SESSION,
  countingSession,
  soundSheet,
  typeSheet,
} from '../support/session.ts'

let ctx: Context
let people: People
let counting: CountingSession
let id: string
beforeEach(async () => {
  ctx = await testContext('sqlite')
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  id = counting.session.id
})
afterEach(async () => ctx.store.db.destroy())

const results = (actor: Actor, type: 'xlsx' | 'csv' = 'xlsx') =>
  getResultsFile(ctx, actor, id, type, OFFICE_WORDS)
const canonical = (actor: Actor, which: 'tally' | 'outcome') =>
  getCanonicalFile(ctx, actor, id, which)
const docx = (actor: Actor, name: 'minutes' | 'summary' = 'minutes') =>
  getEditableDocument(ctx, actor, id, name, 'Bản để biên tập')

async function enter() {
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
}
async function compute() {
  await enter()
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
}
const everything = (actor: Actor) => [
  results(actor),
  results(actor, 'csv'),
  canonical(actor, 'tally'),
  canonical(actor, 'outcome'),
]

describe('the files of a result', () => {
  test('are nobody’s before results may be known', async () => {
    const roles = [people.first, people.head, people.chair, people.auditor]
    for (const actor of roles)
      for (const file of everything(actor))
        await expect(file).rejects.toMatchObject({ code: 'results_not_visible' })
    await enter()
    for (const actor of roles)
      for (const file of everything(actor))
        await expect(file).rejects.toMatchObject({ code: 'results_not_visible' })
    await expect(docx(people.head)).rejects.toMatchObject({ code: 'not_found' })
    await expect(docx(people.first)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('are for those who see the result, and for no administrator', async () => {
    await compute()
    for (const file of everything(people.first)) await expect(file).resolves.toBeDefined()
    for (const file of everything(people.committee))
      await expect(file).rejects.toMatchObject({ code: 'wrong_state' })
    for (const file of everything(people.admin))
      await expect(file).rejects.toMatchObject({ code: 'forbidden' })
    await expect(docx(people.head)).rejects.toMatchObject({ code: 'not_found' })
    await issueDocuments(ctx, people.head, id)
    for (const file of everything(people.committee)) await expect(file).resolves.toBeDefined()
  })

  test('are gone again when the session is reopened', async () => {
    await compute()
    await issueDocuments(ctx, people.head, id)
    await reopenSession(ctx, people.head, id, 'Đếm lại trên phiếu giấy')
    for (const file of everything(people.head))
      await expect(file).rejects.toMatchObject({ code: 'results_not_visible' })
    await expect(docx(people.head)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are the canonical texts, and a workbook that reads back as the same tally', async () => {
    await compute()
    const { files, tally } = await getOutcome(ctx, people.head, id)
    const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)
    expect(text(await canonical(people.head, 'tally'))).toBe(files.tally)
    expect(text(await canonical(people.head, 'outcome'))).toBe(files.outcome)
    for (const type of ['xlsx', 'csv'] as const) {
      const { bytes, fileName } = await results(people.head, type)
      expect(fileName).toBe(`ket-qua-${counting.session.shortId}.${type}`)
      const read = tallyInResults(await readWorkbook(bytes), OFFICE_WORDS)
      expect(tallyText(read)).toBe(tallyText(tally))
    }
  })

  test('fill a sheet of another count with the same figures, by the import', async () => {
    await compute()
    const { bytes } = await results(people.head)
    const later = await countingSession(ctx, people)
    const sheet = later.sheets[0]!.id
    await takePass(ctx, people.first, sheet)
    const preview = await previewPassImport(ctx, people.first, sheet, { bytes })
    expect(preview.clean).toBe(true)
    expect(preview.counts).toEqual(soundSheet(later))
    const { digest } = preview
    const stored = await importPass(ctx, people.first, sheet, { bytes, digest })
    expect(stored.counts).toEqual(soundSheet(later))
  })
})

describe('the list of people', () => {
  test('comes back by the import as it was, also those left off the ballot', async () => {
    const kinds = [
      {
        code: 'A',
        title: 'Ban Thường vụ',
        subjects: [
          {
            name: 'Uỷ  Thuỷ',
            position: '- Bí thư',
            block: 'Đảng',
            startedOn: '2020-02-29',
            retirementNoticeOn: '2026-01-31',
          },
          { name: '=An Ân', position: '+ Phó Bí thư', block: null, startedOn: '2021-05-03' },
        ],
      },
      { ...NEW_KINDS[0]!, code: 'B', title: 'Ban Chấp hành' },
    ]
    const made = await createSession(ctx, people.first, { ...NEW_SESSION, title: 'Kỳ khác' })
    const stored = await saveRoster(ctx, people.first, made.id, kinds)
    expect(stored.ballotKinds[0]!.leftOut).toHaveLength(1)
    for (const type of ['xlsx', 'csv'] as const) {
      const { bytes } = await getRosterFile(ctx, people.first, made.id, type, OFFICE_WORDS)
      const preview = await previewRosterImport(ctx, people.first, made.id, { bytes })
      expect(preview.clean).toBe(true)
      expect(preview.ballotKinds).toEqual(
        kinds.map(({ code, title, subjects }) => ({
          code,
          title,
          subjects: subjects.map((each) => ({
            startedOn: null,
            retirementNoticeOn: null,
            ...each,
            name: each.name.replace(/ +/g, ' '),
          })),
        })),
      )
    }
  })

  test('is no file while nobody is on it', async () => {
    const made = await createSession(ctx, people.first, { ...NEW_SESSION, title: 'Kỳ trống' })
    const file = getRosterFile(ctx, people.first, made.id, 'xlsx', OFFICE_WORDS)
    await expect(file).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('the documents that were issued can be edited as docx, and are the same each time', async () => {
  await compute()
  await issueDocuments(ctx, people.head, id)
  for (const name of EDITABLE_DOCUMENTS) {
    const { bytes, fileName } = await docx(people.committee, name)
    expect(fileName).toMatch(/^(bien-ban-kiem-phieu|bao-cao-ket-qua)-.*\.docx$/)
    expect(Buffer.compare(bytes, (await docx(people.head, name)).bytes)).toBe(0)
    const parts = docxParts(bytes)
    const text = paragraphTexts(parts.get('word/document.xml')!).join('\n')
    expect(text).toContain('Nguyễn Văn Một')
    expect(text).toContain('70,00')
    expect([...parts.values()].join('\n')).toContain('TẬP DƯỢT')
  }
})
