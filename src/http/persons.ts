import { z } from '@hono/zod-openapi'
import * as changes from '../actions/person-changes.ts'
import { getPersonRecord } from '../actions/person-record.ts'
import { getPersonRecordCsv, getPersonRecordPaper } from '../actions/person-record-files.ts'
import { findNames } from '../actions/person-search.ts'
import type { Context } from '../context.ts'
import { OFFICE_WORDS } from '../messages/office-words.ts'
import { RECORD_WORDS } from '../messages/record-words.ts'
import { actorOf } from './log-in.ts'
import { foundNames, joined, personChange, personRecord, undoing } from './person-schemas.ts'
import { answers, body, done, file, route, router } from './routes.ts'
import * as schemas from './schemas.ts'

const tags = ['Hồ sơ tín nhiệm']
const params = schemas.idParam
const CSV = 'text/csv; charset=utf-8'

/** One official through sessions and places, and the saying who is whom. */
export function personRecordRoutes(ctx: Context) {
  return router().route('/', recordRoutes(ctx)).route('/', changeRoutes(ctx))
}

function recordRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_person_record', {
        method: 'get',
        path: '/persons',
        tags,
        summary: 'Tìm tên trên các danh sách bỏ phiếu',
        request: { query: z.object({ name: schemas.name, also: schemas.name.optional() }) },
        responses: answers('Các tên', foundNames),
      }),
      async (c) => {
        const { name, also } = c.req.valid('query')
        const found = await findNames(ctx, actorOf(c), also ? [name, also] : [name])
        return c.json(foundNames.parse(found), 200)
      },
    )
    .openapi(
      route('read_person_record', {
        method: 'get',
        path: '/persons/{id}/record',
        tags,
        summary: 'Hồ sơ tín nhiệm của một người: từng nơi, từng kỳ, không cộng',
        request: { params },
        responses: answers('Hồ sơ', personRecord),
      }),
      async (c) => {
        const found = await getPersonRecord(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(personRecord.parse(found), 200)
      },
    )
    .openapi(
      route('read_person_record', {
        method: 'get',
        path: '/persons/{id}/record.pdf',
        tags,
        summary: 'Cùng hồ sơ ấy để in',
        request: { params },
        responses: file('Tệp PDF', 'application/pdf'),
      }),
      async (c) => {
        const paper = await getPersonRecordPaper(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(new Uint8Array(paper.bytes), 200, {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="${paper.fileName}"`,
        })
      },
    )
    .openapi(
      route('read_person_record', {
        method: 'get',
        path: '/persons/{id}/record.csv',
        tags,
        summary: 'Cùng hồ sơ ấy thành bảng CSV',
        request: { params },
        responses: file('Bảng CSV', CSV),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const table = await getPersonRecordCsv(ctx, actorOf(c), id, OFFICE_WORDS, RECORD_WORDS)
        return c.body(new Uint8Array(table.bytes), 200, {
          'content-type': CSV,
          'content-disposition': `attachment; filename="${table.fileName}"`,
        })
      },
    )
}

function changeRoutes(ctx: Context) {
  return router()
    .openapi(
      route('join_persons', {
        method: 'post',
        path: '/persons/join',
        tags,
        summary: 'Ghi các tên này là cùng một người, kèm lý do',
        request: body(personChange),
        responses: answers('Người ấy', joined),
      }),
      async (c) => {
        const person = await changes.joinPersons(ctx, actorOf(c), c.req.valid('json'))
        return c.json(joined.parse({ person }), 200)
      },
    )
    .openapi(
      route('join_persons', {
        method: 'post',
        path: '/persons/split',
        tags,
        summary: 'Ghi các tên này là một người khác, kèm lý do',
        request: body(personChange),
        responses: answers('Người mới', joined),
      }),
      async (c) => {
        const person = await changes.splitPerson(ctx, actorOf(c), c.req.valid('json'))
        return c.json(joined.parse({ person }), 200)
      },
    )
    .openapi(
      route('join_persons', {
        method: 'post',
        path: '/persons/changes/{id}/undo',
        tags,
        summary: 'Hoàn tác một lần ghép hoặc tách, kèm lý do',
        request: { params, ...body(undoing) },
        responses: done('Đã hoàn tác'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await changes.undoPersonChange(ctx, actorOf(c), id, c.req.valid('json').reason)
        return c.body(null, 204)
      },
    )
}
