import { Hono } from 'hono'
import { type ArchiveVerification, openArchiveFor } from '../../actions/archives/verify-archive.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { archiveAnswer } from '../../http/archives.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { OpenArchivePage } from '../pages/open-archive.tsx'
import { show, visitorOf } from '../visitor.ts'

/** The archive of a session to be taken away, and the page that shows one without keeping it. */
export function archivePages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/archive', asks('export_archive'), async (c) => {
      const { body, headers } = await archiveAnswer(ctx, actorOf(c), c.req.param('id'))
      return c.body(body, 200, headers)
    })
    .get('/archives/open', asks('open_archive'), (c) => {
      actorOf(c)
      return show(c, <OpenArchivePage visitor={visitorOf(c)} />)
    })
    .post('/archives/open', asks('open_archive'), async (c) => {
      const actor = actorOf(c)
      const { file } = await readForm(c)
      const done: { opened?: ArchiveVerification } = {}
      const refusal = await refusalFrom(async () => {
        const archive = await file('archive')
        if (!archive) throw new AppError('archive_unreadable', { reason: 'no_archive' })
        done.opened = await openArchiveFor(ctx, actor, archive)
      })
      const props = { visitor: visitorOf(c), refusal, opened: done.opened }
      return show(c, <OpenArchivePage {...props} />, refusal?.status)
    })
}
