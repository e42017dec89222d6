import { describe, expect, test } from 'vitest'
import { type ToldData, checkPrintedData, readablePages } from '../../src/actions/printed-data.ts'
import { type CorrectedFigure, correctedFigures } from '../../src/domain/correction.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import {
  DOCUMENT_NAMES,
  type FigureDocument,
  type Proceedings,
} from '../../src/domain/proceedings.ts'
import type { SubjectTally, Tally } from '../../src/domain/tally.ts'
import type { Block } from '../../src/reports/blocks.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { parseText } from '../../src/reports/placeholder.ts'
import { templatesInUse } from '../../src/reports/printed-template.ts'
import { type DocumentInput, renderDocument } from '../../src/reports/render.ts'
import type { Template } from '../../src/reports/read-template.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sampleInput, sampleNames } from '../reports/samples.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const KNOWN = templatesInUse(resources.templates)
const TOLD_BY_ONE = [...DOCUMENT_NAMES, 'notice'] as const
const SAMPLES = TOLD_BY_ONE.flatMap((document) =>
  sampleNames(document).map((name) => [document, name] as const),
)

async function checkPages(pdf: Uint8Array, told: ToldData, known: typeof KNOWN) {
  return checkPrintedData(await readablePages(pdf), told, known)
}

/** What a document of the input has to tell. */
function toldBy({ proceedings, identity }: DocumentInput): ToldData {
  const { tally, outcome, regime } = proceedings
  const proven = { tally, outcome, regime, tallySha256: identity.dataSha256 }
  return { proven, earlier: null, template: null }
}

/** The step for a sample printed as `forge` has it, beside the data as they are. */
async function stepOf(
  document: FigureDocument,
  name: string,
  forge: (proceedings: Proceedings) => Proceedings = (same) => same,
) {
  const input = sampleInput(document, name)
  const pdf = await renderDocument({ ...input, proceedings: forge(input.proceedings) }, resources)
  return checkPages(pdf, toldBy(input), KNOWN)
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

  describe.each(TOLD_BY_ONE)('of the %s', (document) => {
    test.each(Object.entries(forgeries))('with %s is found', async (_, [forge, reason]) => {
      const step = await stepOf(document, 'normal', forge)
      expect(step).toMatchObject({ status: 'failed', detail: { reason } })
    })
  })

  test('is compared with the data of its own pages only', async () => {
    const input = sampleInput('minutes', 'normal')
    const pdf = await renderDocument(input, resources)
    const told = toldBy(input)
    const other = { ...told, proven: { ...told.proven, tallySha256: 'f'.repeat(64) } }
    const step = await checkPages(pdf, other, KNOWN)
    expect(step).toMatchObject({ status: 'failed', detail: { reason: 'figure_differs' } })
  })

  test('that cannot be read is failed', async () => {
    const told = toldBy(sampleInput('minutes', 'normal'))
    const step = await checkPages(Buffer.from('%PDF-'), told, KNOWN)
    expect(step).toMatchObject({ status: 'failed', detail: { reason: 'text_unreadable' } })
  })

  test('of a paper no template prints is failed, for it was compared with nothing', async () => {
    const { default: PDFDocument } = await import('pdfkit')
    const chunks: Buffer[] = []
    const pdf = new PDFDocument()
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    const done = new Promise((resolve) => pdf.on('end', resolve))
    pdf.text('Bien ban').end()
    await done
    const told = toldBy(sampleInput('minutes', 'normal'))
    const step = await checkPages(Buffer.concat(chunks), told, KNOWN)
    expect(step).toMatchObject({ status: 'failed', detail: { reason: 'document_unknown' } })
  })
})

