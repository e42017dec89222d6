import { describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { AppError } from '../src/errors.ts'
import { openLog } from '../src/log.ts'
import { seatPeople, testContext } from './support/context.ts'

const SECRET = 'Bí Mật Của Người Khác'

/** What was written when `work` is done. */
async function written(work: (log: ReturnType<typeof openLog>) => unknown): Promise<string> {
  const lines: string[] = []
  await work(openLog('debug', { write: (line: string) => void lines.push(line) }))
  return lines.join('')
}

describe('the log', () => {
  const keys = [
    'password',
    'pin',
    'p12',
    'token',
    'cookie',
    'secret',
    'username',
    'fullName',
    'body',
  ]
  test.each(keys)('never writes what stands under %s, at three depths', async (key) => {
    const inner = { [key]: SECRET }
    const text = await written((log) => log.info({ ...inner, a: inner, b: { c: inner } }, 'said'))
    expect(text).toContain('said')
    expect(text).not.toContain(SECRET)
  })

  test('keeps the code of a refusal, which is not a secret', async () => {
    expect(await written((log) => log.warn({ code: 'template_invalid' }))).toContain(
      '"code":"template_invalid"',
    )
  })

  test.each([
    [`invalid input syntax for type integer: "${SECRET}"`],
    [`near '${SECRET}': syntax error`],
    [`Key (username)=(${SECRET}) already exists.`],
  ])('tells of a fault what happened, but not the value in: %s', async (message) => {
    const cause = Object.assign(new Error(message), { detail: SECRET, parameters: [SECRET] })
    const error = new Error(`saving failed: '${SECRET}'`, { cause })
    const text = await written((log) => log.error({ err: error }, 'fault'))
    expect(text).toContain('saving failed')
    expect(text).toContain('log.test.ts')
    expect(text).not.toContain(SECRET)
  })

  test('tells of a refusal its code, not its detail', async () => {
    const refusal = new AppError('username_taken', { username: SECRET })
    const text = await written((log) => log.error({ err: refusal }))
    expect(text).toContain('username_taken')
    expect(text).not.toContain(SECRET)
  })

  test('ends with causes that lead in a circle, and with what is no error', async () => {
    const round = new Error('round')
    round.cause = round
    expect(await written((log) => log.error({ err: round }))).toContain('round')
    expect(await written((log) => log.error({ err: SECRET }))).not.toContain(SECRET)
  })

  test('of a whole log-in, right, wrong and broken, holds neither names nor passwords nor tokens', async () => {
    const lines: string[] = []
    const log = openLog('debug', { write: (line: string) => void lines.push(line) })
    const ctx = await testContext('sqlite', { log })
    const people = await seatPeople(ctx)
    const { account } = people.first
    const named = ctx.store.db.updateTable('accounts').set({ username: 'ten-rieng' })
    await named.where('id', '=', account).execute() // its id may stand there, its name may not
    const app = createApp(ctx)
    const logIn = (password: string) =>
      app.request('/api/v1/login', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost' },
        body: JSON.stringify({ username: 'ten-rieng', password }),
      })
    const cookie = (await logIn('mat khau rat dai')).headers.getSetCookie()[0]!.split(';')[0]!
    await logIn('mat khau sai hoan toan')
    await app.request('/accounts?x=riêng', { headers: { cookie } })
    await ctx.store.db.destroy()
    await logIn('mat khau rat dai') // the database is gone: a fault
    const text = lines.join('')
    expect(text).toContain('"msg":"fault"')
    for (const secret of ['ten-rieng', people.first.fullName, 'mat khau', 'riêng'])
      expect(text).not.toContain(secret)
    expect(text).not.toContain(cookie.split('=')[1])
  })
})
