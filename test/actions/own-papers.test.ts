import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { issueNotice } from '../../src/actions/later-documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import {
  getOwnConsolidated,
  getOwnPaper,
  listOwnPapers,
  listSessionPapers,
} from '../../src/actions/own-papers.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { createSession } from '../../src/actions/sessions.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { extractText, readAttachments } from '../../src/reports/attachments.ts'
import { signatureFields } from '../../src/signatures/signature-fields.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type OwnTemplates, ownTemplates } from '../support/own-templates.ts'
import {
  type CountingSession,
  NEW_SESSION,
  countingSession,
  soundSheet,
  typeSheet,
} from '../support/session.ts'

const FORMS = {
  criteria: 'huong-dan',
  procedure: 'so-theo-doi',
  ballot: 'phieu-rieng',
  tally_sheet: 'bang-dem',
  zero_report: 'bao-cao-dau',
  entry_log: 'so-nhap',
  role_cards: 'the-nho',
  extract: 'giay-xac-nhan',
  consolidated: 'bieu-gui',
} as const

let own: OwnTemplates
let ctx: Context
let people: People
let counting: CountingSession
let id: string
beforeEach(() => {
  own = ownTemplates()
  for (const [source, name] of Object.entries(FORMS)) own.add(source, name, `Tên ${name}`)
  own.addExample()
  own.addExample('bang-thong-bao', (text) =>
    text
      .replace('document: minutes', 'document: notice')
      .replace('name: Bảng kết quả lưu hồ sơ', 'name: Bảng theo thông báo')
      .replace('{{ head.name | blank: 11 }}', '{{ chair.name | blank: 11 }}'),
  )
  own.add('criteria', 'giay-sai', 'Giấy sai', ['{{ organisation }}', '{{ organization }}'])
})
afterEach(async () => {
  await ctx.store.db.destroy()
  own.remove()
})

const start = async () => {
  ctx = await testContext('sqlite', own.context())
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  id = counting.session.id
}
const namesFor = async (actor: Actor, session = id) =>
  (await listSessionPapers(ctx, actor, session)).map(({ name }) => name)
