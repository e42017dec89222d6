import { getCriteriaSheet } from '../actions/forms.ts'
import * as persons from '../actions/persons.ts'
import * as preparation from '../actions/preparation.ts'
import { editSession, setRegime } from '../actions/regime-choice.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, file, route, router } from './routes.ts'
import * as shown from './preparation-answers.ts'
import * as schemas from './schemas.ts'

const tags = ['Chuẩn bị']
const params = schemas.idParam

/** What leads up to the vote: regulation, plan, procedure, and who stands where else. */
export function preparationRoutes(ctx: Context) {
  return planRoutes(ctx).route('/', personRoutes(ctx))
}

function planRoutes(ctx: Context) {
  return router()
    .openapi(
      route('edit_session', {
        method: 'put',
        path: '/sessions/{id}/regime',
        tags,
        summary: 'Chọn quy định khác quy định của ngày, có lý do; null: theo ngày',
        request: { params, ...body(schemas.regimeChoice) },
        responses: done('Đã chọn'),
      }),
      async (c) => {
        await setRegime(ctx, actorOf(c), c.req.valid('param').id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('edit_session', {
        method: 'put',
        path: '/sessions/{id}/head',
        tags,
        summary: 'Tên và ngày lấy phiếu, khi chưa khóa danh sách',
        request: { params, ...body(schemas.newSession.pick({ title: true, heldOn: true })) },
        responses: done('Đã sửa'),
      }),
      async (c) => {
        await editSession(ctx, actorOf(c), c.req.valid('param').id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/preparation',
        tags,
        summary: 'Kế hoạch, các bước quy trình, tiêu chí, việc đã muộn',
        request: { params },
        responses: answers('Chuẩn bị', shown.preparation),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const found = await preparation.getPreparation(ctx, actorOf(c), id)
        return c.json(shown.preparation.parse(found), 200)
      },
    )
    .openapi(
      route('record_preparation', {
        method: 'put',
        path: '/sessions/{id}/timing',
        tags,
        summary: 'Nhiệm kỳ và việc phải xong trước',
        request: { params, ...body(schemas.timing) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await preparation.recordTiming(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('record_procedure', {
        method: 'post',
        path: '/sessions/{id}/procedure',
        tags,
        summary: 'Ghi nhận các bước đã làm, hoặc rút lại (doneOn null)',
        request: { params, ...body(schemas.stepRecords) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await preparation.recordSteps(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/plan.ics',
        tags,
        summary: 'Kế hoạch thành tệp lịch (iCalendar)',
        request: { params },
        responses: file('Tệp lịch', 'text/calendar'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { text, fileName } = await preparation.getCalendar(ctx, actorOf(c), id)
        return c.body(text, 200, {
          'content-type': 'text/calendar; charset=utf-8',
          'content-disposition': `attachment; filename="${fileName}"`,
        })
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/criteria.pdf',
        tags,
        summary: 'Tờ tiêu chí và cách ghi phiếu, để in',
        request: { params },
        responses: file('Tệp PDF', 'application/pdf'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { bytes, fileName } = await getCriteriaSheet(ctx, actorOf(c), id)
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="${fileName}"`,
        })
      },
    )
}

function personRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/sessions/{id}/namesakes',
        tags,
        summary: 'Người cùng họ tên ở nơi khác trong cùng năm, hoặc ở kỳ trước của tổ chức',
        request: { params },
        responses: answers('Người trùng tên', shown.namesakes),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const found = await persons.listNamesakes(ctx, actorOf(c), id)
        return c.json(shown.namesakes.parse(found), 200)
      },
    )
    .openapi(
      route('recognise_person', {
        method: 'post',
        path: '/sessions/{id}/persons',
        tags,
        summary: 'Ghi hai tên ở hai nơi là một người, hoặc không phải',
        request: { params, ...body(schemas.recognition) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await persons.recognisePerson(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('read_session', {
        method: 'get',
        path: '/persons/{id}',
        tags,
        summary: 'Các nơi một người được lấy phiếu, để cạnh nhau',
        request: { params },
        responses: answers('Các nơi', shown.personVenues),
      }),
      async (c) => {
        const found = await persons.getPerson(ctx, actorOf(c), c.req.valid('param').id)
        const venues = found.venues.map(({ standing, result }) => ({
          standing,
          result: result && { regime: result.regime.id, outcome: result.outcome },
        }))
        return c.json(shown.personVenues.parse({ ...found, venues }), 200)
      },
    )
}
