import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDocuments } from '../../src/actions/documents.ts'
import { logIn, whoIs } from '../../src/actions/log-in.ts'
import { confirmSecondFactor, draftSecondFactor } from '../../src/actions/second-factor.ts'
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

test('the command signs at the program itself, in turn, asks for a second factor, and is told whose turn it is', async () => {
  const made = await issuedSession(ctx, people, { minutes: ['secretary', 'head'] }, 'real')
  const key = await keyStoreOf(ownCertificate('Trưởng Ban Mẫu'))
  const p12 = sh.file('khoa.p12', key.bytes)
  const sign = async (username: string, ...codes: readonly string[]) => {
    const all = await listDocuments(ctx, people.head, made.session)
    const document = all.find((each) => each.current)!.id
    const where = ['--server', server.url, '--document', document, '--user', username]
    return sh.run(['sign', ...where, '--p12', p12, '--yes'], {}, [PASSWORD, ...codes, key.password])
  }
  const early = await sign('org-head')
  expect([early.exit, early.err]).toEqual([2, expect.stringContaining('Đến lượt: Thư ký')])
  expect((await sign('org-first')).exit).toBe(0)
  const { token } = await logIn(ctx, { username: 'org-head', password: PASSWORD })
  const head = (await whoIs(ctx, token))!
  const { text } = await draftSecondFactor(ctx, head)
  const first = new TOTP({ secret: Secret.fromBase32(text) }).generate()
  const { recoveryCodes } = await confirmSecondFactor(ctx, head, token, first)
  const wrong = await sign('org-head', '000000')
  expect([wrong.exit, wrong.err]).toEqual([2, expect.stringContaining('Mã không đúng')])
  expect((await sign('org-head', recoveryCodes[0]!)).exit).toBe(0)
  const all = await listDocuments(ctx, people.head, made.session)
  expect(all.map((each) => [each.version, each.signedField, each.way])).toEqual([
    [1, null, null],
    [2, 'secretary', 'external'],
    [3, 'head', 'external'],
  ])
})
