import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { logIn } from '../../src/actions/log-in.ts'
import { createApp } from '../../src/app.ts'
import { unsignedPdf } from '../signatures/specimens.ts'
import { seatPeople, testContext } from '../support/context.ts'

let send: (body: Uint8Array) => Promise<{ status: number; body: Record<string, unknown> }>

beforeAll(async () => {
  const ctx = await testContext()
  const people = await seatPeople(ctx)
  const accounts = await ctx.store.db.selectFrom('accounts').selectAll().execute()
  const own = accounts.find(({ id }) => id === people.auditor.account)!
  const password = own.password_hash.replace(/^plain:/, '')
  const { token } = await logIn(ctx, { username: own.username, password })
  const app = createApp(ctx)
  send = async (body) => {
    const answer = await app.request('http://localhost/api/v1/verify', {
      method: 'POST',
      body: new Uint8Array(body),
      headers: {
        origin: 'http://localhost',
        'content-type': 'application/pdf',
        cookie: `tin-nhiem=${token}`,
      },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
})

describe('POST /api/v1/verify', () => {
  test('answers a strange PDF with its steps and a verdict', async () => {
    const { status, body } = await send(await unsignedPdf())
    expect(status).toBe(200)
    expect(body).toMatchObject({ verdict: 'fails', holds: false, rehearsal: false, figures: null })
    const steps = body['steps'] as { number: number; id: string }[]
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, at) => at + 1))
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['no PDF', Buffer.from('xin chào')],
    ['a head without a body', Buffer.from('%PDF-1.7\n%%EOF\n')],
    [
      'a catalog that is its own parent',
      Buffer.from('%PDF-1.7\n1 0 obj\n1 0 R\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF'),
    ],
    [
      'brackets without end',
      Buffer.from(`%PDF-1.7\n1 0 obj\n${'['.repeat(200_000)}\nendobj\nstartxref\n9\n%%EOF`),
    ],
  ])('refuses %s as unreadable', async (_, bytes) => {
    const { status, body } = await send(bytes)
    expect([status, body['code']]).toEqual([422, 'pdf_unreadable'])
  })

  test('refuses what unpacks without measure before it is unpacked', async () => {
    const bomb = deflateSync(Buffer.alloc(20_000_000))
    const file = Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nstream\n'), bomb])
    const { status, body } = await send(file)
    expect([status, body['code']]).toEqual([422, 'pdf_too_complex'])
  })
})
