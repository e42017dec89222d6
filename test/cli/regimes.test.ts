import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession } from '../../src/actions/sessions.ts'
import { readConfig } from '../../src/config.ts'
import { buildContext } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { insertRegime } from '../../src/storage/regimes.ts'
import { regimeFile } from '../formats/regime-sample.ts'
import { seatPeople } from '../support/context.ts'
import { NEW_SESSION } from '../support/session.ts'
import { shell } from './test-io.ts'

let sh: ReturnType<typeof shell>
let own: string
beforeEach(() => {
  sh = shell()
  own = join(sh.folder, 'regimes')
  mkdirSync(own)
})
afterEach(() => sh.remove())

const put = (name: string, parts: Record<string, unknown> = {}) =>
  writeFileSync(join(own, `${name}.json`), JSON.stringify(regimeFile([], { id: name, ...parts })))
const byName = { chosen: 'by_name' }

describe('tin-nhiem regimes', () => {
  test('lists the organisation’s own files beside the program’s', async () => {
    put('quy-che-1', byName)
    const { exit, out } = await sh.run(['regimes'])
    expect(exit).toBe(0)
    expect(out).toMatch(/^quy-che-1 {2}1-QĐ\/TW {2}2023-01-01 – nay {2}[0-9a-f]{64}$/m)
    expect(out).toMatch(/^96-qd-tw-2023 {2}/m)
  })

  test('lists one folder when it is named, and refuses one that is not there', async () => {
    put('quy-che-1', byName)
    expect((await sh.run(['regimes', own])).out.split('\n')).toHaveLength(2)
    const missing = await sh.run(['regimes', own, join(sh.folder, 'none')])
    expect(missing).toMatchObject({ exit: 2, out: '' })
    expect(missing.err).toContain('none: ')
  })

  test('stops at the first bad file and names it', async () => {
    put('sai-1', { extra: 1 })
    put('sai-2', { extra: 1 })
    const { exit, out, err } = await sh.run(['regimes'])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toMatch(/sai-1\.json: \/extra: /)
    expect(err).not.toContain('sai-2')
  })

  test('a bad file of the organisation keeps the figures of no tally from being computed by guess', async () => {
    put('sai', { effectiveFrom: '2023-02-02' })
    const tally = sh.file('tally.json', readFileSync(tallyFile))
    const { exit, out, err } = await sh.run(['compute', tally])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toMatch(/\/effectiveFrom: .*; xem sai\.json\n/)
  })
})

const tallyFile = `${ROOT}/docs/examples/tallies/quy-che-mau.json`

describe('tin-nhiem regimes --check', () => {
  test('tells every fault of every file on a line of its own, exit 2', async () => {
    put('sai-1', { extra: 1, issuedOn: '2023-02-30' })
    writeFileSync(join(own, 'sai-2.json'), '{')
    put('tot', byName)
    const { exit, out, err } = await sh.run(['regimes', '--check', own])
    expect(exit).toBe(2)
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines).toEqual([
      expect.stringMatching(/\/sai-1\.json: \/issuedOn: .+/),
      expect.stringMatching(/\/sai-1\.json: \/extra: .+/),
      expect.stringMatching(/\/sai-2\.json: \(toàn tệp\): .+dòng 1, cột 2.+/),
    ])
    expect(out).toContain('1 tệp đúng, 2 tệp không dùng được')
  })

  test('of good files tells how sure the lines are and what they decide, exit 0', async () => {
    const provisions = ['quoted', 'assumed', 'quoted'].map((evidence, at) => ({
      ...regimeFile().provisions[0],
      ref: `Điều ${at}`,
      evidence,
      note: 'x',
      ...(at > 0 ? { rule: null } : {}),
    }))
    put('quy-che-1', { ...byName, provisions })
    expect(await sh.run(['regimes', '--check', own])).toEqual({
      exit: 0,
      out: [
        'quy-che-1: 3 điều khoản (trích nguyên văn 2, chưa kiểm chứng 1)',
        'quy-che-1: 1 quy tắc (Cơ sở tính tỉ lệ 1)',
        '1 tệp đúng, 0 tệp không dùng được',
        '',
      ].join('\n'),
      err: '',
    })
  })

  test('the program’s own files are in order', async () => {
    expect(await sh.run(['regimes', '--check'])).toMatchObject({ exit: 0, err: '' })
  })
})

