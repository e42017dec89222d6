import { type Migration, Migrator } from 'kysely'
import type { Dialect, Store } from '../dialect.ts'
import { initial } from './0001-initial.ts'
import { preparation } from './0002-preparation.ts'
import { recheck } from './0003-recheck.ts'
import { entry } from './0004-entry.ts'
import { hall } from './0005-hall.ts'
import { asOnPaper } from './0006-as-on-paper.ts'
import { signing } from './0007-signing.ts'
import { copies } from './0008-copies.ts'
import { templates } from './0009-templates.ts'
import { logIn } from './0010-log-in.ts'
import { confirmation } from './0011-confirmation.ts'
import { destruction } from './0012-destruction.ts'
import { identities } from './0013-identities.ts'
import { sealedJournal } from './0014-sealed-journal.ts'
import { personRecord } from './0015-person-record.ts'
import { comments } from './0016-comments.ts'

/** Every migration by name, in order; forward only. */
function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-initial': initial(dialect),
    '0002-preparation': preparation(dialect),
    '0003-recheck': recheck(dialect),
    '0004-entry': entry(dialect),
    '0005-hall': hall(dialect),
    '0006-as-on-paper': asOnPaper(),
    '0007-signing': signing(dialect),
    '0008-copies': copies(dialect),
    '0009-templates': templates(dialect),
    '0010-log-in': logIn(dialect),
    '0011-confirmation': confirmation(dialect),
    '0012-destruction': destruction(dialect),
    '0013-identities': identities(dialect),
    '0014-sealed-journal': sealedJournal(dialect),
    '0015-person-record': personRecord(dialect),
    '0016-comments': comments(dialect),
  }
}

/** The names of every migration this program knows, in order. */
export function migrationNames(dialect: Dialect): readonly string[] {
  return Object.keys(migrations(dialect))
}

/** Brings the database to the newest shape; the names of the migrations that ran, maybe none. */
export async function migrate({ db, dialect }: Store): Promise<readonly string[]> {
  const provider = { getMigrations: async () => migrations(dialect) }
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw new Error('the database could not be migrated', { cause: error })
  return (results ?? []).map((result) => result.migrationName)
}
