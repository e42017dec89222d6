import { readFileSync } from 'node:fs'
import * as oidc from 'openid-client'
import type { IdentityProvider, ProvenIdentity } from './context.ts'
import { AppError } from './errors.ts'

/** How this program is known to the provider of the unit's identities. */
export type IdentityProviderSettings = {
  /** As the provider writes it in its tokens. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecretFile: string
  /** Where the provider sends people back to, as registered there. */
  readonly callback: string
  readonly label: string | null
  /** Further origins where the provider may have its endpoints. */
  readonly origins: readonly string[]
  /** Values of `amr` (RFC 8176) that count as a second factor; none: the provider's never counts. */
  readonly secondFactor: readonly string[]
  /** In milliseconds, for one answer; ten seconds where it is not set. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const MAX_RESPONSE = 256 * 1024
/** In milliseconds: how long what the provider tells of itself is taken for true. */
const KNOWN_MS = 3_600_000
const LONGEST_NAME = 200

/**
 * Logs people in at that provider: code with PKCE, and a token whose issuer, audience, nonce, time and
 * signature are checked. Nothing is asked of the network before the first log-in, and never of another origin
 * than the issuer's and those listed. `identity_secret_unreadable`.
 */
export function identityProvider(settings: IdentityProviderSettings): IdentityProvider {
  const { issuer, label, callback } = settings
  const secret = readSecret(settings.clientSecretFile)
  const origins = [new URL(issuer).origin, ...settings.origins]
  let asking: Promise<oidc.Configuration> | null = null
  let known: { readonly until: number; readonly config: oidc.Configuration } | null = null
  const configuration = async () => {
    if (known && known.until > performance.now()) return known.config
    asking ??= discover(settings, secret, origins).finally(() => (asking = null))
    const config = await asking // however many wait, the provider is asked once
    known = { until: performance.now() + KNOWN_MS, config }
    return config
  }
  return {
    issuer,
    label,
    async begin() {
      const config = await configuration()
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
      const verifier = oidc.randomPKCECodeVerifier()
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        prompt: 'login', // several people share a machine: nobody enters by what the one before left open
      })
      return { address: address.href, state, nonce, verifier }
    },
    async finish(answer, { state, nonce, verifier }) {
      const config = await configuration()
      const url = new URL(callback)
      url.search = answer.toString()
      const tokens = await told(() =>
        oidc.authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        }),
      )
      const claims = tokens.claims()
      if (!claims) throw new AppError('identity_refused', { reason: 'token' })
      return provenBy(claims, settings)
    },
  }
}

function provenBy(claims: oidc.IDToken, settings: IdentityProviderSettings): ProvenIdentity {
  const { iss, sub, name, preferred_username: username, amr } = claims
  const told = [name, username].find((each) => typeof each === 'string' && each.trim() !== '')
  const ways: readonly unknown[] = Array.isArray(amr) ? amr : []
  return {
    issuer: iss,
    subject: sub,
    name: typeof told === 'string' ? told.normalize('NFC').slice(0, LONGEST_NAME) : null,
    secondFactor: settings.secondFactor.some((way) => ways.includes(way)),
  }
}

/** What the provider tells of itself, each of its endpoints at an origin that is trusted. */
async function discover(
  settings: IdentityProviderSettings,
  secret: string,
  origins: readonly string[],
): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer)
  const plain = issuer.protocol === 'http:' // this very machine, or the setting was refused
  const config = await told(() =>
    oidc.discovery(issuer, settings.clientId, undefined, secretAsAsked(secret), {
      [oidc.customFetch]: (url, init) => fetchFrom(origins, url, init),
      timeout: (settings.timeoutMs ?? TIMEOUT_MS) / 1000,
      execute: [
        oidc.enableNonRepudiationChecks, // the signature too, not only the line it came over
        ...(plain ? [oidc.allowInsecureRequests] : []),
      ],
    }),
  ).catch((error: AppError) => {
    if (error.code !== 'identity_refused') throw error
    throw new AppError('identity_provider_unreachable', error.detail, error)
  })
  const {
    authorization_endpoint: asks,
    token_endpoint: gives,
    jwks_uri: keys,
  } = config.serverMetadata()
  for (const endpoint of [asks, gives, keys]) {
    if (endpoint === undefined || !URL.canParse(endpoint))
      throw new AppError('identity_provider_unreachable', { reason: 'metadata' })
    requireOrigin(origins, endpoint)
  }
  return config
}

/** The secret in the way the provider asks for it. */
function secretAsAsked(secret: string): oidc.ClientAuth {
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way = ways.includes('client_secret_basic')
      ? oidc.ClientSecretBasic
      : oidc.ClientSecretPost
    return way(secret)(server, client, body, headers)
  }
}

function requireOrigin(origins: readonly string[], address: string): void {
  const { origin } = new URL(address)
  if (!origins.includes(origin)) throw new AppError('identity_provider_untrusted', { origin })
}

/** Asks the origins that are trusted and no other, not even where they point to; short answers only. */
async function fetchFrom(
  origins: readonly string[],
  url: string,
  init: oidc.CustomFetchOptions,
): Promise<Response> {
  requireOrigin(origins, url)
  const { body, headers, method, signal } = init
  const answer = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(body == null ? {} : { body: body as NonNullable<RequestInit['body']> }),
    ...(signal ? { signal } : {}),
  })
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer.body ?? []) {
    length += piece.length
    if (length > MAX_RESPONSE)
      throw new AppError('identity_provider_unreachable', { reason: 'too_long' })
    pieces.push(piece)
  }
  const { status, headers: said } = answer
  return new Response(length === 0 ? null : Buffer.concat(pieces), { status, headers: said })
}

/** Codes of the library for answers that are none of this protocol: the provider is away, nobody is refused. */
const AWAY = new Set([
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
])

/** What came of it; the provider's own words are left out of a refusal, they may be anybody's. */
async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw refusalOf(error)
  }
}

function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof Error && error.cause instanceof AppError) return error.cause
  if (error instanceof oidc.WWWAuthenticateChallengeError || isOurFault(error))
    return new AppError('identity_provider_unreachable', { reason: 'client_refused' }, error)
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
    return new AppError('identity_refused', { reason: plainReason(error.error) }, error)
  const code = error instanceof oidc.ClientError ? error.code : undefined
  if (code === undefined || AWAY.has(code))
    return new AppError('identity_provider_unreachable', { reason: code ?? 'network' }, error)
  return new AppError('identity_refused', { reason: code }, error)
}

/** The provider does not take this program for one it knows: wrong name or secret in the settings. */
function isOurFault(error: unknown): boolean {
  const faults = ['invalid_client', 'unauthorized_client']
  return error instanceof oidc.ResponseBodyError && faults.includes(error.error)
}

/** The provider's code of an error if it looks like one of the standard's, for the log. */
function plainReason(code: string): string {
  return /^[a-z_]{1,40}$/.test(code) ? code : 'error'
}

function readSecret(file: string): string {
  try {
    const secret = readFileSync(file, 'utf8').trim()
    if (secret !== '') return secret
  } catch (error) {
    throw new AppError('identity_secret_unreadable', { file }, error)
  }
  throw new AppError('identity_secret_unreadable', { file })
}