describe('the printed text of papers drawn with a forged template', () => {
  type Forge = (blocks: readonly Block[]) => Block[]

  /** Every block, also those in groups, in place of which others stand. */
  const each = (change: (block: Block) => readonly Block[]): Forge => {
    const inside = (blocks: readonly Block[]): Block[] =>
      blocks.flatMap((block) =>
        block.block === 'group'
          ? [{ ...block, blocks: inside(block.blocks) } as Block]
          : change(block),
      )
    return inside
  }
  const stepWith = async (document: FigureDocument, forge: Forge, name = 'normal') => {
    const template: Template = resources.templates[document]
    const forged = { ...template, blocks: forge(template.blocks) }
    const templates = { ...resources.templates, [document]: forged }
    const input = sampleInput(document, name)
    const pdf = await renderDocument(input, { ...resources, templates })
    return checkPages(pdf, toldBy(input), KNOWN)
  }
  const line = (text: string): Block => {
    return { block: 'paragraph', style: 'note', keep: false, text: parseText(text) }
  }
  const added = (kind: Block['block'], text: string) =>
    each((block) => (block.block === kind ? [block, line(text)] : [block]))

  test('agrees where nothing is forged', async () => {
    expect(
      await stepWith(
        'summary',
        each((block) => [block]),
      ),
    ).toMatchObject({ status: 'ok' })
  })

  test('with the digits of two marks in bars in the place of each other is found', async () => {
    const swapped = each((block) => {
      if (block.block !== 'bars') return [block]
      const [first, second, ...others] = block.segments
      const segments = [
        { ...first!, count: second!.count },
        { ...second!, count: first!.count },
        ...others,
      ]
      return [{ ...block, segments }]
    })
    const step = await stepWith('summary', swapped)
    const swap = {
      reason: 'figure_differs',
      expected: '2. Trần Thí Dụ Lộc: 46 5 0 0',
      printed: '2. Trần Thí Dụ Lộc  5  46',
    }
    expect(step).toMatchObject({
      status: 'failed',
      detail: { reason: 'figure_differs', faults: expect.arrayContaining([swap]) },
    })
  })

  test('with other people beside the bars is found', async () => {
    const renamed = each((block) =>
      block.block === 'bars'
        ? [{ ...block, label: parseText('{{ row.number }}. Người Khác') }]
        : [block],
    )
    const detail = { reason: 'not_printed', faults: [{ expected: '1. Nguyễn Mẫu An' }, {}] }
    expect(await stepWith('summary', renamed)).toMatchObject({ status: 'failed', detail })
  })

  test('without the bars is found', async () => {
    const without = each((block) => (block.block === 'bars' ? [] : [block]))
    expect(await stepWith('summary', without)).toMatchObject({
      status: 'failed',
      detail: { reason: 'not_printed' },
    })
  })

  test.each([
    ['digits', '7 45'],
    ['words', 'đã xin thôi giữ chức vụ'],
  ])('with %s below the last bar is found', async (_, text) => {
    const step = await stepWith('summary', added('bars', text))
    expect(step).toMatchObject({ status: 'failed', detail: { faults: [{}, {}] } })
  })

  test.each(TOLD_BY_ONE)(
    'with words below the last line of a table of the %s is found',
    async (document) => {
      const step = await stepWith(document, added('table', 'đã xin thôi giữ chức vụ'))
      expect(step).toMatchObject({
        status: 'failed',
        detail: { reason: 'name_differs', faults: [{ printed: 'đã xin thôi giữ chức vụ' }, {}] },
      })
    },
  )

  test('with words below the sums of a table is found', async () => {
    const step = await stepWith('summary', added('table', 'chưa kể phiếu nộp sau'), 'long-names')
    expect(step).toMatchObject({
      status: 'failed',
      detail: { reason: 'name_differs', faults: [{ printed: 'chưa kể phiếu nộp sau' }] },
    })
  })

  test('is compared with the template of the digest, and with no other', async () => {
    const input = sampleInput('minutes', 'normal')
    const forged = added('table', 'đã xin thôi giữ chức vụ')(resources.templates.minutes.blocks)
    const source = { sha256: 'a'.repeat(64), body: '' }
    const other = {
      ...resources.templates.minutes,
      document: 'minutes' as const,
      blocks: forged,
      source,
    }
    const templates = { ...resources.templates, minutes: other }
    const pdf = await renderDocument(input, { ...resources, templates })
    const told = { ...toldBy(input), template: source.sha256 }
    expect(await checkPages(pdf, told, KNOWN)).toMatchObject({
      status: 'failed',
      detail: { reason: 'template_unknown', template: source.sha256 },
    })
    const known = { ...KNOWN, others: [other] }
    expect(await checkPages(pdf, told, known)).toMatchObject({ status: 'ok' })
    const unnamed = { ...told, template: null }
    expect(await checkPages(pdf, unnamed, known)).toMatchObject({ status: 'failed' })
  })
})

