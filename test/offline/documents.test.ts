import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { shell } from '../cli/test-io.ts'
import { launchBrowser, seriousFaults } from '../ui/browser.ts'
import { type Told, type ToldStep, check, choose, openPage } from './page-in-browser.ts'
import {
  FILES,
  altered,
  byAnother,
  byRehearsal,
  bySomebody,
  root,
  signed,
  unsignedMinutes,
} from '../support/minutes.ts'

/** The steps the page cannot take and says so; all others are the program's own. */
const NOT_HERE = ['outcome_recomputed', 'printed_figures']

const asked: string[] = []
let browser: Browser
let page: Page
let sound: Uint8Array
const sh = shell()
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
  page = await openPage(browser, asked)
  sound = await signed(await signed(await unsignedMinutes(), bySomebody, 'secretary'), byAnother)
})
afterAll(async () => {
  await browser.close()
  sh.remove()
})

type Verification = { readonly verdict: string; readonly steps: readonly ToldStep[] }

/** What `tin-nhiem verify` says of the same bytes; null where it refuses them. */
async function program(bytes: Uint8Array, ...more: string[]): Promise<Verification | null> {
  const file = sh.file('same.pdf', bytes)
  const { out } = await sh.run(['verify', '--json', ...more, file])
  return (JSON.parse(out) as Verification[])[0] ?? null
}

function alike(steps: readonly ToldStep[]) {
  return steps
    .filter(({ id }) => !NOT_HERE.includes(id))
    .map(({ number, id, status }) => `${number} ${id} ${status}`)
}

async function expectAlike(bytes: Uint8Array, ...more: string[]): Promise<Told> {
  const [here, there] = [
    await check(page, { name: 'van-ban.pdf', bytes }),
    await program(bytes, ...more),
  ]
  expect(alike(here.steps)).toEqual(alike(there?.steps ?? []))
  expect(here.verdict).toBe(there?.verdict ?? null)
  for (const id of NOT_HERE)
    expect(here.steps.filter((step) => step.id === id).map(({ status }) => status)).toEqual(
      here.steps.length > 0 ? ['not_applicable'] : [],
    )
  return here
}

const failedSteps = ({ steps }: Told) =>
  steps.filter(({ status }) => status === 'failed').map(({ id }) => id)

