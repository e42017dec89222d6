import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { drawActivityReport } from '../../src/actions/activity/activity-files.ts'
import { type ActivityFiles, activityFilesOf } from '../../src/actions/activity/activity-report.ts'
import { getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { ACTIVITY_WORDS } from '../../src/messages/activity-words.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { enteredSession } from '../support/entered-session.ts'
import { launchBrowser } from '../ui/browser.ts'
import { check, openPage } from './page-in-browser.ts'

let browser: Browser
let page: Page
let ctx: Context
let stored: Awaited<ReturnType<typeof getSession>>
let files: ActivityFiles
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
  page = await openPage(browser)
  ctx = await testContext()
  const people = await seatPeople(ctx)
  const { session } = await enteredSession(ctx, people)
  stored = await getSession(ctx, people.auditor, session.id)
  files = await activityFilesOf(ctx, stored, ACTIVITY_WORDS)
})
afterAll(async () => {
  await browser.close()
  await ctx.store.db.destroy()
})

const altered = (bytes: Uint8Array, from: string, to: string) =>
  new TextEncoder().encode(
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(from, to),
  )
const checked = async (made: ActivityFiles) => {
  const bytes = await drawActivityReport(ctx, made, stored)
  const { verdict, steps } = await check(page, { name: 'bao-cao.pdf', bytes })
  const failed = steps.filter(({ status }) => status === 'failed').map(({ id }) => id)
  return { verdict, steps, failed }
}

describe('the page without network', () => {
  test('takes an activity report as far as it can, and says where it cannot', async () => {
    const { verdict, steps } = await checked(files)
    expect(verdict).toBe('holds')
    const own = steps.filter(({ id }) => id.startsWith('report_'))
    expect(own.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'report_sealed ok',
      'report_table not_applicable',
      'report_entries ok',
      'report_counted not_applicable',
      'report_seal_known not_applicable',
      'report_mode not_applicable',
      'report_here not_applicable',
    ])
  })

  test('sees a report, a table and an entry that were changed', async () => {
    const reportFile = altered(files.reportFile, '"found": ', '"found": 1')
    expect((await checked({ ...files, reportFile })).failed).toEqual(['report_sealed'])
    const signatureFile = altered(files.signatureFile, 'Ed25519', 'Ed448')
    expect((await checked({ ...files, signatureFile })).failed).toEqual(['report_sealed'])
    const table = altered(files.table, 'Nộp', 'Bỏ')
    expect((await checked({ ...files, table })).failed).toEqual(['report_table'])
    const journal = altered(files.journal, 'Đọc lại', 'Đọc sai')
    expect((await checked({ ...files, journal })).failed).toEqual(['report_entries'])
  })

  test('opens no report that is not as the program writes it', async () => {
    const reportFile = altered(files.reportFile, '{\n', '{ \n')
    expect((await checked({ ...files, reportFile })).failed).toEqual(['data_attached'])
  })
})
