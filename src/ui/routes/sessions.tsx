import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { listAwaiting } from '../../actions/comment-threads.ts'
import { issueDocuments } from '../../actions/documents.ts'
import { listOrganisations } from '../../actions/organisations.ts'
import { computeOutcome } from '../../actions/outcome.ts'
import { closeSession } from '../../actions/closing.ts'
import { listRegimes } from '../../actions/regimes.ts'
import * as sessions from '../../actions/sessions.ts'
import * as steps from '../../actions/session-steps.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../domain/actor.ts'
import { FINAL_ACTS, type FinalAct } from '../../domain/final-act.ts'
import { type Act, mayEver } from '../../domain/roles.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { type Typed, dayOf, numberOf, readForm, textOf, textOrNull } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { HomePage, type ListedSession } from '../pages/home.tsx'
import { NewSessionPage } from '../pages/new-session.tsx'
import { regimeOptions } from '../regime-options.ts'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { doFinally } from './confirmations.tsx'
import { showSession } from './show-session.tsx'

type StepForm = {
  readonly act: Act
  readonly action: (ctx: Context, actor: Actor, id: string) => Promise<unknown>
  readonly to: string
}

/** The steps that are one button, and the page each leads to below the session's own. */
const STEPS: Readonly<Record<string, StepForm>> = {
  freeze: { act: 'freeze_roster', action: steps.freezeRoster, to: '' },
  unfreeze: { act: 'unfreeze_roster', action: steps.unfreezeRoster, to: '' },
  open: { act: 'open_counting', action: steps.openCounting, to: '' },
  pause: { act: 'pause_counting', action: steps.pauseCounting, to: '' },
  resume: { act: 'resume_counting', action: steps.resumeCounting, to: '' },
  compute: { act: 'compute_outcome', action: computeOutcome, to: '/results' },
}

/** The steps that are confirmed on a page of their own. */
const FINAL_STEPS: readonly {
  readonly act: FinalAct
  readonly run: (ctx: Context, actor: Actor, id: string, typed: Typed) => Promise<unknown>
  readonly to: string
}[] = [
  { act: 'close', run: closeSession, to: '' },
  { act: 'issue', run: issueDocuments, to: '/documents' },
  { act: 'publish', run: steps.publishSession, to: '' },
  { act: 'reopen', run: withReason(steps.reopenSession), to: '' },
  { act: 'cancel', run: withReason(steps.cancelSession), to: '' },
]

const reasonInput = schemas.acknowledgement.pick({ reason: true })
const NEW_SESSION: Typed = {
  meeting: 'in_person',
  passesRequired: '2',
  recheckSize: '0',
  entryMode: 'totals',
  sheetCodeRequired: 'no',
}

/** The list of sessions, the form for a new one, one session, and its steps. */
export function sessionPages(ctx: Context) {
  const pages = new Hono<WebEnv>()
    .get('/', asks('anyone_logged_in'), (c) => showHome(ctx, c))
    .get('/sessions/new', asks('create_session'), (c) =>
      showNewSession(ctx, c, { typed: NEW_SESSION }),
    )
    .post('/sessions/new', asks('create_session'), async (c) => {
      const { typed } = await readForm(c)
      const made: { id?: string } = {}
      const refusal = await refusalFrom(async () => {
        const input = checked(schemas.newSession, newSessionOf(typed))
        made.id = (await sessions.createSession(ctx, actorOf(c), input)).id
      })
      if (refusal) return showNewSession(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${made.id}`, 'session_created')
    })
    .get('/sessions/:id', asks('read_session'), (c) => showSession(ctx, c, c.req.param('id')))
  for (const { act, run, to } of FINAL_STEPS)
    pages.post(`/sessions/:id/${act}`, asks(FINAL_ACTS[act].acts), (c) =>
      doFinally(ctx, c, act, (sure, typed) => run(sure, actorOf(c), c.req.param('id'), typed), {
        to,
        notice: 'moved',
      }),
    )
  for (const [step, { act, action, to }] of Object.entries(STEPS))
    pages.post(`/sessions/:id/${step}`, asks(act), async (c) => {
      const id = c.req.param('id')
      await action(ctx, actorOf(c), id)
      return sendOn(c, `/sessions/${id}${to}`, 'moved')
    })
  return pages
}

function withReason(
  action: (ctx: Context, actor: Actor, id: string, reason: string) => Promise<void>,
) {
  return async (ctx: Context, actor: Actor, id: string, typed: Typed) => {
    const { reason } = checked(reasonInput, { reason: textOf(typed, 'reason') })
    await action(ctx, actor, id, reason)
  }
}

async function showHome(ctx: Context, c: HonoContext<WebEnv>) {
  const actor = actorOf(c)
  const visitor = visitorOf(c)
  if (!mayEver(actor.role, 'read_session'))
    return show(c, <HomePage visitor={visitor} sessions={null} />)
  const organisations = await listOrganisations(ctx, actor)
  const listed = (await sessions.listSessions(ctx, actor)).map((session): ListedSession => {
    const place = organisations.find((each) => each.id === session.organisation)
    const adopted = ctx.regimes.find(({ regime }) => regime.id === session.regime)
    return {
      session,
      organisation: place?.name ?? '',
      regime: adopted?.regime.number ?? session.regime,
    }
  })
  const awaiting = await listAwaiting(ctx, actor)
  return show(c, <HomePage visitor={visitor} sessions={listed} awaiting={awaiting} />)
}

function showNewSession(ctx: Context, c: HonoContext<WebEnv>, form: FormState) {
  const actor = actorOf(c)
  const regimes = regimeOptions(listRegimes(ctx, actor).regimes, undefined)
  const page = <NewSessionPage {...form} visitor={visitorOf(c)} regimes={regimes} />
  return show(c, page, form.refusal?.status)
}

function newSessionOf(typed: Typed) {
  return {
    mode: textOf(typed, 'mode'),
    title: textOf(typed, 'title'),
    heldOn: dayOf(typed, 'heldOn') ?? '',
    meeting: textOf(typed, 'meeting'),
    passesRequired: numberOf(typed, 'passesRequired'),
    recheckSize: numberOf(typed, 'recheckSize') ?? 0,
    entryMode: textOrNull(typed, 'entryMode') ?? undefined,
    sheetCodeRequired: typed.sheetCodeRequired === 'yes',
    shiftPoints: numberOf(typed, 'shiftPoints'),
    regime: textOrNull(typed, 'regime'),
    regimeReason: textOrNull(typed, 'regimeReason'),
  }
}