describe('the printed text of a corrigendum', () => {
  /** A corrigendum of minutes that had one vote of the first person elsewhere, printed as `forge` has it. */
  const stepOfCorrected = async (
    forge: (figures: readonly CorrectedFigure[]) => readonly CorrectedFigure[] = (same) => same,
    {
      name = 'normal',
      before = personForged(({ high, low }) => ({ high: high! + 1, low: low! - 1 })),
      withEarlier = true,
    } = {},
  ) => {
    const input = sampleInput('minutes', name)
    const { tally, outcome, regime } = input.proceedings
    const { tally: old } = before(input.proceedings)
    const earlier = {
      tally: old,
      outcome: outcomeOf(old, regime, input.proceedings.decisions),
      regime,
      tallySha256: 'e'.repeat(64),
    }
    const figures = correctedFigures(earlier, { tally, outcome })
    const correction = {
      earlier: { revision: 1, dataSha256: earlier.tallySha256, held: false, documents: [] },
      reopened: [{ at: '2023-12-06T01:00:00.000Z', reason: 'Kiểm lại tập 2' }],
      figures: forge(figures),
    }
    const pdf = await renderDocument(
      {
        ...input,
        proceedings: { ...input.proceedings, correction },
        identity: { ...input.identity, document: 'corrigendum', revision: 2 },
      },
      resources,
    )
    const told = toldBy(input)
    const step = await checkPages(pdf, withEarlier ? { ...told, earlier } : told, KNOWN)
    return { step, figures }
  }
  const other = (value: CorrectedFigure['old']) =>
    typeof value === 'number' ? value + 1 : value === null ? '99,99' : '12,34'

  /** The first person of the last kind was two thirds low and is so no more. */
  const acrossBand = (proceedings: Proceedings): Proceedings => {
    const [kind, ...others] = proceedings.tally.ballotKinds
    const subjects = kind!.subjects.map((subject, at) =>
      at === 3 ? { ...subject, high: subject.high! + 16, low: subject.low! - 16 } : subject,
    )
    const ballotKinds = [{ ...kind!, subjects }, ...others]
    return { ...proceedings, tally: { ...proceedings.tally, ballotKinds } }
  }

  test.each(['normal', 'long-names', 'thirty-people', 'two-levels', 'state-members'])(
    'agrees with both counts, sample %s',
    async (name) => {
      const twoLevels = name === 'two-levels'
      const before = twoLevels
        ? personForged(({ confidence, no_confidence: no }) => {
            return { confidence: confidence! - 1, no_confidence: no! + 1 }
          })
        : personForged(({ high, low }) => ({ high: high! - 1, low: low! + 1 }))
      const { step, figures } = await stepOfCorrected(undefined, { name, before })
      expect(figures.length).toBeGreaterThanOrEqual(4)
      expect(step).toMatchObject({ status: 'ok', detail: { document: 'corrigendum' } })
    },
  )

  test('agrees where a provision takes the place of none', async () => {
    const { step, figures } = await stepOfCorrected(undefined, { before: acrossBand })
    expect(figures.find(({ figure }) => figure === 'clause')).toMatchObject({ old: null })
    expect(step).toMatchObject({ status: 'ok' })
  })

  test.each(['old', 'now'] as const)(
    'with another number in the column of the %s values is found',
    async (column) => {
      const { figures } = await stepOfCorrected()
      for (const at of figures.keys()) {
        const { step } = await stepOfCorrected((all) =>
          all.map((each, place) =>
            place === at ? { ...each, [column]: other(each[column]) } : each,
          ),
        )
        expect(step).toMatchObject({ status: 'failed', detail: { reason: 'figure_differs' } })
      }
    },
  )

  test.each([
    [
      'no provision instead of one',
      (each: CorrectedFigure) => ({ ...each, now: null }),
      'figure_differs',
    ],
    [
      'another provision',
      (each: CorrectedFigure) => ({ ...each, now: 'Điều 11.9' }),
      'name_differs',
    ],
    [
      'old and new provision in the place of each other',
      (each: CorrectedFigure) => ({ ...each, old: each.now, now: each.old }),
      'figure_differs',
    ],
  ] as const)('with %s is found', async (_, change, reason) => {
    const { step } = await stepOfCorrected(
      (all) => all.map((each) => (each.figure === 'clause' ? change(each) : each)),
      { before: acrossBand },
    )
    expect(step).toMatchObject({ status: 'failed', detail: { reason } })
  })

  test.each([
    ['a figure left out', (all: readonly CorrectedFigure[]) => all.slice(1), 'figure_differs'],
    [
      'the last figure left out',
      (all: readonly CorrectedFigure[]) => all.slice(0, -1),
      'not_printed',
    ],
    ['a figure more', (all: readonly CorrectedFigure[]) => [...all, all[0]!], 'figure_differs'],
    ['none at all', () => [], 'not_printed'],
    [
      'another name',
      ([first, ...rest]: readonly CorrectedFigure[]) => [
        { ...first!, subject: 'Người Khác' },
        ...rest,
      ],
      'name_differs',
    ],
    [
      'another kind of figure',
      ([first, ...rest]: readonly CorrectedFigure[]) => [
        { ...first!, figure: 'line' as const },
        ...rest,
      ],
      'name_differs',
    ],
  ])('with %s is found', async (_, forge, reason) => {
    const { step } = await stepOfCorrected(forge)
    expect(step).toMatchObject({ status: 'failed', detail: { reason } })
  })

  test('without the figures it corrects is failed', async () => {
    const { step } = await stepOfCorrected(undefined, { withEarlier: false })
    expect(step).toMatchObject({ status: 'failed', detail: { reason: 'earlier_not_attached' } })
  })
})
