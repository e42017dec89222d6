import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { listAuthorNames } from '../../actions/authors.ts'
import { getNewThread, getThread, getThreads } from '../../actions/comment-threads.ts'
import * as comments from '../../actions/comments.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { checked } from '../../formats/issues.ts'
import * as schemas from '../../http/comment-schemas.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import type { FormState } from '../components/fields.tsx'
import { aboutIn } from '../forms/about-form.ts'
import { numberOf, readForm, textOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { NewThreadPage } from '../pages/new-thread.tsx'
import { ThreadPage } from '../pages/thread.tsx'
import { ThreadsPage } from '../pages/threads.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

type SessionRequest = HonoContext<WebEnv, '/:id'>
type ThreadRequest = HonoContext<WebEnv, '/:id/:thread'>

/** The threads of a session between its auditors and its organisation. */
export function commentPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/comments', asks('read_comments'), async (c) => {
      const actor = actorOf(c)
      const id = c.req.param('id')
      const found = await getThreads(ctx, actor, id)
      const names = await listAuthorNames(ctx, actor, id, 'read_comments')
      const props = { ...found, names, role: actor.role, visitor: visitorOf(c) }
      return show(c, <ThreadsPage {...props} />)
    })
    .get('/sessions/:id/comments/new', asks('open_comment_thread'), (c) =>
      showNewThread(ctx, c, { typed: { about: c.req.query('about') ?? 'session' } }),
    )
    .post('/sessions/:id/comments/new', asks('open_comment_thread'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const made: { thread?: number } = {}
      const refusal = await refusalFrom(async () => {
        const input = { about: aboutIn(textOf(typed, 'about')), text: typed['text'] ?? '' }
        const asked = checked(schemas.newThread, input)
        made.thread = (await comments.openThread(ctx, actorOf(c), id, asked)).thread
      })
      if (refusal) return showNewThread(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}/comments/${made.thread}`, 'thread_opened')
    })
    .get('/sessions/:id/comments/:thread', asks('read_comments'), (c) =>
      showThread(ctx, c, { typed: {} }),
    )
    .post('/sessions/:id/comments/:thread', asks('write_comment'), (c) =>
      act(ctx, c, 'comment_written', async (typed, actor, place) =>
        comments.writeComment(ctx, actor, place, checked(schemas.newComment, commentOf(typed))),
      ),
    )
    .post('/sessions/:id/comments/:thread/withdraw', asks('withdraw_comment'), (c) =>
      act(ctx, c, 'comment_withdrawn', async (typed, actor, place) => {
        const { number } = checked(schemas.withdrawal, { number: numberOf(typed, 'number') })
        await comments.withdrawComment(ctx, actor, place, number)
      }),
    )
    .post('/sessions/:id/comments/:thread/settle', asks('settle_comment'), (c) =>
      act(ctx, c, 'thread_settled', async (typed, actor, place) => {
        const seen = checked(schemas.seenThread, { seen: numberOf(typed, 'seen') })
        await comments.settleThread(ctx, actor, place, seen)
      }),
    )
    .post('/sessions/:id/comments/:thread/reopen', asks('settle_comment'), (c) =>
      act(ctx, c, 'thread_reopened', async (typed, actor, place) =>
        comments.reopenThread(ctx, actor, place, checked(schemas.newComment, commentOf(typed))),
      ),
    )
}

type Typed = FormState['typed']

function commentOf(typed: Typed) {
  return { text: typed['text'] ?? '', seen: numberOf(typed, 'seen') }
}

/** Does it and goes back to the thread; refused, the thread as it stands now is shown with what was typed. */
async function act(
  ctx: Context,
  c: ThreadRequest,
  notice: string,
  run: (
    typed: Typed,
    actor: ReturnType<typeof actorOf>,
    place: comments.ThreadPlace,
  ) => Promise<void>,
) {
  const { typed } = await readForm(c)
  const place = placeOf(c)
  const refusal = await refusalFrom(() => run(typed, actorOf(c), place))
  if (refusal) return showThread(ctx, c, { typed, refusal })
  return sendOn(c, `/sessions/${place.session}/comments/${place.thread}`, notice)
}

function placeOf(c: ThreadRequest): comments.ThreadPlace {
  const thread = c.req.param('thread')
  if (!/^[1-9]\d{0,6}$/.test(thread)) throw new AppError('not_found', { what: 'thread' })
  return { session: c.req.param('id'), thread: Number(thread) }
}

async function showThread(ctx: Context, c: ThreadRequest, form: FormState) {
  const actor = actorOf(c)
  const place = placeOf(c)
  const found = await getThread(ctx, actor, place)
  const names = await listAuthorNames(ctx, actor, place.session, 'read_comments')
  const props = { ...found, ...form, names, actor, visitor: visitorOf(c) }
  return show(c, <ThreadPage {...props} />, form.refusal?.status)
}

async function showNewThread(ctx: Context, c: SessionRequest, form: FormState) {
  const about = aboutIn(textOf(form.typed, 'about'))
  if (!about) throw new AppError('not_found', { what: 'about' })
  const found = await getNewThread(ctx, actorOf(c), c.req.param('id'), about)
  return show(
    c,
    <NewThreadPage {...found} {...form} visitor={visitorOf(c)} />,
    form.refusal?.status,
  )
}
