import { afterEach, describe, expect, test } from 'vitest'
import { logInAt, serverAddress } from '../../src/cli/signing-server.ts'
import { ACCOUNT, DOCUMENT, startStandIn } from './signing-stand-in.ts'

describe('the address of a server', () => {
  test.each([
    'https://may-chu.example.vn/duong-dan',
    'http://localhost:9600',
    'http://127.0.0.1:9600',
    'http://127.8.9.10',
    'http://[::1]:9600',
  ])('%s is one to send a password to', (text) => {
    expect(serverAddress(text, false).href).toContain(text)
  })

  test.each(['http://may-chu', 'http://10.0.0.5', 'http://128.0.0.1', 'http://localhost.vn'])(
    '%s is one only when it is said to be meant',
    (text) => {
      expect(() => serverAddress(text, false)).toThrow(
        expect.objectContaining({
          code: 'insecure_server',
          detail: { server: new URL(text).host },
        }) as Error,
      )
      expect(serverAddress(text, true).href).toContain(text)
    },
  )

  test.each(['', 'may-chu', 'file:///etc/passwd', 'https://ai:mk@may-chu'])(
    '%s is none',
    (text) => {
      expect(() => serverAddress(text, true)).toThrow(
        expect.objectContaining({ code: 'invalid_input' }) as Error,
      )
    },
  )
})

describe('what a server does instead of answering', () => {
  let server: Awaited<ReturnType<typeof startStandIn>>
  afterEach(async () => server.close())
  const logIn = () => logInAt(new URL(server.url), ACCOUNT, async () => '')

  test('refusing is told with its sentence and status', async () => {
    server = await startStandIn(() => ({ status: 403, body: { title: 'Không được phép.' } }))
    await expect(logIn()).rejects.toMatchObject({
      code: 'server_refused',
      detail: { said: 'Không được phép.', status: 403 },
    })
  })

  test.each([
    ['redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
    ['answer', { status: 200, body: {} }],
    ['answer', { status: 500, body: 'lỗi' }],
  ])('is told as %s', async (reason, answer) => {
    server = await startStandIn(() => answer)
    await expect(logIn()).rejects.toMatchObject({
      code: 'server_unreachable',
      detail: { reason },
    })
  })

  test('being gone is told', async () => {
    server = await startStandIn()
    const at = await logIn()
    await server.close()
    await expect(at.prepare(DOCUMENT, null, 'A')).rejects.toMatchObject({
      code: 'server_unreachable',
      detail: { reason: 'network', server: `127.0.0.1:${server.port}` },
    })
  })
})
