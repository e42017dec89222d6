import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { listAuthorNames } from '../../actions/authors.ts'
import { type UseRegister, getUses, recordUse } from '../../actions/uses.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { type Typed, readForm, textOf } from '../forms/form.ts'
import { refusalFrom, refuseField } from '../forms/refusal.ts'
import { useOf, useTyped } from '../forms/use-form.ts'
import { PersonUsesPage } from '../pages/person-uses.tsx'
import { UsesPage } from '../pages/uses.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

/** The register of what the competent level decided: all people, and one of them. */
export function usePages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/uses', asks('read_uses'), async (c) => {
      const actor = actorOf(c)
      const id = c.req.param('id')
      const register = await getUses(ctx, actor, id)
      const names = await listAuthorNames(ctx, actor, id, 'read_uses')
      const props = { visitor: visitorOf(c), role: actor.role, register, names }
      return show(c, <UsesPage {...props} />)
    })
    .get('/sessions/:id/uses/:subject', asks('read_uses'), (c) => showPersonUses(ctx, c))
    .post('/sessions/:id/uses/:subject', asks('record_use'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const subject = c.req.param('subject')
      const refusal = await refusalFrom(() => {
        if (textOf(typed, 'use') === '') refuseField('/use', 'required')
        return recordUse(ctx, actorOf(c), id, checked(schemas.newUse, useOf(typed, subject)))
      })
      if (refusal) return showPersonUses(ctx, c, { typed, refusal })
      const notice = textOf(typed, 'supersedes') ? 'use_corrected' : 'use_saved'
      return sendOn(c, `/sessions/${id}/uses/${subject}`, notice)
    })
}

type PersonRequest = HonoContext<WebEnv, '/:id/:subject'>

async function showPersonUses(ctx: Context, c: PersonRequest, form?: FormState) {
  const actor = actorOf(c)
  const id = c.req.param('id')
  const register = await getUses(ctx, actor, id)
  const person = register.people.find(({ subject }) => subject.id === c.req.param('subject'))
  if (!person) throw new AppError('not_found', { what: 'subject' })
  const corrected = person.records.find((each) => each.id === c.req.query('correct'))
  const { typed, refusal } = form
    ? { ...form, typed: onTopOf(register.history, form.typed) }
    : { typed: corrected ? useTyped(corrected) : {}, refusal: undefined }
  const names = await listAuthorNames(ctx, actor, id, 'read_uses')
  const props = { visitor: visitorOf(c), role: actor.role, register, person, names }
  return show(c, <PersonUsesPage {...props} typed={typed} refusal={refusal} />, refusal?.status)
}

/** What was typed, as the correction of the record that stands now, when another one came between. */
function onTopOf(history: UseRegister['history'], typed: Typed): Typed {
  const later = (id: string): string => {
    const next = history.find((each) => each.supersedes === id)
    return next ? later(next.id) : id
  }
  const supersedes = textOf(typed, 'supersedes')
  return supersedes === '' ? typed : { ...typed, supersedes: later(supersedes) }
}
