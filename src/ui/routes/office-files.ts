import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { OFFICE_DOWNLOADS, downloadHeaders } from '../../http/office-downloads.ts'
import { asks } from '../../http/permissions.ts'

/** The files for an office, as the pages link them: a refusal is a page. */
export function officeFilePages(ctx: Context) {
  const pages = new Hono<WebEnv>()
  for (const download of OFFICE_DOWNLOADS)
    pages.get(`/sessions/:id/${download.path}`, asks(download.act), async (c) => {
      const made = await download.make(ctx, actorOf(c), c.req.param('id'))
      return c.body(new Uint8Array(made.bytes), 200, downloadHeaders(download, made))
    })
  return pages
}
