import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { saveDraft } from '../../actions/drafts.ts'
import {
  type OwnPass,
  getOwnPass,
  givePassBack,
  releasePass,
  takePass,
} from '../../actions/entries.ts'
import { submitPass } from '../../actions/submissions.ts'
import type { Context } from '../../context.ts'
import { type Finding, hasErrors } from '../../domain/finding.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { entryMarks, refusedMarks } from '../entry-marks.ts'
import { numberOf, readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { sheetCountsOf, sheetPlace, sheetTyped } from '../forms/sheet-form.ts'
import { seenOf } from '../forms/seen-form.ts'
import { EntryPage } from '../pages/entry.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { receiveBallots, showBallots } from './ballot-entry.tsx'

type Web = HonoContext<WebEnv, '/:id'>

/** Taking up a pass and typing it. */
export function entryPages(ctx: Context) {
  return new Hono<WebEnv>()
    .post('/sheets/:id/pass', asks(['take_pass', 'enter_pass']), async (c) => {
      await takePass(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, `/sheets/${c.req.param('id')}/entry`)
    })
    .post('/sheets/:id/pass/give-back', asks('enter_pass'), async (c) => {
      const { session } = await getOwnPass(ctx, actorOf(c), c.req.param('id'))
      await givePassBack(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, `/sessions/${session.id}`, 'pass_given_back')
    })
    .post('/sheets/:id/pass/release', asks('release_pass'), async (c) => {
      const { typed } = await readForm(c)
      const passNo = checked(passNumber, numberOf(typed, 'passNo'))
      const session = await releasePass(ctx, actorOf(c), c.req.param('id'), passNo)
      return sendOn(c, `/sessions/${session}`, 'pass_released')
    })
    .get('/sheets/:id/entry', asks('enter_pass'), async (c) =>
      showEntry(c, await getOwnPass(ctx, actorOf(c), c.req.param('id'))),
    )
    .post('/sheets/:id/entry', asks('enter_pass'), async (c) => {
      const pass = await getOwnPass(ctx, actorOf(c), c.req.param('id'))
      if (pass.session.entryMode === 'ballots') return receiveBallots(ctx, c, pass)
      const { typed } = await readForm(c)
      const here = `/sheets/${c.req.param('id')}/entry`
      const sent: { findings?: readonly Finding[] } = {}
      const refusal = await refusalFrom(async () => {
        const { id } = pass.sheet
        const counts = checked(
          schemas.sheetCounts,
          sheetCountsOf(typed, pass.kind.subjects, pass.levels),
        )
        const save = { revision: checked(seenRevision, numberOf(typed, 'revision')) }
        if (typed.do === 'save') return saveDraft(ctx, actorOf(c), id, { counts, ...save })
        const seen = seenOf(typed)
        const { findings } = await submitPass(ctx, actorOf(c), id, counts, { ...save, seen })
        return Object.assign(sent, { findings })
      }, sheetPlace)
      if (refusal?.status === 412) return showEntry(c, pass, { typed: storedOf(pass), refusal })
      if (refusal) return showEntry(c, pass, { typed, refusal })
      if (sent.findings && !hasErrors(sent.findings))
        return sendOn(c, `/sessions/${pass.session.id}`, 'pass_submitted')
      return sendOn(c, here, typed.do === 'save' ? 'draft_saved' : undefined)
    })
}

const seenRevision = z.int('number').min(0)
const passNumber = z.int('number').min(1)

const storedOf = (pass: OwnPass) => sheetTyped(pass.counts, pass.levels)

function showEntry(c: Web, pass: OwnPass, form?: FormState) {
  if (pass.session.entryMode === 'ballots') return showBallots(c, pass)
  const { typed, refusal } = form ?? { typed: storedOf(pass) }
  const marks = refusal ? refusedMarks(refusal) : entryMarks(pass)
  const props = { visitor: visitorOf(c), pass, typed, refusal, marks }
  return show(c, <EntryPage {...props} />, refusal?.status)
}