describe('tin-nhiem regimes --recorded', () => {
  test('gives back the file sessions were opened under, byte for byte', async () => {
    const adopted = `\ufeff${JSON.stringify(regimeFile([], { id: 'quy-che-1', side: 'party', ...byName }))}\n\n`
    writeFileSync(join(own, 'quy-che-1.json'), adopted)
    const config = readConfig({ DATA_DIR: sh.folder, LOG_LEVEL: 'silent' }, ROOT)
    const ctx = await buildContext(config)
    const people = await seatPeople(ctx)
    await createSession(ctx, people.first, {
      ...NEW_SESSION,
      regime: 'quy-che-1',
      regimeReason: 'Thử',
    })
    await ctx.store.db.destroy()
    put('quy-che-1', { ...byName, title: 'Đã sửa' })
    const recorded = await sh.run(['regimes', '--recorded', 'quy-che-1'])
    expect(recorded).toEqual({ exit: 0, out: adopted, err: '' })
  })

  test('asks for the SHA-256 when several files were recorded under one id', async () => {
    const config = readConfig({ DATA_DIR: sh.folder, LOG_LEVEL: 'silent' }, ROOT)
    const { store } = await buildContext(config)
    const digests = ['a', 'b'].map((letter) => letter.repeat(64))
    for (const sha256 of digests)
      await store.db
        .transaction()
        .execute((trx) => insertRegime(trx, { id: 'quy-che-1', sha256, body: `{"${sha256}":1}` }))
    await store.db.destroy()
    const { exit, out, err } = await sh.run(['regimes', '--recorded', 'quy-che-1'])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toContain(digests.join(', '))
    const one = await sh.run(['regimes', '--recorded', digests[1]!])
    expect(one).toEqual({ exit: 0, out: `{"${digests[1]}":1}`, err: '' })
  })

  test('says so when nothing was recorded, there is no database, or more is asked at once', async () => {
    const none = await sh.run(['regimes', '--recorded', 'quy-che-1'])
    expect(none).toMatchObject({ exit: 2, out: '' })
    expect(none.err).toContain('tin-nhiem.sqlite')
    await sh.run(['migrate'])
    const unknown = await sh.run(['regimes', '--recorded', 'quy-che-1'])
    expect(unknown.exit).toBe(2)
    expect(unknown.err).toContain('quy-che-1')
    expect((await sh.run(['regimes', '--recorded', 'x', '--check'])).exit).toBe(2)
  })
})

describe('tin-nhiem serve beside bad regulation files', () => {
  test('starts, and tells each on standard error and on the log', async () => {
    put('sai', { extra: 1 })
    const env = { ...process.env, DATA_DIR: sh.folder, PORT: '0', LOG_LEVEL: 'error' }
    const args = ['--import', 'tsx', `${ROOT}/src/cli.ts`, 'serve']
    const child = spawn(process.execPath, args, { cwd: ROOT, env })
    let [log, told] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()))
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(told)))
      child.stderr.on('data', (chunk: Buffer) => {
        told += chunk.toString()
        if (told.includes('/setup')) resolve()
      })
    })
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    expect(told).toContain(`${own}/sai.json: /extra: `)
    expect(JSON.parse(log) as unknown).toMatchObject({
      level: 50,
      code: 'regime_file_invalid',
      folder: own,
      file: 'sai.json',
      path: '/extra',
      rule: 'unknown_key',
    })
  })
})
