import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { carriedBy } from '../../src/actions/carried-files.ts'
import { attachmentsOf } from '../../src/actions/documents.ts'
import { INSPECTION_TASKS } from '../../src/actions/pdf-work.ts'
import { type Verifier, verifyDocument } from '../../src/actions/verification.ts'
import { finding } from '../../src/domain/finding.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { AppError } from '../../src/errors.ts'
import { outcomeText } from '../../src/formats/outcome.ts'
import { tallyText } from '../../src/formats/tally.ts'
import type { Attachment } from '../../src/reports/draw.ts'
import { templateSource } from '../../src/reports/template-source.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import {
  FILES as files,
  MADE_AT as NOW,
  byRehearsal,
  outcome,
  regime,
  regimes,
  resources,
  signed,
  tally,
  unsignedMinutes,
} from '../support/minutes.ts'

const verifier: Verifier = {
  regimes,
  reports: resources,
  pdf: INSPECTION_TASKS,
  trustedRoots: [],
  crls: [],
  now: () => NOW,
  store: null,
}
/** Minutes signed in a rehearsal that print one tally and outcome and carry these files. */
async function minutesWith(...parts: Parameters<typeof unsignedMinutes>): Promise<Uint8Array> {
  return signed(await unsignedMinutes(...parts), await byRehearsal(), 'head', true)
}

async function failed(pdf: Uint8Array): Promise<string[]> {
  const { steps } = await verifyDocument(verifier, pdf)
  return steps.filter((step) => step.status === 'failed').map((step) => step.id)
}

/** The step as "status reason". */
async function told(pdf: Uint8Array, id: string): Promise<string> {
  const { steps } = await verifyDocument(verifier, pdf)
  const step = steps.find((each) => each.id === id)
  const reason = step?.detail['reason']
  return `${step?.status}${typeof reason === 'string' ? ` ${reason}` : ''}`
}

