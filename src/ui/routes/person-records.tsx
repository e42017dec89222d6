import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { joinPersons, splitPerson, undoPersonChange } from '../../actions/person-changes.ts'
import { getPersonRecord } from '../../actions/person-record.ts'
import { getPersonRecordCsv, getPersonRecordPaper } from '../../actions/person-record-files.ts'
import { type FoundName, findNames } from '../../actions/person-search.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { personChange, undoing } from '../../http/person-schemas.ts'
import * as schemas from '../../http/schemas.ts'
import { OFFICE_WORDS } from '../../messages/office-words.ts'
import { RECORD_WORDS } from '../../messages/record-words.ts'
import { readForm, textOf } from '../forms/form.ts'
import { type Refusal, refusalFrom } from '../forms/refusal.ts'
import { PersonRecordPage } from '../pages/person-record.tsx'
import { PersonsPage } from '../pages/persons.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { download } from './download.ts'

type Told = { readonly typed: Readonly<Record<string, string>>; readonly refusal?: Refusal }

/** Finding a person, the record, and saying which names are one human being. */
export function personRecordPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/persons', asks('read_person_record'), (c) => showNames(ctx, c, { typed: c.req.query() }))
    .get('/persons/:id/record', asks('read_person_record'), (c) =>
      showRecord(ctx, c, c.req.param('id')),
    )
    .get('/persons/:id/record.pdf', asks('read_person_record'), async (c) =>
      download(c, await getPersonRecordPaper(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/persons/:id/record.csv', asks('read_person_record'), async (c) => {
      const id = c.req.param('id')
      const table = await getPersonRecordCsv(ctx, actorOf(c), id, OFFICE_WORDS, RECORD_WORDS)
      return c.body(new Uint8Array(table.bytes), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${table.fileName}"`,
      })
    })
    .post('/persons/join', asks('join_persons'), (c) => change(ctx, c, joinPersons))
    .post('/persons/split', asks('join_persons'), (c) => change(ctx, c, splitPerson))
    .post('/persons/changes/:id/undo', asks('join_persons'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(async () => {
        const { reason } = checked(undoing, { reason: textOf(typed, 'reason') })
        await undoPersonChange(ctx, actorOf(c), c.req.param('id'), reason)
      })
      if (refusal) return showNames(ctx, c, { typed, refusal })
      return sendOn(c, '/persons', 'person_undone') // the person may have no name left
    })
}

/** Carries out what the boxes and the reason say; back to the names with the refusal otherwise. */
async function change(ctx: Context, c: HonoContext<WebEnv>, act: typeof joinPersons) {
  const { typed } = await readForm(c)
  const subjects = Object.keys(typed).flatMap((key) =>
    key.startsWith('subject-') ? [key.slice('subject-'.length)] : [],
  )
  const made: { person: string } = { person: '' }
  const refusal = await refusalFrom(async () => {
    const input = checked(personChange, { subjects, reason: textOf(typed, 'reason') })
    made.person = await act(ctx, actorOf(c), input)
  })
  if (refusal) return showNames(ctx, c, { typed, refusal })
  return sendOn(c, `/persons/${made.person}`, 'person_changed')
}

async function showNames(ctx: Context, c: HonoContext<WebEnv>, told: Told) {
  const { typed } = told
  const names = ['name', 'also'].map((key) => textOf(typed, key)).filter((each) => each.trim())
  const sent: { found: readonly FoundName[] | null } = { found: null }
  const asked = await refusalFrom(async () => {
    if (names.length === 0) return
    const checkedNames = names.map((each) => checked(schemas.name, each.trim()))
    sent.found = await findNames(ctx, actorOf(c), checkedNames)
  })
  const refusal = told.refusal ?? asked
  const props = { visitor: visitorOf(c), role: actorOf(c).role, typed, refusal, found: sent.found }
  return show(c, <PersonsPage {...props} />, refusal?.status)
}

async function showRecord(ctx: Context, c: HonoContext<WebEnv>, id: string) {
  const record = await getPersonRecord(ctx, actorOf(c), id)
  const props = { visitor: visitorOf(c), role: actorOf(c).role, record }
  return show(c, <PersonRecordPage {...props} />)
}
