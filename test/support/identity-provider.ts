import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Provider } from 'oidc-provider'
import type { IdentityProviderSettings } from '../../src/identity-provider.ts'

const CLIENT = 'tin-nhiem'
const SECRET = 'mot-bi-mat-rat-dai-cua-may-chu'
const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const KID = 'khoa-1'

type Claims = Readonly<Record<string, unknown>>

/** A provider on this machine, who is at its screen, and what goes wrong with it. */
export type TestProvider = {
  readonly settings: IdentityProviderSettings
  /** Who logs in there next. */
  person: { readonly subject: string; readonly name: string; readonly amr: readonly string[] }
  /** Changes the claims of the next tokens before they are signed again. */
  tamper: ((claims: Claims) => Claims) | null
  /** Signs the changed tokens with a key the provider does not tell of. */
  foreignKey: boolean
  /** Answers the path itself instead of the provider. */
  answer: ((path: string, response: ServerResponse) => boolean) | null
  /** The paths that were asked for. */
  readonly asked: string[]
  /** What a browser does that is sent to the address: the address it is sent back to. */
  visit(address: string): Promise<string>
  close(): Promise<void>
}

/** Starts it, known there as the program at `callback`. */
export async function startProvider(callback: string): Promise<TestProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-'))
  const clientSecretFile = join(folder, 'secret')
  writeFileSync(clientSecretFile, `${SECRET}\n`)
  const handlers: { provider: ((q: IncomingMessage, s: ServerResponse) => unknown) | null } = {
    provider: null,
  }
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    asked.push(path)
    if (at.answer?.(path, response)) return
    void handlers.provider?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const at: TestProvider = {
    settings: {
      issuer,
      clientId: CLIENT,
      clientSecretFile,
      callback,
      label: null,
      origins: [],
      secondFactor: [],
      timeoutMs: 5000,
    },
    person: { subject: 'nguoi-1', name: 'Lê Thị Mẫu', amr: ['pwd'] },
    tamper: null,
    foreignKey: false,
    answer: null,
    asked,
    visit: (address) => visit(address, callback),
    close: () =>
      new Promise((closed) => {
        rmSync(folder, { recursive: true, force: true })
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
  const provider = providerAt(issuer, callback, at)
  const callbackOf = provider.callback()
  handlers.provider = async (request, response) => {
    if (request.url?.startsWith('/interaction/')) await logPersonIn(provider, at, request, response)
    else await callbackOf(request, response)
  }
  return at
}

function providerAt(issuer: string, callback: string, at: TestProvider): Provider {
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [callback] }],
    jwks: { keys: [{ ...KEY, kid: KID, alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['mot-khoa-cua-bai-thu'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    claims: { openid: ['sub', 'amr'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, name: at.person.name }),
    }),
  })
  provider.use(async (context, next) => {
    await next()
    const body = context.body as { id_token?: string } | undefined
    if (context.path !== '/token' || !at.tamper || !body?.id_token) return
    const [, payload = ''] = body.id_token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
    context.body = { ...body, id_token: signed(at.tamper(claims), at.foreignKey) }
  })
  return provider
}

/** The claims as a token (RS256). */
function signed(claims: Claims, foreignKey: boolean): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', kid: KID })}.${part(claims)}`
  const key = foreignKey
    ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    : createPrivateKey({ key: KEY, format: 'jwk' })
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

/** The person at the screen types a password and agrees. */
async function logPersonIn(
  provider: Provider,
  at: TestProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const grant = new provider.Grant({ accountId: at.person.subject, clientId: CLIENT })
  grant.addOIDCScope('openid profile')
  const result = {
    login: { accountId: at.person.subject, remember: false, amr: [...at.person.amr] },
    consent: { grantId: await grant.save() },
  }
  await provider.interactionFinished(request, response, result)
}

/** Follows the redirects of the provider, with its cookies, until it sends back. */
async function visit(address: string, callback: string): Promise<string> {
  const cookies = new Map<string, string>()
  let to = address
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(to, { headers: { cookie }, redirect: 'manual' })
    for (const each of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = each.split(';')[0]!.split(/=(.*)/s)
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${to}: ${answer.status} ${await answer.text()}`)
    to = new URL(location, to).href
    if (to.startsWith(callback)) return to
  }
  throw new Error(`never sent back: ${to}`)
}
