import { inflateSync } from 'node:zlib'
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { DOCUMENT_NAMES } from '../../src/domain/proceedings.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sampleInput } from './samples.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }

type Rect = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The content of every page, one after the other. */
function pageContents(pdf: Uint8Array): string[] {
  const raw = Buffer.from(pdf)
  const streams: string[] = []
  for (let at = raw.indexOf('stream\n'); at >= 0; at = raw.indexOf('stream\n', at + 7)) {
    if (raw.subarray(at - 3, at).toString() === 'end') continue
    try {
      streams.push(inflateSync(raw.subarray(at + 7)).toString('latin1'))
    } catch {
      // Not compressed: no page.
    }
  }
  return streams.filter((stream) => stream.includes('BDC'))
}

/** The rectangles of the run that is filled at once and has the most of them. */
function filledRects(content: string): Rect[] {
  const runs = content.match(/(?:[-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+ re\s+)+f/g) ?? []
  const rects = runs.map((run) =>
    [...run.matchAll(/([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re/g)].map((each) => {
      const [x, y, width, height] = each.slice(1).map(Number) as [number, number, number, number]
      return { x, y, width, height }
    }),
  )
  return rects.toSorted((a, b) => b.length - a.length)[0] ?? []
}

/** What a reader makes of the rectangles, as a camera sees them: dark on white with a margin. */
function readCode(rects: readonly Rect[]): string | undefined {
  const module = Math.min(...rects.map(({ height }) => height))
  const scale = 6 / module
  const left = Math.min(...rects.map(({ x }) => x)) - 4 * module
  const top = Math.min(...rects.map(({ y }) => y)) - 4 * module
  const right = Math.max(...rects.map(({ x, width }) => x + width)) + 4 * module
  const side = Math.round((right - left) * scale)
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const { x, y, width, height } of rects)
    for (
      let row = Math.round((y - top) * scale);
      row < Math.round((y + height - top) * scale);
      row++
    )
      for (
        let column = Math.round((x - left) * scale);
        column < Math.round((x + width - left) * scale);
        column++
      )
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
  return jsqr.default(pixels, side, side)?.data
}

describe('the QR code', () => {
  it.each(
    DOCUMENT_NAMES.flatMap((document) =>
      ['normal', 'long-names', 'state-members'].map((name) => [document, name] as const),
    ),
  )('says in print what the document is: %s %s', async (document, name) => {
    const input = sampleInput(document, name)
    const { session, revision, dataSha256, journalHead } = input.identity
    const last = pageContents(await renderDocument(input, resources)).at(-1)!
    expect(readCode(filledRects(last))).toBe(
      `TN1:${session}:${document.toUpperCase()}:${revision}:${dataSha256.toUpperCase()}:${journalHead!.seq}:${journalHead!.hash.toUpperCase()}`,
    )
  })

  it('has a dash for what is not known', async () => {
    const input = sampleInput('minutes', 'normal')
    const identity = { ...input.identity, session: null, journalHead: null }
    const last = pageContents(await renderDocument({ ...input, identity }, resources)).at(-1)!
    const digest = identity.dataSha256.toUpperCase()
    expect(readCode(filledRects(last))).toBe(`TN1:-:MINUTES:1:${digest}:-:-`)
  })

  it('stands on the last page only, and words tell of it', async () => {
    const bytes = await renderDocument(sampleInput('minutes', 'thirty-people'), resources)
    const contents = pageContents(bytes)
    expect(contents).toHaveLength((await extractText(bytes)).length)
    expect(contents.filter((each) => filledRects(each).length > 200)).toEqual([contents.at(-1)])
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/S \/Figure/)
  })
})
