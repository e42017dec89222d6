import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '../../src/errors.ts'
import { completeSignature } from '../../src/signatures/complete-signature.ts'
import { type PreparedSignature, prepareSignature } from '../../src/signatures/prepare-signature.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { SIGNED_AT, unsignedPdf } from '../signatures/specimens.ts'

export const DOCUMENT = 'vanban1'
export const ACCOUNT = { username: 'truongban', password: 'một mật khẩu đủ dài' }
const COOKIE = 'tin-nhiem=the1'
/** What the server shows of the signing, as a digest. */
const SHOWN = 'ab'.repeat(32)

type Asked = {
  readonly method: string
  readonly path: string
  readonly origin: string
  readonly cookie: string
  readonly confirmation: string
  readonly body: Record<string, unknown>
}
type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly bytes?: Uint8Array
  readonly headers?: Record<string, string>
}

/** How a server would have something else signed than it shows. */
export type Lies = {
  /** Prepares another file than the one that is downloaded. */
  readonly prepareOf?: (pdf: Uint8Array) => Promise<Uint8Array>
  /** Makes something else of what was prepared. */
  readonly changed?: (prepared: PreparedSignature) => Promise<PreparedSignature>
  /** Names another digest than that of the file it hands out. */
  readonly digest?: string
  /** Fills another field than the one it names. */
  readonly fills?: string
}

/** What stands in for the server: the calls of two-step signing and no more. `instead` answers in its place. */
export async function startStandIn(
  instead: (asked: Asked) => Answer | null = () => null,
  lies: Lies = {},
) {
  const pdf = await unsignedPdf()
  const seen: Asked[] = []
  let prepared: PreparedSignature | null = null
  let signed: Uint8Array | null = null

  const answer = async (asked: Asked): Promise<Answer> => {
    const { method, path, body } = asked
    const refused = (status: number, title: string) => ({ status, body: { title } })
    if (path === '/api/v1/login') {
      const known = body.username === ACCOUNT.username && body.password === ACCOUNT.password
      if (!known) return refused(401, 'Tên đăng nhập hoặc mật khẩu không đúng.')
      return { status: 200, body: {}, headers: { 'set-cookie': `${COOKIE}; Path=/; HttpOnly` } }
    }
    if (asked.cookie !== COOKIE) return refused(401, 'Chưa đăng nhập.')
    if (path === '/api/v1/logout') return { status: 204 }
    const at = `/api/v1/documents/${DOCUMENT}`
    if (method === 'GET' && path === `${at}/content`) {
      const name = 'attachment; filename="bien-ban-kiem-phieu-KP-0A1B2C-v1.pdf"'
      return { status: 200, bytes: pdf, headers: { 'content-disposition': name } }
    }
    if (path === `/api/v1/confirmations/sign/${DOCUMENT}`)
      return { status: 200, body: { digest: SHOWN } }
    if (path === '/api/v1/confirmations') {
      const { act, target, digest, proof } = body
      const own = (proof as { password?: unknown } | undefined)?.password === ACCOUNT.password
      const same = act === 'sign' && target === DOCUMENT && digest === SHOWN
      return own && same ? { status: 200, body: { token: 'xacnhan1' } } : refused(401, 'Sai.')
    }
    if (path === `${at}/signatures/prepared`) {
      const field = typeof body.field === 'string' ? body.field : 'ThuKy'
      const commonName = String(body.commonName)
      const of = lies.prepareOf ? await lies.prepareOf(pdf) : pdf
      const sound = await prepareSignature(of, {
        field: lies.fills ?? field,
        commonName,
        reason: '',
        location: '',
        signedAt: SIGNED_AT,
      })
      prepared = lies.changed ? await lies.changed(sound) : sound
      const digest = lies.digest ?? Buffer.from(prepared.digest).toString('hex')
      const expiresAt = '2026-11-23T05:15:00.000Z'
      return { status: 200, body: { preparation: 'chuanbi1', field, digest, expiresAt } }
    }
    if (method === 'GET' && path === `${at}/signatures/prepared/chuanbi1` && prepared)
      return { status: 200, bytes: prepared.bytes }
    if (path === `${at}/signatures/prepared/chuanbi1` && prepared) {
      if (asked.confirmation !== 'xacnhan1') return refused(428, 'Phải xác nhận.')
      try {
        signed = completeSignature(prepared, Buffer.from(String(body.cms), 'base64'))
      } catch (error) {
        return refused(422, error instanceof AppError ? error.code : 'lỗi')
      }
      return { status: 200, body: { id: 'vanban2', sha256: sha256(signed) } }
    }
    return refused(404, 'Không có.')
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const asked: Asked = {
        method: request.method ?? '',
        path: request.url ?? '',
        origin: request.headers.origin ?? '',
        cookie: request.headers.cookie ?? '',
        confirmation: String(request.headers.confirmation ?? ''),
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      }
      seen.push(asked)
      void (async () => {
        const { status, body, bytes, headers } = instead(asked) ?? (await answer(asked))
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(bytes ? Buffer.from(bytes) : body === undefined ? '' : JSON.stringify(body))
      })()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pdf,
    seen,
    paths: () => seen.map(({ method, path }) => `${method} ${path.replace('/api/v1/', '')}`),
    signed: () => signed,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
