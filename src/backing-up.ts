import { filesIn } from './actions/backup-folder.ts'
import { beginBackup, ownPassphrase, tellFault } from './actions/backup-run.ts'
import { forkedFrom } from './actions/fork.ts'
import type { Context } from './context.ts'
import type { BackupCause } from './storage/backup-manifest.ts'
import { entriesOfType, journalHead } from './storage/journal.ts'

/** In milliseconds: how often it is looked whether a backup is due. */
const EVERY_MS = 10_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/**
 * Makes the backups of the settings as long as the server runs: every so many hours, at each closing of a session, and
 * increments in between; and looks whether another machine has taken over. Comes back with what ends it.
 */
export function keepBackingUp(ctx: Context, everyMs = EVERY_MS): () => void {
  if (!ctx.backups.scheduled || ctx.backups.database === null) return () => undefined
  const look = lookAfterBackups(ctx)
  void look()
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Looks once whether a backup is due and makes it; a second look while one is under way does nothing. */
export function lookAfterBackups(ctx: Context): () => Promise<void> {
  const seen: Seen = { seq: null, tried: null }
  let looking = false
  return async () => {
    if (looking || ctx.backups.state.running) return
    looking = true
    try {
      await lookForOthers(ctx)
      const cause = ctx.backups.state.elsewhere ? null : await dueNow(ctx, seen)
      if (!cause) return
      const increment = cause === 'increment'
      const passphrase = ownPassphrase(ctx)
      await beginBackup(ctx, { cause, actor: null, passphrase, increment }).done
    } catch (error) {
      if (ctx.backups.state.fault === null) tellFault(ctx, error)
    } finally {
      looking = false
    }
  }
}

/** The newest entry that was looked at, and when, in milliseconds, each kind was last tried. */
type Seen = { seq: number | null; tried: { full: number; increment: number } | null }

/** After a failure the next try is at the next time, or at the next closing. */
async function dueNow(
  { store, backups, ...ctx }: Context,
  seen: Seen,
): Promise<BackupCause | null> {
  const { seq } = await journalHead(store.db)
  const at = Date.parse(ctx.now())
  const { folder, hours, minutes, state } = backups
  seen.tried ??= { full: newestFull(folder), increment: at }
  const closed = seen.seq !== null && seq > seen.seq && (await closedSince(store.db, seen.seq))
  seen.seq = seq
  if (closed || (hours > 0 && at - seen.tried.full >= hours * HOUR_MS)) {
    seen.tried = { full: at, increment: at }
    return closed ? 'closing' : 'interval'
  }
  if (minutes === 0 || at - seen.tried.increment < minutes * MINUTE_MS) return null
  seen.tried.increment = at
  if (!state.base) return 'interval' // increments are made to a full one of this run of the program
  return seq > state.base.newest ? 'increment' : null
}

/** When the newest full backup in the folder was made; 0 for none. `backup_folder_unusable`. */
function newestFull(folder: string): number {
  const full = filesIn(folder).find(({ label }) => label?.base === null)
  return full?.label ? Date.parse(full.label.madeAt) : 0
}

async function closedSince(db: Context['store']['db'], seq: number): Promise<boolean> {
  const moved = await entriesOfType(db, 'session_moved', seq)
  return moved.some(
    ({ event }) => event.type === 'session_moved' && event.state.new === 'reconciled',
  )
}

/** Once another machine is seen to go on with this database, this one does not, until it is restored anew. */
async function lookForOthers({ store, backups, log }: Context): Promise<void> {
  const { state, folder } = backups
  const files = filesIn(folder).flatMap((file) => (file.label ? [file] : []))
  const [other] = state.elsewhere ? [] : await forkedFrom(store.db, files)
  if (!other) return
  state.elsewhere = { seq: other.label.head.seq, name: other.name }
  log.error({ ...state.elsewhere }, 'another machine has taken over this database')
}
