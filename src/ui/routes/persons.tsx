import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { type PersonVenue, getPerson, recognisePerson } from '../../actions/persons.ts'
import { getSession } from '../../actions/sessions.ts'
import { changesIn } from '../../actions/person-changes.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../domain/actor.ts'
import { may, mayEver } from '../../domain/roles.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import { readForm, textOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { PersonPage, type ShownVenue } from '../pages/person.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { showSession } from './show-session.tsx'

/** One person's places, and the saying that two names are one person. */
export function personPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/persons/:id', asks('read_session'), (c) => showPerson(ctx, c))
    .post('/sessions/:id/persons', asks('recognise_person'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const same = textOf(typed, 'same') === 'yes'
      const told = { subject: textOf(typed, 'subject'), other: textOf(typed, 'other'), same }
      const refusal = await refusalFrom(() =>
        recognisePerson(ctx, actorOf(c), id, checked(schemas.recognition, told)),
      )
      if (refusal) return showSession(ctx, c, id, { namesakes: refusal })
      return sendOn(c, `/sessions/${id}`, same ? 'same_person' : 'other_person')
    })
}

async function showPerson(ctx: Context, c: HonoContext<WebEnv, '/:id'>) {
  const actor = actorOf(c)
  const { name, venues, provisions } = await getPerson(ctx, actor, c.req.param('id'))
  const shown = await Promise.all(venues.map((venue) => shownVenue(ctx, actor, venue)))
  const id = c.req.param('id')
  const changes = await changesIn(ctx, actor, id)
  const joins = mayEver(actor.role, 'join_persons')
  const recorded = venues.some(({ standing }) =>
    may(actor.role, 'read_person_record', standing.state),
  )
  const who = { visitor: visitorOf(c), id, name, changes, joins, recorded }
  const props = { ...who, provisions, venues: shown }
  return show(c, <PersonPage {...props} />)
}

/** The venue with the one outcome of the person, found by the place on the ballot. */
async function shownVenue(
  ctx: Context,
  actor: Actor,
  { standing, result }: PersonVenue,
): Promise<ShownVenue> {
  if (result === null) return { standing, result }
  const { roster } = await getSession(ctx, actor, standing.session)
  const kind = roster.ballotKinds.find(({ subjects }) =>
    subjects.some((each) => each.id === standing.subject),
  )
  const at = kind?.subjects.findIndex((each) => each.id === standing.subject) ?? -1
  const outcome = result.outcome.subjects.find(
    (each) => each.ballotKind === kind?.code && each.id === String(at + 1),
  )
  if (!outcome && result.outcome.status === 'held') return { standing, result: null }
  if (!outcome) throw new Error(`no outcome for subject ${standing.subject}`)
  return { standing, result: { outcome, regime: result.regime } }
}
