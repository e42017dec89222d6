import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  openThread,
  reopenThread,
  settleThread,
  withdrawComment,
  writeComment,
} from '../../src/actions/comments.ts'
import { sealOf } from '../../src/signatures/seal.ts'
import { ROOT } from '../../src/program.ts'
import { archiveOf, signedSession } from '../support/archives.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults } from '../ui/browser.ts'
import { type Told, check, openPage } from './page-in-browser.ts'

const asked: string[] = []
let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
  page = await openPage(browser, asked)
})
afterAll(async () => browser.close())

const fixture = (name: string) => readFileSync(`${ROOT}/test/fixtures/archives/${name}.zip`)
const look = (bytes: Uint8Array) => check(page, { name: 'ho-so.zip', bytes })
const failedSteps = ({ steps }: Told) =>
  steps.filter(({ status }) => status === 'failed').map(({ id }) => id)
/** The steps in order, those repeated once, without those that do not apply. */
const taken = ({ steps }: Told) => [
  ...new Set(steps.filter(({ status }) => status === 'ok').map(({ id }) => id)),
]

/** The steps of `tin-nhiem verify` on an archive that this page takes as well, in their order. */
const TAKEN = [
  'archive_container',
  'archive_manifest',
  'archive_signature',
  'archive_files',
  'archive_contents',
  'journal_chain',
  'journal_head',
  'journal_facts',
  'data_attached',
  'regime_known',
  'recount_agrees',
  'passes_add_up',
  'versions_continue',
  'archived_document',
  'archive_mode',
]

describe('of a sound archive', () => {
  test('a real one holds in every step the page takes, and those it does not take are told', async () => {
    const told = await look(fixture('v1-real'))
    expect(told.verdict).toBe('holds')
    expect(taken(told)).toEqual(TAKEN)
    expect(told.steps.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      told.steps.map((_, at) => at + 1),
    )
    const untaken = told.steps.filter(({ status }) => status === 'not_applicable')
    expect([...new Set(untaken.map(({ id }) => id))]).toEqual([
      'outcome_recomputed',
      'drawn_again',
      'session_here',
    ])
    expect(told.text).toContain('chưa so với giấy')
  })

  test('one of a session that was talked about holds too', async () => {
    const ctx = await testContext()
    const people = await seatPeople(ctx)
    const id = await signedSession(ctx, people)
    const about = { kind: 'session', id: null } as const
    const place = await openThread(ctx, people.auditor, id, { about, text: 'Vì sao?' })
    await writeComment(ctx, people.first, place, { text: 'Vì thế.', seen: 1 })
    await withdrawComment(ctx, people.first, place, 2)
    await settleThread(ctx, people.auditor, place, { seen: 3 })
    await reopenThread(ctx, people.auditor, place, { text: 'Còn gì?', seen: 4 })
    const told = await look(Buffer.from(await archiveOf(ctx, people, id)))
    expect([told.verdict, failedSteps(told)]).toEqual(['holds_rehearsal', []])
    await ctx.store.db.destroy()
  }, 60_000)

  test('a rehearsal’s of two revisions is told as one, with the table of each', async () => {
    const told = await look(fixture('v1-rehearsal'))
    expect(told.verdict).toBe('holds_rehearsal')
    expect(told.steps.filter(({ id }) => id === 'recount_agrees')).toHaveLength(2)
    expect(await page.locator('#result h3').allTextContents()).toEqual([
      'Lấy phiếu tín nhiệm năm 2026 (lập lần 2)',
      'Lấy phiếu tín nhiệm năm 2026 (lập lần 1)',
    ])
    const here = page.locator('[data-step=session_here]')
    expect(await here.textContent()).not.toContain('Nên làm')
    expect(await seriousFaults(page)).toEqual([])
  })

  test('each kind of step stands once, and every step keeps its number', async () => {
    await look(fixture('v1-rehearsal'))
    const headings = await page.locator('.check-group > summary > strong').allTextContents()
    expect(headings).toEqual(['Hồ sơ', 'Nhật ký', 'Số liệu và chữ in', 'Văn bản trong hồ sơ'])
    const numbers = await page
      .locator('[data-step]')
      .evaluateAll((found) =>
        found.map((each) => [each.dataset['number'], each.getAttribute('value')]),
      )
    for (const [number, shown] of numbers) expect(shown).toBe(number)
  })

  test('the key is compared with what stands on paper', async () => {
    const bytes = fixture('v1-real')
    const { keyId } = JSON.parse(fileIn(bytes, 'manifest.sig.json').toString()) as { keyId: string }
    await page.evaluate("document.querySelector('details').open = true")
    await page.fill('#seal', keyId.replaceAll(/(....)/g, '$1 ').toUpperCase())
    const same = await look(bytes)
    expect([same.verdict, same.text.includes('đúng như đã gõ')]).toEqual(['holds', true])
    await page.fill('#seal', 'f'.repeat(64))
    expect(failedSteps(await look(bytes))).toEqual(['archive_signature'])
    await page.fill('#seal', '12 34')
    expect((await look(bytes)).text).toContain('64 chữ số')
    await page.fill('#seal', '')
  })
})

