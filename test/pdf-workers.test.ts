import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PdfWork, pdfWorkHere } from '../src/actions/pdf-work.ts'
import { DOCUMENT_NAMES, FORM_NAMES } from '../src/domain/proceedings.ts'
import type { OfficeSheet } from '../src/formats/office-sheet.ts'
import type { InspectionLimits } from '../src/inspection-workers.ts'
import { pdfWorkers } from '../src/pdf-workers.ts'
import { loadFonts } from '../src/reports/fonts.ts'
import { MODELS } from '../src/reports/document-models.ts'
import { expectedPrint } from '../src/reports/expected-print.ts'
import { printedPages } from '../src/reports/read-print.ts'
import { loadTemplates } from '../src/reports/template.ts'
import { signPdf } from '../src/signatures/sign-pdf.ts'
import { formInput, sampleInput } from './reports/samples.ts'
import { SIGNED_AT, ecKeys, issue, signerOf, signing, unsignedPdf } from './signatures/specimens.ts'
import { ownTemplates } from './support/own-templates.ts'

const here = pdfWorkHere({ templates: loadTemplates('templates'), fonts: loadFonts() })
const failures: unknown[] = []
const failed = (error: unknown) => void failures.push(error)
const there = pdfWorkers({ threads: 1, templatesFolder: null, failed })
beforeAll(() => there.renderForm(formInput('criteria', 'normal')), 120_000)
afterAll(() => there.close())

const SIGNING = {
  field: 'head',
  commonName: 'Trần Thị Mẫu',
  reason: 'Ký',
  location: '',
  signedAt: '2026-02-05T04:00:00.000Z',
  certify: true,
}