const print = (actor: Actor, name: string, choice = {}) => getOwnPaper(ctx, actor, id, name, choice)
const enter = async () => {
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
}
const issue = async () => {
  await enter()
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
}
const current = async (name: string) =>
  (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
const sign = async () => {
  for (const actor of [people.first, people.head, people.chair])
    await signDocument(ctx, actor, (await current('minutes')).id, null)
  await signDocument(ctx, people.chair, (await current('summary')).id, null)
}

describe('the papers an organisation added', () => {
  test('are offered as the session gets to the papers whose data they print, to the same roles', async () => {
    await start()
    const draft = (await createSession(ctx, people.first, NEW_SESSION)).id
    const everybody = ['huong-dan', 'so-theo-doi']
    expect(await namesFor(people.first, draft)).toEqual(everybody)
    expect(await namesFor(people.first)).toEqual(
      ['bang-dem', 'bao-cao-dau', 'phieu-rieng', 'the-nho', ...everybody].toSorted(),
    )
    expect(await namesFor(people.chair)).not.toContain('bang-dem')
    expect(await namesFor(people.head)).not.toContain('so-nhap')
    await enter()
    expect(await namesFor(people.head)).toContain('so-nhap')
    expect(await namesFor(people.first)).not.toContain('so-nhap')
    await expect(namesFor(people.admin)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(namesFor(people.committee)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('are listed without a session for whoever may ever have them, none that is at fault', async () => {
    await start()
    const names = (actor: Actor) => listOwnPapers(ctx, actor).map(({ name }) => name)
    expect(names(people.auditor)).toEqual(
      [...Object.values(FORMS), 'bang-ket-qua', 'bang-thong-bao'].toSorted(),
    )
    expect(names(people.first)).not.toContain('bieu-gui')
    expect(names(people.admin)).toEqual([])
  })

  test('are the form of the organisation, made by the rules of the paper whose data they print', async () => {
    own.add('criteria', 'huong-dan', 'Hướng dẫn', ['1. Tiêu chí', '1. Tiêu chí của xã'])
    await start()
    const { bytes, fileName } = await print(people.first, 'huong-dan')
    expect(fileName).toBe(`huong-dan-${counting.session.shortId}.pdf`)
    expect((await extractText(bytes)).join(' ')).toContain('Tiêu chí của xã')
    for (const name of ['bang-dem', 'bao-cao-dau', 'so-theo-doi'])
      expect((await print(people.first, name)).bytes.length).toBeGreaterThan(1000)
    await expect(print(people.chair, 'bang-dem')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(print(people.head, 'so-nhap')).rejects.toMatchObject({ code: 'wrong_state' })
    await enter()
    expect((await print(people.head, 'so-nhap')).fileName).toMatch(/^so-nhap-/)
  })

  test('of ballots are of one kind or all, on a sheet or half of one', async () => {
    await start()
    const kind = counting.roster.ballotKinds[0]!.id
    const { shortId } = counting.session
    const { fileName } = await print(people.first, 'phieu-rieng', { kind, size: 'a5' })
    expect(fileName).toBe(`phieu-rieng-${shortId}-A-a5.pdf`)
    expect((await print(people.first, 'phieu-rieng')).fileName).toBe(
      `phieu-rieng-${shortId}-a4.pdf`,
    )
    await expect(print(people.first, 'phieu-rieng', { kind: 'none' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('that do not exist are not found, and one that is held back says where it is wrong', async () => {
    await start()
    for (const name of ['none', 'criteria', 'minutes', '__proto__', 'bieu-gui'])
      await expect(print(people.first, name)).rejects.toMatchObject({
        code: 'not_found',
        detail: { what: 'paper' },
      })
    await expect(print(people.first, 'giay-sai')).rejects.toMatchObject({
      code: 'template_invalid',
      detail: { file: 'giay-sai/template.yaml', found: 'organization' },
    })
    await expect(print(people.admin, 'giay-sai')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a print of the data of a document', () => {
  test('is there once the document is issued, for whoever may have the document', async () => {
    await start()
    await enter()
    await expect(print(people.head, 'bang-ket-qua')).rejects.toMatchObject({
      code: 'not_found',
      detail: { what: 'document' },
    })
    await expect(print(people.first, 'bang-ket-qua')).rejects.toMatchObject({ code: 'wrong_state' })
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    expect(await namesFor(people.head)).not.toContain('bang-ket-qua')
    await issueDocuments(ctx, people.head, id)
    for (const actor of [people.first, people.head, people.committee]) {
      expect(await namesFor(actor)).toContain('bang-ket-qua')
      expect((await print(actor, 'bang-ket-qua')).bytes.length).toBeGreaterThan(1000)
    }
  })

  test('says on each page that it is none, of which file it is, and that it is of a rehearsal', async () => {
    own.addExample('bang-ket-qua', (text) =>
      text.replace('  # Ký tay', '  - { block: page, orientation: landscape }\n  # Ký tay'),
    )
    await start()
    await issue()
    const { bytes, fileName } = await print(people.chair, 'bang-ket-qua')
    expect(fileName).toBe(`bang-ket-qua-${counting.session.shortId}.pdf`)
    const pages = (await extractText(bytes)).map((page) => page.replaceAll(/\s+/g, ' '))
    expect(pages).toHaveLength(2)
    // Turned text comes out letter by letter, the last one first.
    for (const page of pages) {
      expect(page).toContain('không phải văn bản đã ký')
      expect(page.replaceAll(' ', '')).toContain('ỢƯDPẬT')
    }
    expect(pages[1]).toContain((await current('minutes')).sha256)
    expect(pages[0]).toContain('ngày 05 tháng 02 năm 2026')
  })

  test('has nothing to be signed and nothing attached, and is no document to whoever verifies it', async () => {
    await start()
    await issue()
    const { bytes } = await print(people.chair, 'bang-ket-qua')
    expect(await signatureFields(bytes)).toEqual([])
    expect(await readAttachments(bytes)).toEqual(new Map())
    const { holds, steps } = await verifyDocument(ctx, bytes)
    expect(holds).toBe(false)
    expect(steps[0]).toMatchObject({ status: 'failed' })
    const before = await listDocuments(ctx, people.head, id)
    expect(before.map(({ name }) => name)).toEqual(['minutes', 'summary'])
  })

  test('is of the present revision: after reopening there is none until it is issued anew', async () => {
    await start()
    await issue()
    await reopenSession(ctx, people.head, id, 'Ghi nhầm dòng ở tập 1')
    expect(await namesFor(people.head)).not.toContain('bang-ket-qua')
    await expect(print(people.head, 'bang-ket-qua')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of the notice waits for the notice', async () => {
    await start()
    await issue()
    await sign()
    expect(await namesFor(people.chair)).not.toContain('bang-thong-bao')
    await issueNotice(ctx, people.chair, id)
    expect(await namesFor(people.chair)).toContain('bang-thong-bao')
    const pages = await extractText((await print(people.chair, 'bang-thong-bao')).bytes)
    expect(pages.join(' ').replaceAll(/\s+/g, '')).toContain((await current('notice')).sha256)
  })
})

describe('an own paper about one person or many sessions', () => {
  test('wants to know whose extract, and is of that person alone', async () => {
    await start()
    await issue()
    await sign()
    const [one, two] = counting.roster.ballotKinds[0]!.subjects
    await expect(print(people.chair, 'giay-xac-nhan')).rejects.toMatchObject({
      code: 'invalid_input',
      detail: { issues: [{ path: '/subject', rule: 'required' }] },
    })
    await expect(print(people.head, 'giay-xac-nhan', { subject: one!.id })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(print(people.chair, 'giay-xac-nhan', { subject: 'nobody' })).rejects.toMatchObject(
      { code: 'not_found' },
    )
    const { bytes, fileName } = await print(people.chair, 'giay-xac-nhan', { subject: one!.id })
    expect(fileName).toBe(`giay-xac-nhan-${counting.session.shortId}-A1.pdf`)
    const text = (await extractText(bytes)).join(' ')
    expect(text).toContain(one!.name)
    expect(text).not.toContain(two!.name)
  })

  test('of the consolidated table is asked for as the table is', async () => {
    await start()
    await issue()
    const query = {
      from: '2026-02-01',
      to: '2026-02-28',
      regime: '96-qd-tw-2023',
      mode: 'rehearsal',
    } as const
    const { fileName } = await getOwnConsolidated(ctx, people.chair, 'bieu-gui', query)
    expect(fileName).toBe('bieu-gui-2026-02-01-2026-02-28.pdf')
    await expect(getOwnConsolidated(ctx, people.head, 'bieu-gui', query)).rejects.toMatchObject({
      code: 'forbidden',
    })
    for (const name of ['none', 'huong-dan'])
      await expect(getOwnConsolidated(ctx, people.chair, name, query)).rejects.toMatchObject({
        code: 'not_found',
      })
  })
})
