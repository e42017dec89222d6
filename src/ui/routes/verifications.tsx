import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { sessionFor } from '../../actions/access.ts'
import { checkPaperHead, checkPaperSeal, checkSessionPaperHead } from '../../actions/paper-check.ts'
import {
  type ToldRun,
  newestVerification,
  startVerification,
  stopVerification,
  verifySession,
} from '../../actions/verification-runs.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import type { PaperTyped } from '../components/paper-check.tsx'
import { refusalFrom } from '../forms/refusal.ts'
import { DATABASE_VERIFICATION, DatabaseVerificationPage } from '../pages/database-verification.tsx'
import { SessionVerificationPage } from '../pages/session-verification.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

/** The verification of the whole database and of single sessions. */
export function verificationPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get(DATABASE_VERIFICATION, asks('read_journal'), async (c) => {
      const actor = actorOf(c)
      const run = await newestOrNone(() => newestVerification(ctx, actor))
      const paper = await paperOf(c, {
        head: (typed) => checkPaperHead(ctx, actor, typed),
        seal: (typed) => checkPaperSeal(ctx, actor, typed),
      })
      const props = { visitor: visitorOf(c), run, paper }
      return show(c, <DatabaseVerificationPage {...props} />, paper.refusal?.status)
    })
    .post(DATABASE_VERIFICATION, asks('read_journal'), async (c) => {
      await startVerification(ctx, actorOf(c))
      return sendOn(c, DATABASE_VERIFICATION)
    })
    .post(`${DATABASE_VERIFICATION}/stop`, asks('read_journal'), async (c) => {
      await newestOrNone(() => stopVerification(ctx, actorOf(c))) // it may just have ended by itself
      return sendOn(c, DATABASE_VERIFICATION)
    })
    .get('/sessions/:id/audit/verification', asks('verify_session'), (c) => showSession(ctx, c))
    .post('/sessions/:id/audit/verification', asks('verify_session'), (c) =>
      showSession(ctx, c, true),
    )
}

async function showSession(ctx: Context, c: HonoContext<WebEnv>, verifies = false) {
  const actor = actorOf(c)
  const id = c.req.param('id') ?? ''
  const session = await sessionFor(ctx.store.db, actor, id, 'verify_session')
  const done: { found?: Parameters<typeof SessionVerificationPage>[0]['found'] } = {}
  const refusal = await refusalFrom(async () => {
    if (!verifies) return
    done.found = { verification: await verifySession(ctx, actor, id), at: ctx.now() }
  })
  const paper = await paperOf(c, {
    head: (typed) => checkSessionPaperHead(ctx, actor, id, typed),
    seal: (typed) => checkPaperSeal(ctx, actor, typed),
  })
  const props = { visitor: visitorOf(c), session, refusal, found: done.found, paper }
  const status = (refusal ?? paper.refusal)?.status
  return show(c, <SessionVerificationPage {...props} />, status)
}

/** What was typed from paper into the address, and what came of it. */
async function paperOf(
  c: HonoContext<WebEnv>,
  ask: {
    readonly head: (typed: {
      seq: string
      hash: string
    }) => Promise<NonNullable<PaperTyped['finding']>>
    readonly seal: (typed: string) => NonNullable<PaperTyped['seal']>
  },
): Promise<PaperTyped> {
  const typed = c.req.query()
  const { seq = '', hash = '', seal = '' } = typed
  const found: { finding?: PaperTyped['finding']; seal?: PaperTyped['seal'] } = {}
  const refusal = await refusalFrom(async () => {
    if (seq.trim() !== '' || hash.trim() !== '') found.finding = await ask.head({ seq, hash })
    if (seal.trim() !== '') found.seal = ask.seal(seal)
  })
  return { typed, refusal, ...found }
}

/** The run, or `null` where there is none. */
async function newestOrNone(ask: () => Promise<ToldRun>): Promise<ToldRun | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}
