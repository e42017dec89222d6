import type { App } from '../../src/app.ts'
import { createApp } from '../../src/app.ts'
import { logIn, whoIs } from '../../src/actions/log-in.ts'
import type { Context } from '../../src/context.ts'
import { findCredentials, listAccounts } from '../../src/storage/accounts.ts'
import { finalActAt } from '../support/final-path.ts'
import type { Actor } from '../../src/domain/actor.ts'

const HERE = 'http://localhost'

/**
 * A browser without script: keeps its log-in, sends forms as browsers do, follows nothing. The form of a
 * pass is fetched before it is sent, and goes back with the revision that stood in it. A final act is confirmed
 * with the own password unless the fields bring a `digest`, which stays out where it is empty.
 */
export type Visit = {
  readonly get: (path: string) => Promise<Answer>
  readonly post: (path: string, fields?: Readonly<Record<string, string | File>>) => Promise<Answer>
}

/** What came back: `text` is the page without tags, blanks run together. */
export type Answer = {
  readonly status: number
  readonly to: string | null
  readonly html: string
  readonly text: string
  readonly headers: Headers
}

/** A visit by the actor, or by nobody. */
export async function visitAs(ctx: Context, actor: Actor | null): Promise<Visit> {
  const app: App = createApp(ctx)
  const cookie = actor ? await cookieOf(ctx, actor) : undefined
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { origin: HERE, ...(cookie ? { cookie } : {}) }
    const answer = await app.request(`${HERE}${path}`, { ...init, headers })
    const html = await answer.text()
    const text = html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
    const to = answer.headers.get('location')
    return { status: answer.status, to, html, text, headers: answer.headers }
  }
  const confirmed = async (path: string, fields: Readonly<Record<string, string | File>>) => {
    const { digest, ...others } = fields
    if (digest !== undefined) return digest === '' ? others : fields
    const asked = finalActAt(path)
    if (!asked || !actor) return fields
    const { status, html } = await ask(`/api/v1/confirmations/${asked.act}/${asked.target}`, {})
    if (status !== 200) return fields
    const shown = JSON.parse(html) as { digest: string }
    return { ...fields, digest: shown.digest, proof: await passwordOf(ctx, actor) }
  }
  return {
    get: (path) => ask(path, {}),
    post: async (path, fields = {}) => {
      const body = new FormData()
      const shown = path.endsWith('/entry') ? (await ask(path, {})).html : ''
      const revision = /name="revision" value="(\d+)"/.exec(shown)?.[1]
      if (revision !== undefined) body.append('revision', revision)
      for (const [name, value] of Object.entries(await confirmed(path, fields)))
        body.append(name, value)
      return ask(path, { method: 'POST', body })
    },
  }
}

/** One log-in for each account, as one browser has it: another one would end it. */
const cookies = new WeakMap<Context['store'], Map<string, string>>()

/** The cookie of the actor. */
export async function cookieOf(ctx: Context, actor: Actor): Promise<string> {
  const known = cookies.get(ctx.store) ?? new Map<string, string>()
  cookies.set(ctx.store, known)
  const old = known.get(actor.account)
  if (old && (await whoIs(ctx, old))) return `tin-nhiem=${old}`
  const { username } = await accountOf(ctx, actor)
  const { token } = await logIn(ctx, { username, password: await passwordOf(ctx, actor) })
  known.set(actor.account, token)
  return `tin-nhiem=${token}`
}

async function accountOf(ctx: Context, actor: Actor) {
  const all = await listAccounts(ctx.store.db)
  const account = all.find((each) => each.account === actor.account)
  if (!account) throw new TypeError(`no account ${actor.account}`)
  return account
}

async function passwordOf(ctx: Context, actor: Actor): Promise<string> {
  const found = await findCredentials(ctx.store.db, (await accountOf(ctx, actor)).username)
  return found!.passwordHash.replace(/^plain:/, '')
}