describe('exactly one step fails on an archive', () => {
  test.each([
    ['with a changed byte', (zip: Buffer) => changed(zip, '"collected": 1', '"collected": 2')],
    ['cut off', (zip: Buffer) => zip.subarray(0, 200_000)],
    ['with something behind it', (zip: Buffer) => Buffer.concat([zip, Buffer.from('x')])],
    ['that is only called one', () => Buffer.from('PK\x03\x04 không phải hồ sơ')],
    ['with a path out of it', (zip: Buffer) => changed(zip, 'roster.json', '../ter.json', 2)],
    ['packed', (zip: Buffer) => packed(zip)],
  ] as const)('%s: archive_container', async (_, spoil) => {
    expect(failedSteps(await look(spoil(fixture('v1-real'))))).toEqual(['archive_container'])
  })

  test('whose file was changed with its check sum: archive_files', async () => {
    const zip = rewritten(fixture('v1-real'), 'passes.json', (text) => text.replace('20', '21'))
    expect(failedSteps(await look(zip))).toEqual(['archive_files'])
  })

  test('whose manifest was changed: archive_manifest where it is none any more, else archive_signature', async () => {
    const zip = rewritten(fixture('v1-real'), 'manifest.json', (text) =>
      text.replace('"mode": "real"', '"mode": "fake"'),
    )
    expect(failedSteps(await look(zip))).toEqual(['archive_manifest'])
    const state = rewritten(fixture('v1-real'), 'manifest.json', (text) =>
      text.replace(/"revision": 1/, '"revision": 2'),
    )
    expect(failedSteps(await look(state))).toEqual(['archive_signature'])
  })

  test.each([
    ['journal.jsonl', 'journal_chain', '"hash":"', 1],
    ['tally.json', 'recount_agrees', '"low": ', 1],
    ['outcome.json', 'recount_agrees', '/', 1],
    ['passes.json', 'passes_add_up', '"high": ', 1],
  ] as const)('whose %s a forger changed and signed anew', async (file, step, before, more) => {
    const forged = resigned(
      rewritten(fixture('v1-real'), file, (text) => nextDigit(text, before, more)),
      file,
    )
    const failed = failedSteps(await look(forged))
    expect(failed).toContain(step)
    expect(failed.filter((id) => id.startsWith('archive_'))).toEqual([])
  })
})

test('nothing was asked of any address but the page and its own workers', () => {
  expect(asked.filter((url) => !/^(?:file|blob:null)/.test(url))).toEqual([])
})

function placeOf(
  zip: Buffer,
  path: string,
): { readonly head: number; readonly at: number; size: number } {
  const head = zip.indexOf(`PK\x03\x04`, 0, 'latin1')
  for (let at = head; at >= 0; at = zip.indexOf('PK\x03\x04', at + 1, 'latin1')) {
    const length = zip.readUInt16LE(at + 26)
    if (zip.toString('latin1', at + 30, at + 30 + length) !== path) continue
    return { head: at, at: at + 30 + length, size: zip.readUInt32LE(at + 18) }
  }
  throw new RangeError(path)
}

function fileIn(zip: Buffer, path: string): Buffer {
  const { at, size } = placeOf(zip, path)
  return zip.subarray(at, at + size)
}

/** The same with the file's text rewritten to one as long, its check sum as well, before it and in the directory. */
function rewritten(zip: Buffer, path: string, rewrite: (text: string) => string): Buffer {
  const copy = Buffer.from(zip)
  const { head, at, size } = placeOf(copy, path)
  const text = copy.toString('utf8', at, at + size)
  const put = Buffer.from(rewrite(text))
  if (put.length !== size || put.toString() === text) throw new RangeError(`${path}: as long`)
  put.copy(copy, at)
  const sum = crc32(put)
  copy.writeUInt32LE(sum, head + 14)
  const listed = copy.lastIndexOf(path, copy.length, 'latin1') - 46
  copy.writeUInt32LE(sum, listed + 16)
  return copy
}

/** The same with the manifest naming the file as it now is, signed by a key of the forger's own. */
function resigned(zip: Buffer, path: string): Buffer {
  const digest = createHash('sha256').update(fileIn(zip, path)).digest('hex')
  const seal = sealOf(Buffer.alloc(32, 7))
  const listed = rewritten(zip, 'manifest.json', (text) => {
    const manifest = JSON.parse(text) as { files: { path: string; sha256: string }[] }
    for (const file of manifest.files) if (file.path === path) file.sha256 = digest
    return `${JSON.stringify(manifest, null, 2)}\n`
  })
  return rewritten(listed, 'manifest.sig.json', (text) => {
    const signature = seal.sign('archive', fileIn(listed, 'manifest.json'))
    const told = JSON.parse(text) as object
    const own = { keyId: seal.id, publicKey: seal.publicKey, signature }
    return `${JSON.stringify({ ...told, ...own }, null, 2)}\n`
  })
}

/** The text with the digit behind the first such place raised by one, 9 lowered. */
function nextDigit(text: string, before: string, more: number): string {
  const [found] = [...text.matchAll(/[0-9]/g)].filter(({ index }) =>
    text.slice(0, index).endsWith(before),
  )
  if (!found) throw new RangeError(before)
  const digit = found[0] === '9' ? '8' : String(Number(found[0]) + more)
  return `${text.slice(0, found.index)}${digit}${text.slice(found.index + 1)}`
}

function changed(zip: Buffer, from: string, to: string, times = 1): Buffer {
  const copy = Buffer.from(zip)
  let at = -1
  for (let left = times; left > 0; left -= 1) {
    at = copy.indexOf(from, at + 1, 'latin1')
    if (at < 0 || from.length !== to.length) throw new RangeError(from)
    copy.write(to, at, 'latin1')
  }
  return copy
}

function packed(zip: Buffer): Buffer {
  const copy = Buffer.from(zip)
  const listed = copy.lastIndexOf('session.json', copy.length, 'latin1') - 46
  copy.writeUInt16LE(8, listed + 10)
  return copy
}
