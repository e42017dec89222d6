import type { Kysely, Transaction } from 'kysely'
import {
  CHECKPOINT_EVERY,
  type Checkpoint,
  checkpointText,
  isSealed,
} from '../domain/checkpoint.ts'
import type { JournalEvent } from '../domain/journal.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'
import type { JournalHead } from './journal.ts'
import { sha256 } from './sha256.ts'

/** What signs heads of the journal: the seal of the installation fits. */
export type HeadSeal = {
  /** SHA-256 of the public key, in hexadecimal. */
  readonly id: string
  /** SubjectPublicKeyInfo (DER), base64. */
  readonly publicKey: string
  /** The signature over the bytes, base64. */
  sign(purpose: 'journal-head', bytes: Uint8Array): string
}

/** The newest signed head, or `undefined`. */
export async function lastCheckpoint(
  db: Kysely<Database>,
): Promise<Row<'checkpoints'> | undefined> {
  return db
    .selectFrom('checkpoints')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** At most `limit` checkpoints with a number above `after`, in their order. */
export async function listCheckpoints(
  db: Kysely<Database>,
  after: number,
  limit: number,
): Promise<readonly Row<'checkpoints'>[]> {
  return db
    .selectFrom('checkpoints')
    .selectAll()
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** Every checkpoint that tells a head of the session, in their order. */
export async function listCheckpointsOf(
  db: Kysely<Database>,
  session: string,
): Promise<readonly Row<'checkpoints'>[]> {
  return db
    .selectFrom('checkpoints')
    .selectAll()
    .where('body', 'like', `%"session":"${session}"%`)
    .orderBy('number')
    .execute()
}

/** The entry from which on heads are signed; `null` where none ever was, and the program never started. */
export async function sealedFrom(db: Kysely<Database>): Promise<number | null> {
  const [first] = await listCheckpoints(db, 0, 1)
  if (first?.number === 1) return first.seq
  const started = await db
    .selectFrom('journal')
    .select('seq')
    .where('entry', 'like', '%"event":{"type":"program_started"%')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return started?.seq ?? first?.seq ?? null
}

/** Signs the head that the events just led to, where one of them asks for it or enough have come together. */
export async function signHead(
  trx: Transaction<Database>,
  seal: HeadSeal,
  head: JournalHead,
  { at, events }: { readonly at: Instant; readonly events: readonly JournalEvent[] },
): Promise<void> {
  const last = await lastCheckpoint(trx)
  if (!events.some(isSealed) && head.seq - (last?.seq ?? 0) < CHECKPOINT_EVERY) return
  const body = checkpointText({
    number: (last?.number ?? 0) + 1,
    prevSha256: last ? sha256(last.body) : null,
    at,
    seq: head.seq,
    hash: head.hash,
    entries: head.seq,
    sessions: await sessionHeadsSince(trx, last?.seq ?? 0),
  })
  const signature = seal.sign('journal-head', new TextEncoder().encode(body))
  await trx
    .insertInto('checkpoints')
    .values({
      number: (last?.number ?? 0) + 1,
      seq: head.seq,
      body,
      public_key: seal.publicKey,
      signature,
    })
    .execute()
}

/** The head of each session with an entry behind `after`. */
async function sessionHeadsSince(
  trx: Transaction<Database>,
  after: number,
): Promise<Checkpoint['sessions']> {
  const heads = await trx
    .selectFrom('session_journal as s')
    .select(['s.session_id as session', 's.place as entries', 's.hash'])
    .where('s.seq', '>', after)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('session_journal as later')
            .select('later.place')
            .whereRef('later.session_id', '=', 's.session_id')
            .whereRef('later.place', '>', 's.place'),
        ),
      ),
    )
    .execute()
  return heads.toSorted((a, b) => (a.session < b.session ? -1 : 1)) // a database may sort otherwise
}
