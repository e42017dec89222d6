import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { minutesUntilNextTry } from '../domain/timestamp-wait.ts'
import { AppError } from '../errors.ts'
import { stampDocument } from '../signatures/document-timestamp.ts'
import { stampSignature } from '../signatures/timestamp.ts'
import { commit, keepWorkingState } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import { type StoredDocument, findDocument, insertDocument } from '../storage/documents.ts'
import { findSession } from '../storage/sessions.ts'
import { sha256 } from '../storage/sha256.ts'
import {
  type WaitingTimestamp,
  dropWaitingTimestamp,
  listWaitingTimestamps,
  queueTimestamp,
} from '../storage/timestamp-queue.ts'
import { sessionFor } from './access.ts'
import { storedEvent } from './documents.ts'
import { registerOf, remainingFields } from './signing-turn.ts'

/** In milliseconds: how long a person who signs waits for the authority, and one who asks again. */
const SIGNER_WAITS_MS = 5_000
const ASKER_WAITS_MS = 20_000

/** The CMS with a timestamp over its signature, if the authority answers soon; else as it was. */
export async function timestampNow(
  ctx: Context,
  cms: Uint8Array,
): Promise<{ cms: Uint8Array; timestamped: boolean }> {
  if (!ctx.timestamps) return { cms, timestamped: false }
  try {
    const stamped = await within(stampSignature(cms, ctx.timestamps), SIGNER_WAITS_MS)
    return { cms: stamped, timestamped: true }
  } catch (error) {
    tell(ctx, error)
    return { cms, timestamped: false }
  }
}

/**
 * Asks for the timestamps that are due, of documents that wait for no signature any more: a new version while
 * somebody signs elsewhere would make that work useless. How many documents got theirs.
 */
export async function stampWaiting(ctx: Context): Promise<number> {
  let stamped = 0
  const now = ctx.now()
  for (const waiting of await listWaitingTimestamps(ctx.store.db))
    if (waiting.nextAt <= now && (await isReady(ctx, waiting)))
      if (await stamp(ctx, null, waiting)) stamped += 1
  return stamped
}

/**
 * Asks at once for the timestamp a document waits for; whether it waits still. Refusals: `not_found`,
 * `no_timestamp_authority`, those of the permission.
 */
export async function retryTimestamp(
  ctx: Context,
  actor: Actor,
  documentId: string,
): Promise<{ readonly waits: boolean }> {
  const found = await findDocument(ctx.store.db, documentId)
  if (!found) throw new AppError('not_found', { what: 'document' })
  const { session, name, revision } = found.document
  await sessionFor(ctx.store.db, actor, session, 'retry_timestamp')
  if (!ctx.timestamps) throw new AppError('no_timestamp_authority')
  const all = await listWaitingTimestamps(ctx.store.db, session)
  const waiting = all.find((each) => each.name === name && each.revision === revision)
  return { waits: waiting !== undefined && !(await stamp(ctx, actor, waiting, ASKER_WAITS_MS)) }
}

/** Whether nothing is left to be signed on the document; one of an earlier revision is taken off the queue. */
async function isReady(ctx: Context, waiting: WaitingTimestamp): Promise<boolean> {
  const found = await currentVersion(ctx, waiting)
  if (!found) {
    await keepWorkingState(ctx.store, (trx) => dropWaitingTimestamp(trx, waiting))
    return false
  }
  return remainingFields(found.document, found.scans).length === 0
}

async function currentVersion({ store: { db } }: Context, { session: id, name }: WaitingTimestamp) {
  const session = await findSession(db, id)
  const { current, scans } = await registerOf(db, session!)
  const document = current.find((each) => each.name === name)
  return document && { document, scans }
}

/** Stores the newest version with a timestamp over the whole as the next one, or puts the next try off. */
async function stamp(
  ctx: Context,
  actor: Actor | null,
  waiting: WaitingTimestamp,
  patienceMs = Infinity,
): Promise<boolean> {
  const found = await currentVersion(ctx, waiting)
  const stored = found && (await findDocument(ctx.store.db, found.document.id))
  if (!stored || !ctx.timestamps) return false
  try {
    const bytes = await within(stampDocument(stored.bytes, ctx.timestamps), patienceMs)
    await storeStamped(ctx, actor, waiting, stored.document, bytes)
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false // somebody signed meanwhile; the next try takes that version
    tell(ctx, error)
    const attempts = waiting.attempts + 1
    const wait = minutesUntilNextTry(attempts) * 60_000
    const nextAt = new Date(Date.parse(ctx.now()) + wait).toISOString()
    await keepWorkingState(ctx.store, (trx) =>
      queueTimestamp(trx, { ...waiting, attempts, nextAt }),
    )
    return false
  }
}

async function storeStamped(
  ctx: Context,
  actor: Actor | null,
  waiting: WaitingTimestamp,
  document: StoredDocument,
  bytes: Uint8Array,
): Promise<void> {
  const at = ctx.now()
  const next: StoredDocument = {
    ...document,
    id: ctx.newId(),
    version: document.version + 1,
    supersedes: document.id,
    signedField: null,
    sha256: sha256(bytes),
    createdAt: at,
    way: 'timestamp',
    signer: null,
  }
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    await insertDocument(trx, next, bytes)
    record(storedEvent(next))
    await dropWaitingTimestamp(trx, waiting)
  })
}

/** Only a refusal of the authority or a wait too long is expected; anything else is thrown on. */
function tell(ctx: Context, error: unknown): void {
  if (!(error instanceof AppError)) throw error
  const { code, detail } = error
  ctx.log.warn({ code, ...detail }, 'no timestamp yet')
}

/** What the promise comes to, unless it takes longer; `timestamp_unreachable` then. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  if (ms === Infinity) return work
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('timestamp_unreachable', { reason: 'timeout', status: null })),
      ms,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined) // what comes too late is nobody's any more
  }
}
