import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { ruleMessage } from '../../src/messages/message.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Client, browse } from './support.ts'

let ctx: Context
let people: People
let id: string
let clients: ReadonlyMap<string, Client>
beforeAll(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  const counting = await countingSession(ctx, people)
  id = counting.session.id
  for (const typist of [people.first, people.second])
    await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
  const browser = browse(ctx)
  const made = new Map<string, Client>()
  for (const { account } of Object.values(people))
    made.set(account, await browser.logIn(account, 'mat khau rat dai'))
  clients = made
})
afterAll(async () => ctx.store.db.destroy())

type Body = Readonly<Record<string, unknown>>
async function ask(account: string, method: string, path: string, body?: unknown) {
  const answer = await clients.get(account)!(method, `/sessions/${id}/comments${path}`, body)
  return { status: answer.status, body: answer.body as Body }
}

const about = { kind: 'session', id: null }
const open = (text: unknown, of: unknown = about) =>
  ask('org-auditor', 'POST', '', { about: of, text })
const RULES = ['text_empty', 'text_too_long', 'control_character', 'text', 'required'] as const
/** The text of a thread that was opened with this, or the rules it breaks. */
async function storedAs(text: unknown): Promise<unknown> {
  const { status, body } = await open(text)
  if (status !== 200)
    return RULES.filter((rule) => String(body['errors']).startsWith(`/text: ${ruleMessage(rule)}`))
  const thread = (await ask('org-head', 'GET', `/${String(body['thread'])}`)).body
  return (thread['turns'] as { text: string }[])[0]!.text
}

describe('what is written', () => {
  test('has 1 to 2,000 characters: not 0, not 2,001', async () => {
    expect(await storedAs('')).toEqual(['text_empty'])
    expect(await storedAs('  \n ')).toEqual(['text_empty'])
    expect(await storedAs('a')).toBe('a')
    expect(await storedAs('a'.repeat(1999))).toHaveLength(1999)
    expect(await storedAs('a'.repeat(2000))).toHaveLength(2000)
    expect(await storedAs('a'.repeat(2001))).toEqual(['text_too_long'])
    expect(await storedAs(` ${'a'.repeat(2000)} \n`)).toHaveLength(2000)
  })

  test('is kept in NFC, with line ends of one kind and no blanks around it', async () => {
    expect(await storedAs(' Tạ\u0302p ba\u0300n\r\nhai\rba \n'.normalize('NFD'))).toBe(
      'Tạ\u0302p bàn\nhai\nba'.normalize('NFC'),
    )
  })

  test('is plain text: signs that are not printed are refused, but for line ends', async () => {
    for (const sign of ['\u0000', '\t', '\u0007', '\u202e', '\u200b', '\u2028'])
      expect(await storedAs(`a${sign}b`)).toEqual(['control_character'])
    expect(await storedAs('<b>a</b> & "b"')).toBe('<b>a</b> & "b"')
    expect(await storedAs(7)).toEqual(['text'])
    expect(await storedAs(undefined)).toEqual(['required'])
  })

  test('is about something: the session has no id, everything else has one', async () => {
    const rules = async (of: unknown) => (await open('Vì sao?', of)).body['code']
    expect(await rules({ kind: 'session', id: 'x' })).toBe('invalid_input')
    expect(await rules({ kind: 'sheet', id: null })).toBe('invalid_input')
    expect(await rules({ kind: 'ballot', id: 'x' })).toBe('invalid_input')
    expect(await rules({ kind: 'sheet', id: 'nowhere' })).toBe('not_found')
  })
})

test('a whole exchange goes over the API, and refusals have codes', async () => {
  const { thread } = (await open('Vì sao?')).body as { thread: number }
  const at = `/${thread}`
  const sent = async (account: string, act: string, body: unknown) => {
    const { status, body: told } = await ask(account, 'POST', `${at}${act}`, body)
    return status === 204 ? 204 : [status, told['code']]
  }
  expect(await sent('org-first', '', { text: 'Vì thế.', seen: 1 })).toBe(204)
  expect(await sent('org-head', '', { text: 'Và.', seen: 1 })).toEqual([409, 'thread_changed'])
  expect(await sent('org-first', '/withdraw', { number: 2 })).toBe(204)
  expect(await sent('org-first', '/withdraw', { number: 2 })).toEqual([409, 'comment_withdrawn'])
  expect(await sent('org-second', '/withdraw', { number: 2 })).toEqual([403, 'forbidden'])
  expect(await sent('org-auditor', '/reopen', { text: 'Mở', seen: 3 })).toEqual([
    409,
    'thread_open',
  ])
  expect(await sent('org-auditor', '/settle', { seen: 3 })).toBe(204)
  expect(await sent('org-first', '', { text: 'Thêm', seen: 4 })).toEqual([409, 'thread_settled'])
  expect(await sent('org-auditor', '/reopen', { text: 'Còn thiếu', seen: 4 })).toBe(204)
  const told = (await ask('org-chair', 'GET', at)).body
  expect(told).toMatchObject({ number: thread, settled: false, awaited: 'organisation' })
  const list = (await ask('org-first', 'GET', '')).body['threads'] as { number: number }[]
  expect(list.map(({ number }) => number)).toContain(thread)
})
