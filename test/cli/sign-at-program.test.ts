import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDocuments } from '../../src/actions/documents.ts'
import type { Context } from '../../src/context.ts'
import { newId } from '../../src/identities.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { issuedSession, keyStoreOf, ownCertificate } from '../support/signing.ts'
import { serveOn } from '../ui/browser.ts'
import { shell } from './test-io.ts'

const PASSWORD = 'mat khau rat dai'
const sh = shell()
let ctx: Context
let people: People
let server: Running
beforeAll(async () => {
  ctx = await testContext('sqlite', { newId, now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  server = await serveOn(ctx)
})
afterAll(async () => {
  await server.close()
  sh.remove()
})

test('the command signs at the program itself, in turn, and is told whose turn it is', async () => {
  const made = await issuedSession(ctx, people, { minutes: ['secretary', 'head'] }, 'real')
  const key = await keyStoreOf(ownCertificate('Trưởng Ban Mẫu'))
  const p12 = sh.file('khoa.p12', key.bytes)
  const sign = async (username: string) => {
    const all = await listDocuments(ctx, people.head, made.session)
    const document = all.find((each) => each.current)!.id
    const where = ['--server', server.url, '--document', document, '--user', username]
    return sh.run(['sign', ...where, '--p12', p12, '--yes'], {}, [PASSWORD, key.password])
  }
  const early = await sign('org-head')
  expect([early.exit, early.err]).toEqual([2, expect.stringContaining('Đến lượt: Thư ký')])
  expect((await sign('org-first')).exit).toBe(0)
  expect((await sign('org-head')).exit).toBe(0)
  const all = await listDocuments(ctx, people.head, made.session)
  expect(all.map((each) => [each.version, each.signedField, each.way])).toEqual([
    [1, null, null],
    [2, 'secretary', 'external'],
    [3, 'head', 'external'],
  ])
})
