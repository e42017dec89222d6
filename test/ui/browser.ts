import chromium from '@sparticuz/chromium'
import axe from 'axe-core'
import {
  type Browser,
  type BrowserContext,
  type Page,
  chromium as playwright,
} from 'playwright-core'
import type { Context } from '../../src/context.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'

/** In one process the pages of all users send the cookies of the first; without web security nothing is tested. */
const LEFT_OUT = ['--single-process', '--disable-web-security', '--no-zygote']

/** Starts the browser the tests look at the pages with; `hosts` as of `--host-resolver-rules`. */
export function launchBrowser(executablePath: string, hosts = ''): Promise<Browser> {
  const args = chromium.args.filter((each) => !LEFT_OUT.includes(each))
  if (hosts !== '') args.push(`--host-resolver-rules=${hosts}`)
  return playwright.launch({ executablePath, args, headless: true })
}

/** Starts the browser with a profile in that folder, as it is opened again after it was closed. */
export function launchProfile(executablePath: string, folder: string): Promise<BrowserContext> {
  const args = chromium.args.filter((each) => !LEFT_OUT.includes(each))
  return playwright.launchPersistentContext(folder, { executablePath, args, headless: true })
}

/** Serves the pages over the context on a free port; closing also closes the database. */
export function serveOn(ctx: Context): Promise<Running> {
  return startServer(
    ctx,
    readConfig({ PORT: '0', LOG_LEVEL: 'silent', HOST_NAMES: 'may-chu.test' }, ROOT),
  )
}

type Violation = {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string }[]
}

/** The serious and critical accessibility faults of the page as it stands. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate('axe.run(document)')) as {
    violations: readonly Violation[]
  }
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}
