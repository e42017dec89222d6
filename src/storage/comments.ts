import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely'
import type { About, AboutKind, Thread, Turn, TurnAct } from '../domain/comment.ts'
import type { Role } from '../domain/roles.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'

/** The threads of a session with everything written in them, in the order they were opened. */
export async function listThreads(db: Kysely<Database>, session: string): Promise<Thread[]> {
  const threads = await db
    .selectFrom('comment_threads')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('number')
    .execute()
  return withTurns(
    threads,
    await turnsIn(db.selectFrom('comments').where('session_id', '=', session)),
  )
}

/** One thread of a session by its number there, if it has one of that number. */
export async function findThread(
  db: Kysely<Database>,
  session: string,
  number: number,
): Promise<Thread | undefined> {
  const threads = await db
    .selectFrom('comment_threads')
    .selectAll()
    .where('session_id', '=', session)
    .where('number', '=', number)
    .execute()
  const comments = db
    .selectFrom('comments')
    .where('session_id', '=', session)
    .where('thread', '=', number)
  return withTurns(threads, await turnsIn(comments))[0]
}

/** The threads of all sessions that are not settled, each with its session. */
export async function listUnsettledThreads(
  db: Kysely<Database>,
): Promise<readonly (Thread & { readonly session: string })[]> {
  const threads = await unsettled(db).execute()
  const rows = await db
    .selectFrom('comments')
    .innerJoin(unsettled(db).as('open'), (of) =>
      of
        .onRef('open.session_id', '=', 'comments.session_id')
        .onRef('open.number', '=', 'comments.thread'),
    )
    .selectAll('comments')
    .orderBy('comments.number')
    .execute()
  return withTurns(threads, rows)
}

/** Threads that were opened again as often as they were settled: the one comes behind the other. */
function unsettled(db: Kysely<Database>) {
  return db
    .selectFrom('comment_threads as t')
    .selectAll('t')
    .where((of) => {
      const times = (act: TurnAct) =>
        of
          .selectFrom('comments as c')
          .select((c) => c.fn.countAll().as('n'))
          .whereRef('c.session_id', '=', 't.session_id')
          .whereRef('c.thread', '=', 't.number')
          .where('c.act', '=', act)
      return of(times('settled'), '=', times('reopened'))
    })
}

/** What the account wrote in threads, oldest first; what it took back too. */
export async function textsOf(
  db: Kysely<Database>,
  account: string,
): Promise<
  readonly {
    readonly session: string
    readonly thread: number
    readonly number: number
    readonly text: string
    readonly at: Instant
  }[]
> {
  return db
    .selectFrom('comments')
    .select(['session_id as session', 'thread', 'number', 'text', 'written_at as at'])
    .where('account_id', '=', account)
    .where('text', 'is not', null)
    .$narrowType<{ text: string }>()
    .orderBy('written_at')
    .orderBy('session_id')
    .orderBy('thread')
    .orderBy('number')
    .execute()
}

/** Opens a thread; what is asked is its first turn. */
export async function insertThread(
  trx: Transaction<Database>,
  session: string,
  { number, about }: Pick<Thread, 'number' | 'about'>,
): Promise<void> {
  await trx
    .insertInto('comment_threads')
    .values({ session_id: session, number, about_kind: about.kind, about_id: about.id })
    .execute()
}

/** Adds a turn to a thread of the session. */
export async function insertTurn(
  trx: Transaction<Database>,
  at: { readonly session: string; readonly thread: number },
  turn: Turn,
): Promise<void> {
  const { number, act, text, withdraws, account, role } = turn
  await trx
    .insertInto('comments')
    .values({
      session_id: at.session,
      thread: at.thread,
      number,
      act,
      text,
      withdraws,
      account_id: account,
      role,
      written_at: turn.at,
    })
    .execute()
}

/** The rows in the order in which they were written. */
async function turnsIn(
  comments: SelectQueryBuilder<Database, 'comments', object>,
): Promise<Row<'comments'>[]> {
  return comments.selectAll().orderBy('thread').orderBy('number').execute()
}

function withTurns(
  threads: readonly Row<'comment_threads'>[],
  rows: readonly Row<'comments'>[],
): (Thread & { readonly session: string })[] {
  const turns = new Map<string, Turn[]>()
  for (const row of rows) {
    const key = `${row.session_id}#${row.thread}`
    const own = turns.get(key) ?? []
    own.push(turnFromRow(row))
    turns.set(key, own)
  }
  return threads.map(({ session_id: session, number, about_kind, about_id }) => ({
    session,
    number,
    about: { kind: about_kind as AboutKind, id: about_id } satisfies About,
    turns: turns.get(`${session}#${number}`) ?? [],
  }))
}

function turnFromRow(row: Row<'comments'>): Turn {
  return {
    number: row.number,
    act: row.act as TurnAct,
    text: row.text,
    withdraws: row.withdraws,
    account: row.account_id,
    role: row.role as Role,
    at: row.written_at,
  }
}
