import type { Kysely } from 'kysely'
import type { Context } from '../../context.ts'
import type { JournalEntry } from '../../domain/journal.ts'
import type { Session } from '../../domain/session.ts'
import { AppError } from '../../errors.ts'
import type { ArchivedFacts } from '../../formats/archive/archived-facts.ts'
import { listAccounts } from '../../storage/accounts.ts'
import type { Database } from '../../storage/database.ts'
import { type StoredDocument, listDocuments } from '../../storage/documents.ts'
import { listAttempts, listDecisions } from '../../storage/entry-history.ts'
import { findOrganisation } from '../../storage/organisations.ts'
import { findRegimeBody } from '../../storage/regimes.ts'
import { listAcknowledgementsMade, listOutcomeRows } from '../../storage/results.ts'
import { findRoster } from '../../storage/roster.ts'
import { type StoredScan, listScans } from '../../storage/scans.ts'
import {
  type ChainedEntry,
  type SessionHead,
  listChainedEntries,
  sessionHead,
} from '../../storage/session-journal.ts'
import { recheckOf, toldOf } from '../rechecks.ts'

/** All that an archive tells of a session but the bytes of its documents and scans. */
export type SessionFacts = Omit<ArchivedFacts, 'documents'> & {
  /** The recorded text of the regulation's file. */
  readonly regime: string
  readonly entries: readonly ChainedEntry[]
  readonly head: SessionHead
  readonly outcomes: readonly {
    readonly revision: number
    readonly tally: string
    readonly outcome: string
  }[]
  readonly documents: readonly StoredDocument[]
  readonly scans: readonly StoredScan[]
}

/** The facts of one moment; `session_changed` when something was recorded meanwhile. */
export async function factsOf(
  ctx: Context,
  db: Kysely<Database>,
  session: Session,
): Promise<SessionFacts> {
  const head = await sessionHead(db, session.id)
  const entries = await allEntries(db, session.id)
  const regime = await findRegimeBody(db, session.regimeSha256)
  if (regime === undefined) throw new AppError('unknown_regime', { regime: session.regime })
  const roster = await findRoster(db, session.id)
  const passes = await passesOf(db, session.id, roster)
  const acknowledgements = await listAcknowledgementsMade(db, session.id)
  const facts: SessionFacts = {
    head,
    entries,
    regime,
    roster,
    passes,
    session: {
      session,
      organisation: await letterheadOf(db, session),
      authors: await authorsOf(db, [
        ...entries.flatMap(({ entry }) => actorOf(entry)),
        ...passes.sheets.flatMap(({ attempts, settlements }) => [...attempts, ...settlements]),
        ...acknowledgements,
      ]),
      acknowledgements: acknowledgements.map(({ answer, account, at }) => {
        return { ...answer, account, at }
      }),
      recheck: await recheckTold(ctx, db, session),
    },
    outcomes: await listOutcomeRows(db, session.id),
    documents: await listDocuments(db, session.id),
    scans: await listScans(db, session.id),
  }
  if ((await sessionHead(db, session.id)).hash !== head.hash) throw new AppError('session_changed')
  return facts
}

const PAGE = 1000

async function allEntries(db: Kysely<Database>, session: string): Promise<ChainedEntry[]> {
  const all: ChainedEntry[] = []
  for (;;) {
    const page = await listChainedEntries(db, session, all.length, PAGE)
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

function actorOf(text: string): readonly { readonly account: string }[] {
  const { actor } = JSON.parse(text) as JournalEntry
  return actor ? [actor] : []
}

async function letterheadOf(db: Kysely<Database>, session: Session) {
  const organisation = await findOrganisation(db, session.organisation)
  if (!organisation) throw new Error(`session ${session.id} has no organisation`)
  const { id, side, name, superior, locality, symbol } = organisation
  return { id, side, name, superior, locality, symbol }
}

/** Names and roles of those accounts, and nothing else of them. */
async function authorsOf(
  db: Kysely<Database>,
  named: readonly { readonly account: string }[],
): Promise<ArchivedFacts['session']['authors']> {
  const ids = new Set(named.map(({ account }) => account))
  return (await listAccounts(db))
    .filter(({ account }) => ids.has(account))
    .map(({ account, fullName, role }) => ({ account, fullName, role }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1))
}

async function recheckTold(ctx: Context, db: Kysely<Database>, session: Session) {
  const { draw, sheets } = toldOf(await recheckOf(ctx, db, session))
  return {
    draw: draw && { dice: draw.dice, journalHead: draw.journalHead },
    sheets: sheets.map(({ number, agrees, corrected, note }) => {
      return { number, agrees, corrected, note }
    }),
  }
}

async function passesOf(
  db: Kysely<Database>,
  session: string,
  roster: ArchivedFacts['roster'],
): Promise<ArchivedFacts['passes']> {
  const attempts = await listAttempts(db, session)
  const decisions = await listDecisions(db, session)
  const sheets = roster.ballotKinds
    .flatMap((kind) => kind.sheets.map((sheet) => ({ ...sheet, ballotKind: kind.id })))
    .toSorted((a, b) => a.number - b.number)
  return {
    sheets: sheets.map(({ id, number, ballotKind, ballots }) => ({
      id,
      number,
      ballotKind,
      ballots,
      attempts: attempts
        .filter(({ sheet }) => sheet === id)
        .map(({ pass, attempt, at }) => {
          const { id: own, passNo, account, counts } = pass
          return { id: own, passNo, attempt, account, at, counts }
        }),
      settlements: decisions
        .filter(({ sheet }) => sheet === id)
        .map(({ settlement, reason, account, at }) => ({ ...settlement, reason, account, at })),
    })),
  }
}
