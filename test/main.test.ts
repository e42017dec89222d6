import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createOrganisation } from '../src/actions/organisations.ts'
import { listAccounts } from '../src/actions/accounts.ts'
import { logIn } from '../src/actions/log-in.ts'
import { setUp } from '../src/actions/setup.ts'
import { readConfig } from '../src/config.ts'
import { buildContext, startServer } from '../src/main.ts'
import { ROOT } from '../src/program.ts'
import { verifyJournal } from '../src/storage/journal.ts'
import { newPostgresUrl } from './support/stores.ts'

const FIRST = {
  organisation: 'Đảng bộ tỉnh Mẫu',
  side: 'party',
  username: 'quantri',
  fullName: 'Quản Trị Mẫu',
  password: 'một mật khẩu đủ dài',
} as const

describe('the program, built from its settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-main-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('makes its folder for itself alone, serves the set-up, and after it no code any more', async () => {
    const dataDir = join(folder, 'data')
    const env = { DATA_DIR: dataDir, PORT: '0', PDF_WORKERS: '0', LOG_LEVEL: 'silent' }
    const config = readConfig(env, ROOT)
    const ctx = await buildContext(config)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(ctx.setupCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
    const server = await startServer(ctx, config)
    expect((await fetch(`${server.url}/setup`)).status).toBe(200)
    await setUp(ctx, { ...FIRST, code: ctx.setupCode ?? '' })
    await server.close()
    const again = await buildContext(config)
    expect(again.setupCode).toBeNull()
    expect((await logIn(again, FIRST)).account.role).toBe('admin')
    await again.store.db.destroy()
  })

  test('draws papers in at least one thread of its own, or in none if told so', () => {
    expect(readConfig({}, ROOT).pdfWorkers).toBeGreaterThanOrEqual(1)
    expect(readConfig({ PDF_WORKERS: '0' }, ROOT).pdfWorkers).toBe(0)
    expect(() => readConfig({ PDF_WORKERS: '-1' }, ROOT)).toThrow('invalid_input')
  })

  test('starts beside bad regulation files of the organisation and goes on with the good ones', async () => {
    const dataDir = join(folder, 'regimes-data')
    mkdirSync(join(dataDir, 'regimes'), { recursive: true })
    writeFileSync(join(dataDir, 'regimes', 'hong.json'), '{')
    copyFileSync(
      `${ROOT}/docs/examples/quy-che-mau.json`,
      join(dataDir, 'regimes', 'quy-che-mau.json'),
    )
    const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, ROOT)
    const ctx = await buildContext(config)
    await ctx.store.db.destroy()
    const ids = ctx.regimes.map(({ regime }) => regime.id)
    expect(ids).toEqual(expect.arrayContaining(['96-qd-tw-2023', 'quy-che-mau']))
    expect(ctx.refusedRegimes.map(({ code, detail }) => [code, detail.file])).toEqual([
      ['regime_file_invalid', 'hong.json'],
    ])
  })

  test('runs as two instances on one PostgreSQL, which keep one unbroken journal', async () => {
    const env = { DATABASE_URL: await newPostgresUrl(), PORT: '0', LOG_LEVEL: 'silent' }
    const config = readConfig(env, ROOT)
    const [one, two] = [await buildContext(config), await buildContext(config)]
    await setUp(one, { ...FIRST, code: one.setupCode ?? '' })
    const { account: admin } = await logIn(two, FIRST)
    const below = { side: 'party', superior: null, locality: null, symbol: null } as const
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        createOrganisation(n % 2 ? one : two, admin, {
          ...below,
          parent: admin.organisation,
          name: `Chi bộ ${n}`,
        }),
      ),
    )
    expect(await listAccounts(two, admin)).toHaveLength(1)
    expect(await verifyJournal(one.store.db)).toMatchObject({ entries: 33, broken: null })
    await one.store.db.destroy()
    await two.store.db.destroy()
  })
})
