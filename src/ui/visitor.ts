import type { Context as HonoContext } from 'hono'
import { html } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Beyond } from '../domain/air-gap.ts'
import type { ErrorStatus, WebEnv } from '../http/env.ts'
import { word } from '../messages/message.ts'

/** Who looks at the page, where, and what has just been done. */
export type Visitor = {
  readonly actor: WebEnv['Variables']['actor']
  readonly path: string
  /** The sentence of the last step done, if there is one. */
  readonly notice: string | undefined
  /** Signs of a network beyond the LAN, where that is watched and was seen. */
  readonly beyond?: readonly Beyond[] | undefined
  /** What is told of backups on every page. */
  readonly backups?: WebEnv['Variables']['backups']
}

/** The visitor of this request. */
export function visitorOf(c: HonoContext<WebEnv>): Visitor {
  const code = c.req.query('notice') ?? ''
  const sentence = word('notices', code)
  return {
    actor: c.get('actor'),
    path: c.req.path,
    notice: sentence === code ? undefined : sentence,
    beyond: c.get('beyond'),
    backups: c.get('backups'),
  }
}

/** Answers with the page. */
export function show(
  c: HonoContext<WebEnv>,
  page: JSX.Element,
  status: 200 | ErrorStatus = 200,
): Response | Promise<Response> {
  return c.html(html`<!doctype html>${page}`, status)
}

/** Sends the browser on after a form was accepted; `notice` is a code of `vi.json`. */
export function sendOn(c: HonoContext<WebEnv>, path: string, notice?: string): Response {
  return c.redirect(notice === undefined ? path : `${path}?notice=${notice}`, 303)
}
