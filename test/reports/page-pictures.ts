import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'

/** Grey points row by row, 0 black to 255 white, in 16 steps. */
export type Picture = { readonly width: number; readonly height: number; readonly points: Buffer }

/** 36 points to the inch: layout, rules and the look of lines are seen, letters are not. */
const SCALE = 0.5
const STEP = 17
/** Steps a point may differ by unseen. */
const TOLERANCE = 3

let library: Promise<PDFiumLibrary> | undefined

/** Small grey pictures of the pages of a PDF beside each other, the first so many of them. */
export async function pictureOf(pdf: Uint8Array, most: number): Promise<Picture> {
  const document = await (await (library ??= PDFiumLibrary.init())).loadDocument(pdf)
  try {
    const pages: Picture[] = []
    for (const page of document.pages()) {
      if (pages.length === most) break
      const { width, height, data } = await page.render({ scale: SCALE, colorSpace: 'Gray' })
      const points = Buffer.from(data.map((point) => Math.round(point / STEP) * STEP))
      pages.push({ width, height, points })
    }
    return beside(pages)
  } finally {
    document.destroy()
  }
}

function beside(pages: readonly Picture[]): Picture {
  const width = pages.reduce((sum, page) => sum + page.width, 0)
  const height = Math.max(...pages.map((page) => page.height))
  const points = Buffer.alloc(width * height, 0x88)
  let left = 0
  for (const page of pages) {
    for (let row = 0; row < page.height; row++)
      page.points.copy(points, row * width + left, row * page.width, (row + 1) * page.width)
    left += page.width
  }
  return { width, height, points }
}

/** How many points two pictures differ in, and where the first stands; `null` for another size. */
export function differenceOf(a: Picture, b: Picture): { count: number; first: string } | null {
  if (a.width !== b.width || a.height !== b.height) return null
  let count = 0
  let first = ''
  a.points.forEach((point, at) => {
    if (Math.abs(point - b.points[at]!) <= TOLERANCE * STEP) return
    if (count === 0) first = `${at % a.width},${Math.floor(at / a.width)}`
    count += 1
  })
  return { count, first }
}

/** The picture as a grey PNG. */
export function encodePicture({ width, height, points }: Picture): Buffer {
  const png = new PNG({ width, height })
  points.forEach((point, at) =>
    png.data.fill(point, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4),
  )
  return PNG.sync.write(png, { colorType: 0, inputColorType: 6, deflateLevel: 9 })
}

/** The picture that `encodePicture` wrote. */
export function decodePicture(bytes: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(bytes)
  const points = Buffer.alloc(width * height)
  for (let at = 0; at < points.length; at++) points[at] = data[at * 4]!
  return { width, height, points }
}
