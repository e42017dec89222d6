import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { getDocument, issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { pdfWorkHere } from '../../src/actions/pdf-work.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import type { DocumentName } from '../../src/domain/proceedings.ts'
import { buildContext } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { readAttachments } from '../../src/reports/attachments.ts'
import { readPrintedTemplates } from '../../src/reports/printed-template.ts'
import { listTemplates } from '../../src/storage/templates.ts'
import { seatPeople } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS, newPostgresUrl } from '../support/stores.ts'

const MINUTES = readFileSync(`${ROOT}/templates/minutes/template.yaml`, 'utf8')

describe.each(DIALECTS)('documents and the templates they were issued with on %s', (dialect) => {
  let folder: string
  let env: Readonly<Record<string, string>>
  let ctx: Context
  const own = () => join(folder, 'templates')
  /** The organisation's minutes say something else from now on, after the program is started again. */
  const write = (from: string, to: string) => {
    expect(MINUTES).toContain(from)
    mkdirSync(join(own(), 'minutes'), { recursive: true })
    writeFileSync(join(own(), 'minutes', 'template.yaml'), MINUTES.replaceAll(from, to))
  }
  const start = async () => {
    ctx = await buildContext(readConfig(env, ROOT))
  }
  const restart = async () => {
    await ctx.store.db.destroy()
    await start()
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-templates-'))
    mkdirSync(own())
    const database = dialect === 'postgres' ? { DATABASE_URL: await newPostgresUrl() } : {}
    const templates = { TEMPLATES_FOLDER: own(), PDF_WORKERS: '0' }
    env = { DATA_DIR: folder, LOG_LEVEL: 'silent', ...templates, ...database }
  })
  afterEach(async () => {
    await ctx.store.db.destroy()
    rmSync(folder, { recursive: true })
  })

  const computed = async (organisation?: string) => {
    const people = await seatPeople(ctx, organisation)
    const counting = await countingSession(ctx, people)
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
    await closeSession(ctx, people.head, counting.session.id)
    await computeOutcome(ctx, people.head, counting.session.id)
    return { people, id: counting.session.id }
  }
  const issue = async (organisation?: string) => {
    const { people, id } = await computed(organisation)
    const made = await issueDocuments(ctx, people.head, id)
    return async (name: DocumentName) => {
      const { id: document } = made.find((each) => each.name === name)!
      return (await getDocument(ctx, people.head, document)).bytes
    }
  }
  const printed = async (verifier: Parameters<typeof verifyDocument>[0], bytes: Uint8Array) => {
    const { steps } = await verifyDocument(verifier, bytes)
    const { status, detail } = steps.find(({ id }) => id === 'printed_figures')!
    const { reason } = detail
    return typeof reason === 'string' ? `${status} ${reason}` : status
  }
  const BODY = 'Số phiếu phát ra: {{ kind.ballots.issued }}'
  const FOOT = 'Mã dữ liệu {{ identity.shortDigest }}'

  test.each([
    ['the words of its body', BODY, 'Phiếu đã phát: {{ kind.ballots.issued }}'],
    ['the line at its foot', FOOT, 'Số liệu {{ identity.shortDigest }}'],
  ])('a document is compared with its own template when %s changed since', async (_, from, to) => {
    write('BIÊN BẢN KIỂM PHIẾU', 'BIÊN BẢN')
    await start()
    const bytes = await (await issue())('minutes')
    expect(await printed(ctx, bytes)).toBe('ok')
    write(from, to)
    await restart()
    expect(await printed(ctx, bytes)).toBe('ok')
    const later = await (await issue('other'))('minutes')
    expect(await printed(ctx, later)).toBe('ok')
  })

  test('a document of the program’s template holds when an organisation’s stands in its place', async () => {
    await start()
    const bytes = await (await issue())('minutes')
    write(BODY, 'Phiếu đã phát: {{ kind.ballots.issued }}')
    await restart()
    expect(await printed(ctx, bytes)).toBe('ok')
    // and where nothing was recorded
    expect(await printed({ ...ctx, store: null }, bytes)).toBe('ok')
  })

  test('without the template a document was drawn with it is never told as sound', async () => {
    write(BODY, 'Phiếu đã phát: {{ kind.ballots.issued }}')
    await start()
    const bytes = await (await issue())('minutes')
    const kept = join(folder, 'kept')
    cpSync(own(), kept, { recursive: true })
    rmSync(join(own(), 'minutes'), { recursive: true })
    await restart()
    expect(await printed(ctx, bytes)).toBe('ok')
    const stranger = { ...ctx, store: null }
    expect(await printed(stranger, bytes)).toBe('failed template_unknown')
    const otherTemplates = readPrintedTemplates(kept)
    expect(await printed({ ...stranger, otherTemplates }, bytes)).toBe('ok')
  })

  test('a template is recorded once, with the first document, and told in the journal', async () => {
    await start()
    expect(await listTemplates(ctx.store.db)).toEqual([])
    const bytes = await (await issue())('minutes')
    await issue('other')
    const recorded = await listTemplates(ctx.store.db)
    expect(recorded.map(({ document }) => document).sort()).toEqual(['minutes', 'summary'])
    const entries = await ctx.store.db.selectFrom('journal').select('entry').execute()
    const told = entries.filter(({ entry }) => entry.includes('template_recorded'))
    expect(told).toHaveLength(2)
    const files = await readAttachments(bytes)
    const manifest: unknown = JSON.parse(new TextDecoder().decode(files.get('manifest.json')))
    const { sha256: template } = recorded.find(({ document }) => document === 'minutes')!
    expect(manifest).toMatchObject({ document: 'minutes', template })
  })

  test('no document is issued by a template that is not the one the program started with', async () => {
    await start()
    const { templates, fonts } = ctx.reports
    const source = { ...templates.minutes.source, sha256: 'f'.repeat(64) }
    const changed = { ...templates, minutes: { ...templates.minutes, source } }
    const { people, id } = await computed()
    const pdf = pdfWorkHere({ templates: changed, fonts })
    await expect(issueDocuments({ ...ctx, pdf }, people.head, id)).rejects.toMatchObject({
      code: 'template_changed',
      detail: { document: 'minutes' },
    })
    expect(await listTemplates(ctx.store.db)).toEqual([])
  })
})
