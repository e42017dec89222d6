import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { dropBallot, saveBallot } from '../../actions/drafts.ts'
import type { OwnPass } from '../../actions/entries.ts'
import { submitPass } from '../../actions/submissions.ts'
import type { Context } from '../../context.ts'
import { type Finding, hasErrors } from '../../domain/finding.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { bundleData } from '../ballot-data.ts'
import { type Desk, type Kept, deskOf, paperAt, step } from '../ballot-desk.ts'
import { paperTyped } from '../forms/ballot-form.ts'
import { type Typed, numberOf, readForm } from '../forms/form.ts'
import { type Refusal, refusalFrom } from '../forms/refusal.ts'
import { seenOf } from '../forms/seen-form.ts'
import { BallotEntryPage } from '../pages/ballot-entry.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

type Web = HonoContext<WebEnv, '/:id'>

/** Answers with the page on which the bundle is read paper by paper; `?paper=` names the paper. */
export function showBallots(c: Web, pass: OwnPass): Response | Promise<Response> {
  return showDesk(c, pass, deskAt(c, pass, Number(c.req.query('paper'))))
}

/** Keeps, drops or hands in what was read without a script. */
export async function receiveBallots(ctx: Context, c: Web, pass: OwnPass): Promise<Response> {
  const { typed } = await readForm(c)
  if (typed.do === 'submit') return handIn(ctx, c, pass, typed)
  const asked = deskAt(c, pass, Number(typed.place))
  const paper = paperTyped(typed, asked.paper, asked.levels)
  const act = actNamed(typed.do)
  const { desk, keep, complaint } = step({ ...asked, paper }, { do: act })
  if (complaint) return showDesk(c, pass, { ...asked, paper }, { complain: true })
  if (act === 'rest') return showDesk(c, pass, desk)
  const refusal = keep && (await refusalFrom(() => save(ctx, c, pass, typed, keep)))
  if (refusal) return showDesk(c, pass, { ...asked, paper }, { refusal })
  return sendOn(c, hereOf(pass), keep && (keep.marks === null ? 'ballot_dropped' : 'ballot_saved'))
}

function actNamed(text: string | undefined): 'rest' | 'drop' | 'save' {
  return text === 'rest' || text === 'drop' ? text : 'save'
}

function save(ctx: Context, c: Web, { sheet }: OwnPass, typed: Typed, { place, marks }: Kept) {
  const revision = revisionOf(typed)
  if (marks === null) return dropBallot(ctx, actorOf(c), sheet.id, { place, revision })
  return saveBallot(ctx, actorOf(c), sheet.id, { place, marks, revision })
}

async function handIn(ctx: Context, c: Web, pass: OwnPass, typed: Typed): Promise<Response> {
  const sent: { findings?: readonly Finding[] } = {}
  const refusal = await refusalFrom(async () => {
    const say = { revision: revisionOf(typed), seen: seenOf(typed) }
    const { findings } = await submitPass(ctx, actorOf(c), pass.sheet.id, null, say)
    return Object.assign(sent, { findings })
  })
  if (refusal) return showDesk(c, pass, deskAt(c, pass, Number.NaN), { refusal })
  if (hasErrors(sent.findings ?? [])) return sendOn(c, hereOf(pass))
  return sendOn(c, `/sessions/${pass.session.id}`, 'pass_submitted')
}

const seenRevision = z.int('number').min(0)
const revisionOf = (typed: Typed) => checked(seenRevision, numberOf(typed, 'revision'))
const hereOf = ({ sheet }: OwnPass) => `/sheets/${sheet.id}/entry`

/** The desk with the paper of that place on it; with the one to be read next when there is none. */
function deskAt(c: Web, pass: OwnPass, place: number): Desk {
  const { papers, ...bundle } = bundleData(pass, actorOf(c))
  const desk = deskOf(bundle, papers)
  if (!Number.isInteger(place) || place < 1 || place > papers.length + 1) return desk
  const paper = paperAt(bundle, papers, place)
  return { ...desk, place, paper, extra: place > papers.length }
}

type Said = { readonly complain?: boolean; readonly refusal?: Refusal }

function showDesk(c: Web, pass: OwnPass, desk: Desk, said: Said = {}) {
  const { complain = false, refusal } = said
  const props = { visitor: visitorOf(c), actor: actorOf(c), pass, desk, complain, refusal }
  return show(c, <BallotEntryPage {...props} />, refusal?.status ?? (complain ? 422 : 200))
}
