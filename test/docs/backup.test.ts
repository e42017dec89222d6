import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lookAfterBackups } from '../../src/backing-up.ts'
import { backupKeeping } from '../../src/actions/backup-keeping.ts'
import { backupWorkHere } from '../../src/actions/backup-work.ts'
import type { Context } from '../../src/context.ts'
import { ROOT } from '../../src/program.ts'
import { commit } from '../../src/storage/commit.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { shell } from '../cli/test-io.ts'
import { seatPeople, testContext } from '../support/context.ts'

const FILE = `${ROOT}/docs/backup.md`

let sh = shell()
let ctx: Context
let time = Date.parse('2026-11-23T12:00:00.000Z')
beforeEach(async () => {
  sh = shell()
  for (const name of ['may-1', 'may-2', 'may-3', 'usb']) mkdirSync(join(sh.folder, name))
  const database = join(sh.folder, 'may-1', 'tin-nhiem.sqlite')
  const store = openStore(database)
  await migrate(store)
  const usual = { hours: 0, keep: 3, minutes: 5, passphraseFile: null, scheduled: true }
  const backups = { ...usual, database, folder: join(sh.folder, 'usb') }
  const now = () => new Date((time += 1000)).toISOString()
  ctx = await testContext('sqlite', { store, now, backups: backupKeeping(backups, backupWorkHere) })
  await seatPeople(ctx)
  await note(40)
})
afterEach(async () => {
  await ctx.store.db.destroy()
  sh.remove()
})

const note = (entries: number) =>
  commit(ctx.store, { actor: null, at: ctx.now() }, async (_, record) => {
    for (let entry = 0; entry < entries; entry += 1)
      record({ type: 'account_disabled', account: 'x' })
  })

/** The command line and what it says, as it stands on the page: places, times and digests cut. */
async function said(machine: string, ...args: readonly string[]): Promise<string> {
  const inPlace = args.map((each) => (each.startsWith('usb') ? join(sh.folder, each) : each))
  const { exit, out, err } = await sh.run(inPlace, { DATA_DIR: join(sh.folder, machine) })
  const plain = `${out}${err}`
    .replaceAll(`${sh.folder}/`, '')
    .replaceAll(/\b([0-9a-f]{8})[0-9a-f]{56}\b/g, '…')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…')
    .replaceAll(/sao-luu-\d+T\d+Z/g, 'sao-luu-…')
    .replaceAll(/\b\d+ dòng/g, '… dòng')
    .replaceAll(/chương trình \S+/g, 'chương trình …')
  const line = `DATA_DIR=${machine} tin-nhiem ${args.join(' ')}`
  return `\`\`\`console\n$ ${line}\n${plain}$ echo $?\n${exit}\n\`\`\`\n`
}

test('the drill runs as the page says', async () => {
  const parts: Record<string, string> = {}
  parts['backup'] = await said('may-1', 'backup', 'usb/truoc-gio.bak')
  parts['restore'] = await said('may-3', 'restore', 'usb/truoc-gio.bak')
  parts['refused'] = await said('may-1', 'restore', 'usb/truoc-gio.bak')
  const look = lookAfterBackups(ctx)
  for (let round = 0; round < 3; round += 1) {
    await look()
    await note(3)
    time += 300_000
  }
  expect(readdirSync(join(sh.folder, 'usb'))).toHaveLength(3)
  parts['take-over'] = await said('may-2', 'take-over', 'usb')
  const page = readFileSync(FILE, 'utf8')
  const written = Object.entries(parts).reduce((text, [name, block]) => {
    const mark = `<!-- run ${name} -->\n`
    const from = text.indexOf(mark) + mark.length
    const old = /^\n```console\n[\s\S]*?\n```\n/.exec(text.slice(from))?.[0] ?? ''
    return `${text.slice(0, from)}\n${block}${text.slice(from + old.length)}`
  }, page)
  if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, written)
  expect(readFileSync(FILE, 'utf8')).toBe(written)
})
