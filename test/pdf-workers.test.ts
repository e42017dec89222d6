import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PdfWork, pdfWorkHere } from '../src/actions/pdf-work.ts'
import { DOCUMENT_NAMES, FORM_NAMES } from '../src/domain/proceedings.ts'
import { pdfWorkers } from '../src/pdf-workers.ts'
import { loadFonts } from '../src/reports/fonts.ts'
import { loadTemplates } from '../src/reports/template.ts'
import { formInput, sampleInput } from './reports/samples.ts'
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
    const heldUp = async (work: typeof here) => {
      await work.renderDocument(input)
      const before = performance.eventLoopUtilization()
      for (let paper = 0; paper < 4; paper += 1) {
        await work.renderDocument(input)
        await new Promise(setImmediate)
      }
      return performance.eventLoopUtilization(before).active
    }
    expect((await heldUp(there)) / (await heldUp(here))).toBeLessThan(0.25)
  })
})
