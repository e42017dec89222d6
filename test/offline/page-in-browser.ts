import type { Browser, Page } from 'playwright-core'
import { ROOT } from '../../src/program.ts'

/** What the page told of a file. */
export type Told = {
  /** Null where the file was refused. */
  readonly verdict: string | null
  /** By their numbers, wherever they stand. */
  readonly steps: readonly ToldStep[]
  readonly text: string
}
export type ToldStep = { readonly number: number; readonly id: string; readonly status: string }

/** A file to be chosen. */
export type Chosen = { readonly name: string; readonly bytes: Uint8Array }

const PAGE = `file://${ROOT}/dist/tin-nhiem-verify.html`

/** The page opened as from a stick, in a browser without network; `asked` fills with every address it asks for. */
export async function openPage(
  browser: Browser,
  asked: string[] = [],
  width = 1280,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true })
  const page = await context.newPage()
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => asked.push(`fault: ${error.message}`))
  await page.goto(PAGE)
  return page
}

/** Chooses files in a field of the page. */
export async function choose(page: Page, field: string, ...files: Chosen[]): Promise<void> {
  await page.setInputFiles(
    `#${field}`,
    files.map(({ name, bytes }) => {
      return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }
    }),
  )
}

/** What the page says of the file. */
export async function check(page: Page, file: Chosen): Promise<Told> {
  await page.evaluate("document.getElementById('result').replaceChildren()")
  await choose(page, 'file', file)
  const result = page.locator('#verdict, #result > .refusal')
  await result.waitFor({ timeout: 25_000 })
  const verdict = await result.getAttribute('data-verdict')
  const steps = await page
    .locator('[data-step]')
    .evaluateAll((found) =>
      found.map(({ dataset: { number, step, status } }) => [number, step, status]),
    )
  const text = (await page.locator('#result').textContent()) ?? ''
  const told = steps
    .map(([number, id = '', status = '']): ToldStep => ({ number: Number(number), id, status }))
    .toSorted((a, b) => a.number - b.number)
  return { verdict, steps: told, text }
}