describe('the page and the program say the same, step for step, of', () => {
  test('minutes signed by two, with elliptic and RSA keys', async () => {
    const told = await expectAlike(sound)
    expect(told.verdict).toBe('holds')
    expect(told.steps.length).toBeGreaterThan(30)
    expect(told.text).toContain('35/52 = 67,31%')
    expect(told.text).toContain('Tín nhiệm thấp từ 2/3 (Điều 11.3)')
  })

  test('a document with a changed byte', async () => {
    const told = await expectAlike(altered(sound, '/Producer', '/Producex'))
    expect(failedSteps(told)).toContain('signature_digest')
    expect(told.text).toContain('Lấy lại bản gốc')
  })

  test('a document whose signatures were taken off', async () => {
    const end = Buffer.from(sound).indexOf('%%EOF') + 6
    const told = await expectAlike(sound.subarray(0, end))
    expect(failedSteps(told)).toEqual(['signatures_present'])
  })

  test('a document with something behind the signed bytes', async () => {
    const told = await expectAlike(Buffer.concat([sound, Buffer.from('\n% thêm\n')]))
    expect(failedSteps(told)).toContain('signature_coverage')
  })

  test('a document whose tally is not written as the program writes', async () => {
    const tally = FILES.tally.replace('"id": "1"', '"id":  "1"')
    const told = await expectAlike(await signed(await unsignedMinutes({ tally }), bySomebody))
    expect(failedSteps(told)).toEqual(['data_attached'])
  })

  test('a document under a regulation nobody knows', async () => {
    const outcome = FILES.outcome.replace(/("sha256": ")..../, '$10000')
    const told = await expectAlike(await signed(await unsignedMinutes({ outcome }), bySomebody))
    expect(failedSteps(told)).toEqual(['regime_known'])
  })

  test('a rehearsal, and a real key under one', async () => {
    const rehearsed = await signed(await unsignedMinutes(), await byRehearsal(), 'secretary')
    const told = await expectAlike(rehearsed)
    expect(told.verdict).toBe('holds_rehearsal')
    expect(told.text).toContain('TẬP DƯỢT')
    const mixed = await expectAlike(await signed(rehearsed, bySomebody))
    expect(failedSteps(mixed)).toContain('mode_agrees')
  })

  test('what is no PDF, and one cut in the middle', async () => {
    for (const bytes of [Buffer.from('không phải PDF'), sound.subarray(0, 40_000)]) {
      const told = await expectAlike(bytes)
      expect(told.text).toContain('KHÔNG KIỂM TRA ĐƯỢC')
    }
  })

  test('a chain to a root that is given, and to another', async () => {
    const pem = (der: Uint8Array) =>
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
    for (const [certificate, status] of [
      [root.certificate, 'ok'],
      [bySomebody.certificates[0]!, 'failed'],
    ] as const) {
      const text = pem(certificate)
      await choose(page, 'roots', { name: 'goc.pem', bytes: Buffer.from(text) })
      const { steps } = await expectAlike(sound, '--roots', sh.file('root.pem', text))
      const chains = steps.filter(({ id }) => id === 'signature_chain').map((step) => step.status)
      expect(chains.at(-1)).toBe(status)
    }
    await choose(page, 'roots', { name: 'rac.pem', bytes: Buffer.from('rác') })
    expect((await check(page, { name: 'a.pdf', bytes: sound })).text).toContain('rac.pem')
    await choose(page, 'roots')
  })
})

test('a changed result fails the second count, and the table shows where', async () => {
  const outcome = FILES.outcome.replace('"35/52"', '"34/52"').replace('"count": 35', '"count": 34')
  expect(outcome).not.toBe(FILES.outcome)
  const bytes = await signed(await unsignedMinutes({ outcome }), bySomebody)
  const told = await check(page, { name: 'a.pdf', bytes })
  const there = await program(bytes)
  // the program's first computation finds it and its second is not asked; here the second alone decides
  expect(there?.steps.find(({ status }) => status === 'failed')?.id).toBe('outcome_recomputed')
  expect(failedSteps(told)).toEqual(['recount_agrees'])
  expect([told.verdict, there?.verdict]).toEqual(['fails', 'fails'])
  expect(told.text).toContain('tính lại: 35/52 = 67,31%trong tệp: 34/52 = 67,31%')
  expect(told.text).toContain('KHÁC')
})

test('a changed quorum, status or name of the base is found although no share differs', async () => {
  for (const [from, to] of [
    ['"met": true', '"met": false'],
    ['"name": "collected"', '"name": "members"'],
    ['"status": "computed"', '"status": "held"'],
    ['"findings": []', '"findings":  []'],
  ] as const) {
    expect(FILES.outcome).toContain(from)
    const outcome = FILES.outcome.replace(from, to)
    const bytes = await signed(await unsignedMinutes({ outcome }), bySomebody)
    expect(failedSteps(await check(page, { name: 'a.pdf', bytes }))).toEqual(['recount_agrees'])
  }
})

test('nothing was asked of any address but the page and its own worker', async () => {
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.filter((url) => !/^(?:file|blob:null)/.test(url))).toEqual([])
})

test('the page may not connect to anything, also with a network', async () => {
  const context = await browser.newContext()
  const own = await context.newPage()
  await own.goto(page.url())
  const refused = await own.evaluate(
    `new Promise((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective))
      fetch('http://127.0.0.1:9/').catch(() => undefined)
    })`,
  )
  expect(refused).toBe('connect-src')
  const image = await own.evaluate(
    `new Promise((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective))
      document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }))
    })`,
  )
  expect(image).toBe('img-src')
  await context.close()
})

test.each([1280, 390])('nothing overflows or is hard to reach at %i', async (width) => {
  const own = await openPage(browser, [], width)
  const name = `${'Biên bản rất dài '.repeat(12)}.pdf`
  expect((await check(own, { name, bytes: sound })).verdict).toBe('holds')
  const wide = await own.evaluate('document.documentElement.scrollWidth')
  expect(wide).toBeLessThanOrEqual(width)
  expect(await own.evaluate('document.activeElement.id')).toBe('report')
  expect(await seriousFaults(own)).toEqual([])
  await own.context().close()
})
