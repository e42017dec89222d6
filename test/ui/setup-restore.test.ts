import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeBackup } from '../../src/actions/backups.ts'
import { AppError } from '../../src/errors.ts'
import { errorMessage } from '../../src/messages/message.ts'
import { journalHead, verifyJournal } from '../../src/storage/journal.ts'
import { commit } from '../../src/storage/commit.ts'
import { seatPeople } from '../support/context.ts'
import { fileContext } from '../support/file-context.ts'
import { type Visit, visitAs } from './app.ts'

const CODE = 'ABCD-EFGH-JKMN'
const PASSPHRASE = 'câu chỉ người giữ biết'

let old: Awaited<ReturnType<typeof fileContext>>
let empty: Awaited<ReturnType<typeof fileContext>>
let visit: Visit
let names: readonly string[] = []

/** A program with two backups, the second locked, and an empty one whose folder holds them. */
beforeEach(async () => {
  old = await fileContext()
  const { admin } = await seatPeople(old.ctx)
  await commit(old.ctx.store, { actor: null, at: old.ctx.now() }, async (_, record) => {
    record({ type: 'account_disabled', account: 'x' })
    record({ type: 'account_disabled', account: 'y' })
  })
  await makeBackup(old.ctx, admin, null).done
  await makeBackup(old.ctx, admin, PASSPHRASE).done
  names = readdirSync(old.folder).sort()
  empty = await fileContext({}, { newId: () => 'the-ticket' })
  for (const name of names) renameSync(join(old.folder, name), join(empty.folder, name))
  visit = await visitAs(empty.ctx, null)
})
afterEach(async () => {
  await old.remove()
  await empty.remove()
})

const AT = '/setup/restore/the-ticket'
const begin = () => visit.post('/setup/restore', { code: CODE })
const left = () => readdirSync(empty.root).filter((name) => name.startsWith('.restore'))
const headOf = async () => {
  const { hash } = await old.ctx.store.db
    .selectFrom('journal')
    .select('hash')
    .where('seq', '=', 2)
    .executeTakeFirstOrThrow()
  return hash
}

describe('an empty program', () => {
  test('offers to restore, to whoever knows the code that the machine printed', async () => {
    expect((await visit.get('/setup')).html).toContain('href="/setup/restore"')
    expect((await visit.post('/setup/restore', { code: 'WRONG' })).status).toBe(403)
    expect((await visit.get(AT)).status).toBe(404)
    expect((await visit.post(`${AT}/file`, { name: names[0]! })).status).toBe(404)
    expect((await begin()).to).toBe(AT)
    const { html } = await visit.get(AT)
    for (const name of names) expect(html).toContain(`value="${name}"`)
  })

  test('shows what the backup is, compares it with paper, and ends with equal heads', async () => {
    await begin()
    const none = await visit.post(`${AT}/file`, { name: '' })
    expect([none.status, none.text.includes('hỏng')]).toEqual([422, false])
    const locked = names[1]!
    const wrong = await visit.post(`${AT}/file`, { name: locked, passphrase: 'không phải câu này' })
    expect([wrong.status, wrong.text.includes('Cụm mật khẩu không đúng'), left()]).toEqual([
      422,
      true,
      [],
    ])
    expect((await visit.post(`${AT}/file`, { name: locked, passphrase: PASSPHRASE })).to).toBe(AT)
    const shown = await visit.get(AT)
    expect(shown.text).toContain('Đảng ủy xã Mẫu')
    expect(shown.text).toContain('(Quản Trị Mẫu)')
    const hash = await headOf()
    expect(shown.text).not.toContain(hash.slice(0, 8))
    for (const signs of ['', hash.slice(0, 3), 'ffff'])
      expect((await visit.post(`${AT}/finish`, { seq: '2', signs })).status).toBe(422)
    expect((await visit.post(`${AT}/finish`, { seq: '2', signs: 'ffff' })).text).toContain(
      errorMessage(new AppError('head_signs_wrong', { seq: 2 })),
    )
    const done = await visit.post(`${AT}/finish`, {
      seq: '2',
      signs: hash.slice(0, 4).toUpperCase(),
    })
    expect([done.status, done.text.includes('Bằng nhau: không thiếu mục nào.')]).toEqual([
      200,
      true,
    ])
    expect(left()).toEqual([])
    const { db } = empty.ctx.store
    expect((await verifyJournal(db)).broken).toBeNull()
    expect((await journalHead(db)).seq).toBe(4)
    const { entry } = await db
      .selectFrom('journal')
      .select('entry')
      .where('seq', '=', 4)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(entry)).toMatchObject({ event: { type: 'restored', newerLeft: [] } })
    expect((await visit.get('/')).to).toContain('/login')
    const logIn = await visit.post('/login', {
      username: 'org-admin',
      password: 'mat khau rat dai',
    })
    expect(logIn.status).toBe(303)
  })

  test('takes a file brought along, and goes on without paper only when told so', async () => {
    await begin()
    const bytes = readFileSync(join(empty.folder, names[0]!))
    const file = new File([bytes], 'mang-theo.bak')
    expect((await visit.post(`${AT}/file`, { file })).to).toBe(AT)
    expect((await visit.post(`${AT}/finish`, { seq: '2' })).status).toBe(422)
    expect((await visit.post(`${AT}/finish`, { skip: 'yes' })).status).toBe(200)
    expect((await journalHead(empty.ctx.store.db)).seq).toBe(3)
  })

  test('leaves a later backup of the same database behind only when told so', async () => {
    await begin()
    await visit.post(`${AT}/file`, { name: names[0]! })
    const held = await visit.post(`${AT}/finish`, { skip: 'yes' })
    expect([held.status, held.html.includes('name="leaveNewer"')]).toEqual([409, true])
    expect((await visit.post(`${AT}/finish`, { skip: 'yes', leaveNewer: 'yes' })).status).toBe(200)
  })

  test('refuses a damaged file and keeps nothing of it', async () => {
    await begin()
    const bytes = readFileSync(join(empty.folder, names[0]!))
    bytes[bytes.length - 9]! ^= 4
    const refused = await visit.post(`${AT}/file`, { file: new File([bytes], 'x.bak') })
    expect([refused.status, left()]).toEqual([422, []])
    expect((await journalHead(empty.ctx.store.db)).seq).toBe(0)
  })
})

test('a program that was set up restores nothing, at any step', async () => {
  await begin()
  await visit.post(`${AT}/file`, { name: names[0]! })
  await seatPeople(empty.ctx)
  expect((await visit.get('/setup/restore')).to).toBe('/login')
  for (const step of ['', '/the-ticket/file', '/the-ticket/finish'])
    expect((await visit.post(`/setup/restore${step}`, { code: CODE, skip: 'yes' })).status).toBe(
      409,
    )
  expect((await journalHead(empty.ctx.store.db)).seq).toBe(0)
  expect(existsSync(join(empty.root, 'usb'))).toBe(true)
  mkdirSync(join(empty.root, 'x'))
})
