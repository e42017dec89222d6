import { describe, expect, test } from 'vitest'
import { checkPrintedData } from '../../src/actions/printed-data.ts'
import type { DocumentName, Proceedings } from '../../src/domain/proceedings.ts'
import type { SubjectTally, Tally } from '../../src/domain/tally.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { TOLD_BY_DATA } from '../../src/reports/printed-identity.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sampleInput, sampleNames } from '../reports/samples.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const SAMPLES = TOLD_BY_DATA.flatMap((document) =>
  sampleNames(document).map((name) => [document, name] as const),
)

/** The step for a sample printed as `forge` has it, beside the data as they are. */
async function stepOf(
  document: DocumentName,
  name: string,
  forge: (proceedings: Proceedings) => Proceedings = (same) => same,
) {
  const input = sampleInput(document, name)
  const { tally, outcome, regime } = input.proceedings
  const pdf = await renderDocument({ ...input, proceedings: forge(input.proceedings) }, resources)
  const tallySha256 = input.identity.dataSha256
  return checkPrintedData(pdf, { tally, outcome, regime, tallySha256 }, resources.templates)
}

/** The step for the first ballot kind, or its first person, told otherwise in print. */
function kindForged(change: (kind: Tally['ballotKinds'][number]) => object) {
  return (proceedings: Proceedings): Proceedings => {
    const [kind, ...others] = proceedings.tally.ballotKinds
    const ballotKinds = [{ ...kind!, ...change(kind!) }, ...others]
    return { ...proceedings, tally: { ...proceedings.tally, ballotKinds } }
  }
}
function personForged(change: (subject: SubjectTally) => object) {
  return kindForged(({ subjects: [first, ...others] }) => {
    return { subjects: [{ ...first!, ...change(first!) }, ...others] }
  })
}

describe('the printed text', () => {
  test.each(SAMPLES)('of %s, sample %s, agrees with its own data', async (document, name) => {
    expect(await stepOf(document, name)).toMatchObject({ status: 'ok', detail: { document } })
  })

  const plus = (count: number | null | undefined) => (count ?? 0) + 1
  const forgeries = {
    'one vote more in a cell': [
      personForged(({ high }) => ({ high: plus(high) })),
      'figure_differs',
    ],
    'one vote less in the last mark': [
      personForged(({ low }) => ({ low: plus(low) })),
      'figure_differs',
    ],
    'a line that is not valid': [
      personForged(({ invalid }) => ({ invalid: plus(invalid) })),
      'figure_differs',
    ],
    'another name': [personForged(({ name }) => ({ name: `${name} Khác` })), 'name_differs'],
    'another post': [personForged(() => ({ position: 'Chức vụ khác' })), 'name_differs'],
    'another number of papers issued': [
      kindForged(({ issued }) => ({ issued: plus(issued) })),
      'figure_differs',
    ],
    'another number of papers collected': [
      kindForged((kind) => ({ collected: kind.collected! - 1 })),
      'figure_differs',
    ],
    'another number of valid papers': [
      kindForged(({ valid }) => ({ valid: plus(valid) })),
      'figure_differs',
    ],
    'another number of invalid papers': [
      kindForged(({ invalid }) => ({ invalid: plus(invalid) })),
      'figure_differs',
    ],
    'a person left out': [
      kindForged(({ subjects }) => ({ subjects: subjects.slice(1) })),
      'figure_differs',
    ],
    'the last person of all left out': [
      (proceedings) => {
        const { tally } = proceedings
        const [kind, last] = tally.ballotKinds
        const shorter = { ...last!, subjects: last!.subjects.slice(0, -1) }
        return { ...proceedings, tally: { ...tally, ballotKinds: [kind!, shorter] } }
      },
      'not_printed',
    ],
    'two people in the place of each other': [
      kindForged(({ subjects: [a, b, ...rest] }) => ({ subjects: [b, a, ...rest] })),
      'figure_differs',
    ],
    'one more who was present': [
      (proceedings) => {
        const { tally } = proceedings
        return { ...proceedings, tally: { ...tally, voters: { ...tally.voters, present: 53 } } }
      },
      'figure_differs',
    ],
    'another share': [
      (proceedings) => {
        const [first, ...others] = proceedings.outcome.subjects
        const high = { ...first!.high!, percent: '98,09' }
        const subjects = [{ ...first!, high }, ...others]
        return { ...proceedings, outcome: { ...proceedings.outcome, subjects } }
      },
      'figure_differs',
    ],
  } satisfies Record<string, readonly [(proceedings: Proceedings) => Proceedings, string]>

  describe.each(TOLD_BY_DATA)('of the %s', (document) => {
    test.each(Object.entries(forgeries))('with %s is found', async (_, [forge, reason]) => {
      const step = await stepOf(document, 'normal', forge)
      expect(step).toMatchObject({ status: 'failed', detail: { reason } })
    })
  })

  test('is compared with the data of its own pages only', async () => {
    const input = sampleInput('minutes', 'normal')
    const pdf = await renderDocument(input, resources)
    const proven = { ...input.proceedings, tallySha256: 'f'.repeat(64) }
    const step = await checkPrintedData(pdf, proven, resources.templates)
    expect(step).toMatchObject({ status: 'failed', detail: { reason: 'figure_differs' } })
  })

  test('that cannot be read is failed', async () => {
    const { proceedings } = sampleInput('minutes', 'normal')
    const proven = { ...proceedings, tallySha256: 'f'.repeat(64) }
    const step = await checkPrintedData(Buffer.from('%PDF-'), proven, resources.templates)
    expect(step).toMatchObject({ status: 'failed', detail: { reason: 'text_unreadable' } })
  })

  test('of a paper no template prints is told to be compared by eye', async () => {
    const { default: PDFDocument } = await import('pdfkit')
    const chunks: Buffer[] = []
    const pdf = new PDFDocument()
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    const done = new Promise((resolve) => pdf.on('end', resolve))
    pdf.text('Bien ban').end()
    await done
    const { proceedings } = sampleInput('minutes', 'normal')
    const proven = { ...proceedings, tallySha256: 'f'.repeat(64) }
    const step = await checkPrintedData(Buffer.concat(chunks), proven, resources.templates)
    expect(step).toMatchObject({
      status: 'not_applicable',
      detail: { reason: 'document_unknown' },
    })
  })
})
