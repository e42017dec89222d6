import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Instant } from '../domain/time.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { requireAct, sessionFor } from './access.ts'
import type { DatabaseVerification } from './database-verification.ts'
import { type TypedHead, readHead } from './paper-check.ts'
import { type RunMemory, type RunProgress, runMemory } from './run-memory.ts'
import { type SessionName, namesOf } from './session-names.ts'
import type { SessionVerification } from './session-verification.ts'
import { forgetOrder } from './submissions.ts'

/** Who started or stopped a run. */
type Somebody = Pick<Actor, 'account' | 'fullName'>

/** One verification of the whole database, from its start on. */
export type VerificationRun = {
  readonly startedBy: Somebody
  readonly startedAt: Instant
  /** `broken`: it came to no end, and `fault` says why where the program knows. */
  readonly state: 'running' | 'done' | 'stopped' | 'broken'
  readonly progress: RunProgress
  readonly endedAt: Instant | null
  readonly stoppedBy: Somebody | null
  readonly fault: ErrorCode | null
  readonly verification: DatabaseVerification | null
  /** The result stands in the journal. */
  readonly recorded: boolean
}

/** A run as it is kept, and what is shared with the thread that does the work. */
type KeptRun = VerificationRun & {
  readonly memory: RunMemory
  /** Resolves when the run is over and what follows it is done. */
  readonly over: Promise<void>
}

/** The newest run of this program: kept until another one starts or the program ends. */
export type VerificationRuns = { newest: KeptRun | null }

/** A run as it is told, with the sessions that it names. */
export type ToldRun = VerificationRun & { readonly sessions: readonly SessionName[] }

/** Starts a verification of the whole database; while one is running, tells of that one instead. */
export async function startVerification(ctx: Context, actor: Actor): Promise<ToldRun> {
  requireAct(actor, 'read_journal')
  if (ctx.verifications.newest?.state !== 'running') {
    const { account, fullName } = actor
    const memory = runMemory()
    const over = finish(ctx, actor, memory) // nothing of it is done before the run stands here
    ctx.verifications.newest = {
      startedBy: { account, fullName },
      startedAt: ctx.now(),
      state: 'running',
      progress: memory.told(),
      endedAt: null,
      stoppedBy: null,
      fault: null,
      verification: null,
      recorded: false,
      memory,
      over,
    }
  }
  return newestVerification(ctx, actor)
}

/** The run under way, or the last one. `not_found` before the first since the program started. */
export async function newestVerification(ctx: Context, actor: Actor): Promise<ToldRun> {
  requireAct(actor, 'read_journal')
  const { newest } = ctx.verifications
  if (!newest) throw new AppError('not_found', { what: 'verification' })
  const { memory, over: _, ...run } = newest
  const sessions = await namesOf(ctx.store.db, actor, sessionsIn(run.verification))
  return { ...run, progress: memory.told(), sessions }
}

/** Asks the run under way to end, which it does before the next rows are read. `not_found` where there is none. */
export async function stopVerification(ctx: Context, actor: Actor): Promise<ToldRun> {
  requireAct(actor, 'read_journal')
  const { newest } = ctx.verifications
  if (newest?.state !== 'running') throw new AppError('not_found', { what: 'verification' })
  const { account, fullName } = actor
  ctx.verifications.newest = { ...newest, stoppedBy: { account, fullName } }
  newest.memory.stop()
  return newestVerification(ctx, actor)
}

/** Ends the run under way, with the program. */
export async function endVerification({
  verifications: { newest },
}: Pick<Context, 'verifications'>): Promise<void> {
  newest?.memory.stop()
  await newest?.over
}

/**
 * Verifies one session; `typed` is a head read off its papers. Refusals: those of `sessionFor`, `invalid_input`,
 * `too_many_verifications`.
 */
export async function verifySession(
  ctx: Context,
  actor: Actor,
  id: string,
  typed: TypedHead | null = null,
): Promise<SessionVerification> {
  await sessionFor(ctx.store.db, actor, id, 'verify_session')
  const paper = typed && readHead(typed)
  const leave = ctx.verifying.take(actor.account)
  try {
    return await ctx.verification.oneSession(id, paper)
  } finally {
    leave()
    await forgetAgain(ctx)
  }
}

/** Waits for the result, records it, and keeps it; never throws. */
async function finish(ctx: Context, actor: Actor, memory: RunMemory): Promise<void> {
  const end = await ctx.verification.wholeDatabase(memory.shared).then(
    async (verification) => ({
      verification,
      state: verification ? ('done' as const) : ('stopped' as const),
      recorded: verification !== null && (await isRecorded(ctx, actor, verification)),
      fault: null,
    }),
    (error: unknown) => {
      ctx.log.error({ err: error }, 'the verification of the database came to no end')
      const fault = error instanceof AppError ? error.code : null
      return { verification: null, state: 'broken' as const, recorded: false, fault }
    },
  )
  const { newest } = ctx.verifications
  if (newest?.memory === memory)
    ctx.verifications.newest = { ...newest, ...end, endedAt: ctx.now() }
  await forgetAgain(ctx)
}

/** Wipes what could not be wiped while the database was read; a failure is told in the log and holds nothing up. */
async function forgetAgain(ctx: Context): Promise<void> {
  await forgetOrder(ctx).catch((error: unknown) => {
    ctx.log.error({ err: error }, 'the log of the database could not be emptied')
  })
}

/** A result that cannot be written down is told all the same: the database may be the reason. */
async function isRecorded(
  ctx: Context,
  actor: Actor,
  { entries, head, steps }: DatabaseVerification,
): Promise<boolean> {
  const failed = steps.filter(({ status }) => status === 'failed').map(({ number }) => number)
  try {
    await commit(ctx.store, { actor, at: ctx.now() }, async (_, record) =>
      record({ type: 'database_verified', head, entries, failed }),
    )
    return true
  } catch (error) {
    ctx.log.error({ err: error }, 'the result of a verification could not be recorded')
    return false
  }
}

/** The sessions that the steps name. */
function sessionsIn(verification: DatabaseVerification | null): readonly string[] {
  const named = (verification?.steps ?? []).flatMap(({ detail }) => [
    detail,
    ...(Array.isArray(detail['differences']) ? (detail['differences'] as object[]) : []),
  ])
  const ids = named.map((each) => ('session' in each ? each.session : null))
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}
