import { type ThreadTold, getThread, getThreads } from '../actions/comment-threads.ts'
import * as comments from '../actions/comments.ts'
import type { Context } from '../context.ts'
import { awaitedIn, isSettled } from '../domain/comment.ts'
import * as schemas from './comment-schemas.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import { idParam } from './schemas.ts'

const tags = ['Trao đổi với người kiểm tra']
const params = schemas.threadParams

/** What auditors ask about a session and what its organisation answers. */
export function commentRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_comments', {
        method: 'get',
        path: '/sessions/{id}/comments',
        tags,
        summary: 'Các trao đổi của kỳ, chưa xong trước',
        request: { params: idParam },
        responses: answers('Các trao đổi', schemas.threads),
      }),
      async (c) => {
        const { threads } = await getThreads(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(schemas.threads.parse({ threads: threads.map(shownThread) }), 200)
      },
    )
    .openapi(
      route('open_comment_thread', {
        method: 'post',
        path: '/sessions/{id}/comments',
        tags,
        summary: 'Mở một trao đổi về kỳ, tập phiếu, người, văn bản hay mục nhật ký',
        request: { params: idParam, ...body(schemas.newThread) },
        responses: answers('Đã mở', schemas.place),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        return c.json(await comments.openThread(ctx, actorOf(c), id, c.req.valid('json')), 200)
      },
    )
    .openapi(
      route('read_comments', {
        method: 'get',
        path: '/sessions/{id}/comments/{thread}',
        tags,
        summary: 'Một trao đổi với mọi nội dung, cả nội dung đã rút lại',
        request: { params },
        responses: answers('Trao đổi', schemas.thread),
      }),
      async (c) => {
        const { thread } = await getThread(ctx, actorOf(c), placeOf(c.req.valid('param')))
        return c.json(schemas.thread.parse(shownThread(thread)), 200)
      },
    )
    .openapi(
      route('write_comment', {
        method: 'post',
        path: '/sessions/{id}/comments/{thread}',
        tags,
        summary: 'Viết vào một trao đổi chưa xong',
        request: { params, ...body(schemas.newComment) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const place = placeOf(c.req.valid('param'))
        await comments.writeComment(ctx, actorOf(c), place, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('withdraw_comment', {
        method: 'post',
        path: '/sessions/{id}/comments/{thread}/withdraw',
        tags,
        summary: 'Rút lại nội dung mình đã viết: vẫn đọc được, có ghi là đã rút',
        request: { params, ...body(schemas.withdrawal) },
        responses: done('Đã rút'),
      }),
      async (c) => {
        const place = placeOf(c.req.valid('param'))
        await comments.withdrawComment(ctx, actorOf(c), place, c.req.valid('json').number)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('settle_comment', {
        method: 'post',
        path: '/sessions/{id}/comments/{thread}/settle',
        tags,
        summary: 'Đánh dấu trao đổi là xong',
        request: { params, ...body(schemas.seenThread) },
        responses: done('Đã đánh dấu'),
      }),
      async (c) => {
        const place = placeOf(c.req.valid('param'))
        await comments.settleThread(ctx, actorOf(c), place, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('settle_comment', {
        method: 'post',
        path: '/sessions/{id}/comments/{thread}/reopen',
        tags,
        summary: 'Mở lại trao đổi đã xong, nói rõ vì sao',
        request: { params, ...body(schemas.newComment) },
        responses: done('Đã mở lại'),
      }),
      async (c) => {
        const place = placeOf(c.req.valid('param'))
        await comments.reopenThread(ctx, actorOf(c), place, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
}

function placeOf({ id, thread }: { id: string; thread: number }): comments.ThreadPlace {
  return { session: id, thread }
}

function shownThread(thread: ThreadTold) {
  return { ...thread, settled: isSettled(thread), awaited: awaitedIn(thread) }
}