describe('verifying minutes', () => {
  let sound: Uint8Array
  beforeAll(async () => {
    sound = await minutesWith({})
  })

  test('sound ones fail no step and are known as a rehearsal by their certificate', async () => {
    const { holds, rehearsal, verdict, steps, figures } = await verifyDocument(verifier, sound)
    expect({ holds, rehearsal }).toEqual({ holds: true, rehearsal: true })
    expect(verdict).toBe('holds_rehearsal')
    expect(figures?.ballotKinds[0]?.subjects[0]?.shares).toEqual([
      { level: 'high', count: 20, percent: '38,46' },
      { level: 'medium', count: 5, percent: '9,62' },
      { level: 'low', count: 26, percent: '50,00' },
    ])
    expect(steps.map((step) => step.number)).toEqual(steps.map((_, at) => at + 1))
  })

  test('tell which places to sign still wait, and that no register was asked', async () => {
    expect(await told(sound, 'fields_filled')).toBe('not_applicable fields_open')
    expect(await told(sound, 'newest_version')).toBe('not_applicable no_register')
  })

  describe('of figures that contradict each other', () => {
    const kind = tally.ballotKinds[0]!
    const wrong = { ...tally, ballotKinds: [{ ...kind, invalid: 0 }] }
    const heldOutcome = outcomeOf(wrong, regime)
    const held = outcomeText(heldOutcome)
    const lost = finding('E301', '/ballotKinds/0/collected', { collected: 52, onSheets: 51 })
    const besideOutcome = outcomeOf(tally, regime, [], [lost])
    const heldBeside = outcomeText(besideOutcome)

    test('a held result follows from them, and the second computation comes to none', async () => {
      const told = { tally: wrong, outcome: heldOutcome }
      const pdf = await minutesWith({ tally: tallyText(wrong), outcome: held }, told)
      const { steps } = await verifyDocument(verifier, pdf)
      expect(steps.filter((step) => step.status === 'failed')).toEqual([])
      expect(steps.find((step) => step.id === 'recount_agrees')?.status).toBe('ok')
    })

    test('a result put in the place of the held one is found, explained or not', async () => {
      const forged = outcomeText({ ...outcome, findings: outcomeOf(wrong, regime).findings })
      const pdf = await minutesWith({ tally: tallyText(wrong), outcome: forged })
      expect(await failed(pdf)).toEqual(['outcome_recomputed'])
    })

    test('a result held by what lies beside the tally holds nobody’s numbers', async () => {
      const told = { tally, outcome: besideOutcome }
      expect(await failed(await minutesWith({ outcome: heldBeside }, told))).toEqual([])
      const named = outcomeText({ ...outcome, status: 'held', findings: [lost] })
      expect(await failed(await minutesWith({ outcome: named }))).toEqual(['outcome_recomputed'])
      const warned = heldBeside.replaceAll('E301', 'W301').replace('"error"', '"warning"')
      expect(await failed(await minutesWith({ outcome: warned }))).toEqual(['outcome_recomputed'])
    })
  })

  test('a signed outcome that does not follow from the signed figures is found', async () => {
    const forged = files.outcome.replace('"band": "none"', '"band": "over_half"')
    expect(forged).not.toBe(files.outcome)
    const pdf = await minutesWith({ outcome: forged })
    expect(await failed(pdf)).toEqual(['outcome_recomputed'])
    expect(await told(pdf, 'outcome_recomputed')).toBe('failed outcome_differs')
    expect(await told(pdf, 'printed_figures')).toBe('not_applicable not_reached')
  })

  test('signed figures that lead to another outcome are found', async () => {
    const forged = files.tally
      .replace('"low": 26', '"low": 25')
      .replace('"medium": 5', '"medium": 6')
    expect(await failed(await minutesWith({ tally: forged }))).toEqual(['outcome_recomputed'])
  })

  test('a figure printed otherwise than it is attached is found, though everything else holds', async () => {
    const [kind] = tally.ballotKinds
    const [subject, ...others] = kind!.subjects
    const subjects = [{ ...subject!, high: 21 }, ...others]
    const told = { tally: { ...tally, ballotKinds: [{ ...kind!, subjects }] }, outcome }
    expect(await failed(await minutesWith({}, told))).toEqual(['printed_figures'])
  })

  test('a regulation file other than the one in use is found by its digest', async () => {
    const other = files.outcome.replace(regime.sha256, 'a'.repeat(64))
    const pdf = await minutesWith({ outcome: other })
    expect(await failed(pdf)).toEqual(['regime_known'])
    expect(await told(pdf, 'regime_known')).toBe('failed regime_unknown')
    expect((await verifyDocument(verifier, pdf)).figures).toBeNull()
  })

  test.each([
    ['malformed', '{"format":"tin-nhiem/tally@1"}'],
    ['not JSON', 'x'],
    ['not written as this program writes', `${files.tally} `],
  ])('figures that are %s are found', async (_, text) => {
    expect(await failed(await minutesWith({ tally: text }))).toEqual(['data_attached'])
  })

  describe('and the files beside the figures', () => {
    const attached = attachmentsOf(files)
    const { attachments: carried } = carriedBy('minutes', resources.templates, attached)
    const text = (value: string) => new TextEncoder().encode(value)
    const file = (name: string, value: string) => ({ name, description: name, bytes: text(value) })
    const minutesCarrying = (attachments: readonly Attachment[]) =>
      minutesWith({}, { tally, outcome }, attachments)

    test('hold where they are those listed', async () => {
      const pdf = await minutesCarrying(carried)
      expect(await failed(pdf)).toEqual([])
      expect(await told(pdf, 'files_listed')).toBe('ok')
    })

    test.each([
      ['one is not listed', [...carried, file('regime.json', '{}')]],
      [
        'a listed one is missing',
        carriedBy('minutes', resources.templates, [
          ...attached,
          file('regime.json', '{}'),
        ]).attachments.filter(({ name }) => name !== 'regime.json'),
      ],
      [
        'the list is of another document’s files',
        [
          ...attached,
          file(
            'manifest.json',
            new TextDecoder().decode(
              carriedBy('minutes', resources.templates, []).attachments[0]!.bytes,
            ),
          ),
        ],
      ],
      ['the list cannot be read', [...attached, file('manifest.json', '{}')]],
    ])('are found where %s', async (_, attachments) => {
      const pdf = await minutesCarrying(attachments)
      expect(await failed(pdf)).toEqual(['files_listed'])
      expect(await told(pdf, 'files_listed')).toBe('failed manifest_differs')
      expect(await told(pdf, 'printed_figures')).toBe('not_applicable not_reached')
    })

    test('are not compared by a template that nobody here knows, even one that comes with them', async () => {
      const manifest = new TextDecoder().decode(carried.at(-1)!.bytes)
      const digest = resources.templates.minutes.source.sha256
      const own = templateSource({ own: true })
      const listed = JSON.parse(manifest.replace(digest, own.sha256)) as { files: object[] }
      listed.files.push({ name: 'template.json', sha256: sha256(text(own.body)) })
      const forged = [
        ...attached,
        file('template.json', own.body),
        file('manifest.json', `${JSON.stringify(listed)}\n`),
      ]
      const pdf = await minutesCarrying(forged)
      expect(await failed(pdf)).toEqual(['printed_figures'])
      expect(await told(pdf, 'printed_figures')).toBe('failed template_unknown')
    })

    const earlier = (counts: string, result: string) => [
      file('tally-earlier.json', counts),
      file('outcome-earlier.json', result),
    ]
    test.each([
      [
        'are missing in part',
        earlier(files.tally, files.outcome).slice(0, 1),
        'earlier_not_attached',
      ],
      [
        'do not follow from each other',
        earlier(
          files.tally.replace('"low": 26', '"low": 25').replace('"medium": 5', '"medium": 6'),
          files.outcome,
        ),
        'outcome_differs',
      ],
      [
        'follow a regulation nobody knows',
        earlier(files.tally, files.outcome.replace(regime.sha256, 'a'.repeat(64))),
        'regime_unknown',
      ],
    ])('are found where the figures corrected %s', async (_, more, reason) => {
      const pdf = await minutesCarrying([...attached, ...more])
      expect(await failed(pdf)).toEqual(['earlier_data'])
      expect(await told(pdf, 'earlier_data')).toBe(`failed ${reason}`)
    })
  })

  test('bytes put after the signature are found', async () => {
    const appended = Buffer.concat([sound, Buffer.from('\n% added later\n')])
    expect(await failed(appended)).toContain('signature_coverage')
  })

  test('a file without our figures is a PDF that proves nothing', async () => {
    const { default: PDFDocument } = await import('pdfkit')
    const chunks: Buffer[] = []
    const pdf = new PDFDocument()
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    const done = new Promise((resolve) => pdf.on('end', resolve))
    pdf.text('Biên bản').end()
    await done
    const bare = Buffer.concat(chunks)
    expect(await failed(bare)).toEqual(['data_attached', 'signatures_present'])
    expect(await told(bare, 'data_attached')).toBe('failed not_attached')
    expect(await told(bare, 'signatures_present')).toBe('failed no_signature')
    expect(await told(bare, 'fields_filled')).toBe('not_applicable no_fields')
  })

  test('a file damaged by chance is judged or refused, and never takes long', async () => {
    // the parser of fonts talks of what it leaves out
    const silent = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
    for (const spy of silent) spy.mockImplementation(() => undefined)
    const places = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1 })
    const damage = fc.tuple(places, fc.nat(sound.length))
    await fc.assert(
      fc.asyncProperty(damage, async ([changes, end]) => {
        const broken = Uint8Array.from(sound)
        for (const [at, byte] of changes) broken[at] = byte
        const started = performance.now()
        const file = end % 3 === 0 ? broken.subarray(0, end) : broken
        const { holds } = await verifyDocument(verifier, file).catch((error: unknown) => {
          if (error instanceof AppError) return { holds: false }
          throw error
        })
        expect(holds && !sound.every((byte, at) => byte === file[at])).toBe(false)
        expect(performance.now() - started).toBeLessThan(10_000)
      }),
      { numRuns: 60 },
    )
    for (const spy of silent) spy.mockRestore()
  }, 120_000)

  test.each([
    ['empty', new Uint8Array(0)],
    ['text', readFileSync('README.md')],
    ['cut in half', null],
  ])('a file that is %s is refused as unreadable', async (_, bytes) => {
    const file = bytes ?? sound.slice(0, sound.length / 2)
    await expect(verifyDocument(verifier, file)).rejects.toMatchObject({ code: 'pdf_unreadable' })
  })
})