describe('a worker thread', () => {
  test.each(DOCUMENT_NAMES)('draws the very bytes that are drawn here: %s', async (name) => {
    const input = sampleInput(name, 'normal')
    const [a, b] = [await there.renderDocument(input), await here.renderDocument(input)]
    expect(Buffer.compare(a, b)).toBe(0)
  })

  test.each(FORM_NAMES)('draws the very bytes that are drawn here: %s', async (name) => {
    const input = formInput(name, 'normal')
    const [a, b] = [await there.renderForm(input), await here.renderForm(input)]
    expect(Buffer.compare(a, b)).toBe(0)
  })

  test('draws the very bytes that are drawn here: papers that an organisation added', async () => {
    const own = ownTemplates()
    own.addExample()
    own.add('criteria', 'huong-dan', 'Hướng dẫn')
    const alone = own.context().pdf
    const thread = pdfWorkers({ threads: 1, templatesFolder: own.folder, failed })
    const { proceedings, identity } = sampleInput('minutes', 'rehearsal')
    const print = {
      paper: 'bang-ket-qua',
      document: 'minutes',
      proceedings,
      identity: { ...identity, documentSha256: 'd4'.repeat(32) },
    } as const
    const form = { ...formInput('criteria', 'normal'), paper: 'huong-dan' }
    for (const work of [
      (pdf: PdfWork) => pdf.renderPrint(print),
      (pdf: PdfWork) => pdf.renderForm(form),
    ])
      expect(Buffer.compare(await work(thread), await work(alone))).toBe(0)
    await expect(thread.renderPrint({ ...print, paper: 'none' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await thread.close()
    own.remove()
  })

  test('prepares the very signature that is prepared here', async () => {
    const pdf = await here.renderDocument(sampleInput('minutes', 'normal'))
    const [a, b] = await Promise.all(
      [there, here].map((work) => work.prepareSignature(pdf, SIGNING)),
    )
    expect(Buffer.compare(a!.bytes, b!.bytes)).toBe(0)
    expect([a!.byteRange, Buffer.from(a!.digest)]).toEqual([b!.byteRange, Buffer.from(b!.digest)])
  })

  test('refuses with the code and the detail of the refusal', async () => {
    const input = sampleInput('minutes', 'normal')
    const proceedings = { ...input.proceedings, venue: 'Hội trường 字' }
    await expect(there.renderDocument({ ...input, proceedings })).rejects.toMatchObject({
      name: 'AppError',
      code: 'glyph_missing',
      detail: { character: '字' },
    })
    const pdf = new TextEncoder().encode('no PDF')
    await expect(there.prepareSignature(pdf, SIGNING)).rejects.toMatchObject({
      code: 'pdf_unreadable',
      cause: expect.any(Error),
    })
  })
})

describe('a thread for office files and for the files of strangers', () => {
  const table: OfficeSheet = {
    name: 'Kết quả',
    rows: [{ look: 'body', cells: [{ kind: 'text', value: 'Nguyễn Văn Mẫu' }] }],
    widths: [30],
    frozen: null,
    chart: null,
  }
  const about = { title: 'Kết quả', author: 'x', footer: 'x', madeAt: SIGNING.signedAt }
  const trust = { now: SIGNING.signedAt }
  const signed = async () => {
    const own = signerOf(issue({ name: 'Nguyễn Văn Thử', keys: ecKeys() }))
    return signPdf(await unsignedPdf(), signing(own, 'ThuKy'))
  }

  test('makes the very docx that is made here', async () => {
    const input = { ...sampleInput('summary', 'thirty-people'), notice: 'Bản để biên tập' }
    const [a, b] = [await there.renderDocx(input), await here.renderDocx(input)]
    expect(Buffer.compare(a, b)).toBe(0)
  })

  test('makes the very workbook that is made here', async () => {
    const [a, b] = [there, here].map((work) => work.officeWorkbook([table], about))
    expect(Buffer.compare(await a!, await b!)).toBe(0)
  })

  test('reads of a signed file what is read here', async () => {
    const pdf = await signed()
    const found = await there.inspectPdf(pdf, trust)
    expect(found).toEqual(await here.inspectPdf(pdf, trust))
    expect(found.verdicts.map(({ commonName }) => commonName)).toEqual(['Nguyễn Văn Thử'])
    expect(await there.readPages(pdf)).toEqual(await here.readPages(pdf))
  })

  test('reads the attachments and the pages of a document', async () => {
    const pdf = await here.renderDocument(sampleInput('minutes', 'normal'))
    const { attachments, fields } = await there.inspectPdf(pdf, trust)
    expect([...attachments.keys()]).toContain('tally.json')
    expect(fields.map(({ name }) => name)).toContain('chair')
    expect(await there.readPages(pdf)).toEqual(await here.readPages(pdf))
  })

  test('compares print and figures as they are compared here', async () => {
    const input = sampleInput('summary', 'normal')
    const pages = printedPages(await here.readPages(await here.renderDocument(input)), '')
    const { proceedings, identity } = input
    const model = MODELS.summary.model(proceedings, identity)
    const expected = expectedPrint(loadTemplates('templates').summary, model)
    const [row, ...more] = expected.rows
    const other = { ...row!, cells: [...row!.cells.slice(0, -1), '777'] }
    const differing = { ...expected, rows: [other, ...more] }
    const [sound, found] = [
      await there.comparePrint(pages, expected),
      await there.comparePrint(pages, differing),
    ]
    expect(sound).toEqual(await here.comparePrint(pages, expected))
    expect(found).toEqual(await here.comparePrint(pages, differing))
    expect(found.length).toBeGreaterThan(sound.length)
  })

  test('reads of a version which signature was added, or refuses it as it is refused here', async () => {
    const asked = { field: 'ThuKy', now: SIGNED_AT }
    const [before, after] = [await unsignedPdf(), await signed()]
    const added = await there.readAddedSignature(before, after, asked)
    expect(added).toEqual(await here.readAddedSignature(before, after, asked))
    expect(added.commonName).toBe('Nguyễn Văn Thử')
    for (const work of [there, here])
      await expect(work.readAddedSignature(before, before, asked)).rejects.toMatchObject({
        name: 'AppError',
        code: 'signed_file_unsigned',
        detail: { field: 'ThuKy' },
      })
  })

  test('refuses with the code and the detail of the refusal', async () => {
    const pdf = new TextEncoder().encode('no PDF')
    for (const work of [there, here]) {
      await expect(work.inspectPdf(pdf, trust)).rejects.toMatchObject({
        name: 'AppError',
        code: 'pdf_unreadable',
      })
      const many = new TextEncoder().encode('%%EOF'.repeat(300))
      await expect(work.inspectPdf(many, trust)).rejects.toMatchObject({
        code: 'pdf_too_complex',
        detail: { reason: 'revisions' },
      })
    }
  })
})

describe('a file made to hold up others', () => {
  const guarded = (limits: InspectionLimits) =>
    pdfWorkers({
      threads: 1,
      templatesFolder: null,
      failed,
      inspector: new URL('support/hostile-file-worker.mjs', import.meta.url).href,
      limits,
    })
  const told = (work: PdfWork, meant: string) => work.readPages(new TextEncoder().encode(meant))
  const refused = (reason: string) =>
    expect.objectContaining({ name: 'AppError', code: 'pdf_too_complex', detail: { reason } })

  test('is given up after its time, and the files that waited are read', async () => {
    const work = guarded({ ms: 3000, heapMb: 256 })
    const hostile = [1, 2, 3].map(() => told(work, 'endless').catch((error: unknown) => error))
    const sound = told(work, 'sound') // waits for longer than one file may take
    expect(await sound).toBe('sound')
    expect(await Promise.all(hostile)).toEqual([1, 2, 3].map(() => refused('time')))
    await work.close()
  }, 60_000)

  test('is given up when it asks for all memory, and the next is read', async () => {
    const work = guarded({ ms: 60_000, heapMb: 64 })
    await expect(told(work, 'large')).rejects.toEqual(refused('memory'))
    expect(await told(work, 'sound')).toBe('sound')
    await work.close()
  }, 60_000)

  test('holds up no paper that is drawn meanwhile', async () => {
    const work = guarded({ ms: 5000, heapMb: 64 })
    const draw = () => work.renderForm(formInput('criteria', 'normal'))
    await draw() // its thread has begun
    const hostile = [1, 2].map(() => told(work, 'endless').catch((error: unknown) => error))
    const first = await Promise.race([draw().then(() => 'drawn'), ...hostile])
    expect(first).toBe('drawn')
    await Promise.all(hostile)
    await work.close()
  }, 60_000)
})

describe('worker threads that break', () => {
  const broken = () =>
    pdfWorkers({
      threads: 1,
      templatesFolder: null,
      failed,
      worker: new URL('support/broken-pdf-worker.ts', import.meta.url).href,
    })

  test('fail their task alone: the next is done, by another thread after a crash', async () => {
    const work = broken()
    await expect(work.renderDocument(sampleInput('minutes', 'normal'))).rejects.toEqual(
      new RangeError('a mistake of the program'),
    )
    expect(await work.prepareSignature(new Uint8Array(), SIGNING)).toBe('still here')
    await expect(work.renderForm(formInput('criteria', 'normal'))).rejects.toThrow('exited')
    expect(await work.prepareSignature(new Uint8Array(), SIGNING)).toBe('still here')
    await work.close()
    expect(failures).toEqual([])
  })

  test('are none after they were closed, and what was under way is finished', async () => {
    const work = broken()
    const underWay = work.prepareSignature(new Uint8Array(), SIGNING)
    await work.close()
    expect(await underWay).toBe('still here')
    await expect(work.renderForm(formInput('criteria', 'normal'))).rejects.toThrow('closed')
  })
})

describe('whoever types while papers are drawn', () => {
  test('is held up for a small part of the time that drawing here would take from them', async () => {
    const input = sampleInput('summary', 'thirty-people')
    const draw = (work: PdfWork) => work.renderDocument(input)
    expect(await share(draw)).toBeLessThan(0.25)
  })

  test('the same while a docx is made and while a document is checked', async () => {
    const input = sampleInput('summary', 'thirty-people')
    expect(await share((work) => work.renderDocx({ ...input, notice: 'x' }))).toBeLessThan(0.25)
    const pdf = await here.renderDocument(input)
    const check = async (work: PdfWork) => {
      await work.inspectPdf(pdf, { now: SIGNING.signedAt })
      await work.readPages(pdf)
    }
    expect(await share(check)).toBeLessThan(0.25)
  })

  /** How long this thread is busy while the work is done there, as a share of how long while it is done here. */
  async function share(does: (work: PdfWork) => Promise<unknown>): Promise<number> {
    const heldUp = async (work: PdfWork) => {
      await does(work)
      const before = performance.eventLoopUtilization()
      for (let paper = 0; paper < 4; paper += 1) {
        await does(work)
        await new Promise(setImmediate)
      }
      return performance.eventLoopUtilization(before).active
    }
    return (await heldUp(there)) / (await heldUp(here))
  }
})
