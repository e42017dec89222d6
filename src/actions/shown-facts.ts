import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { differences, sheetStateOf } from '../domain/entry.ts'
import type { Asked, Shown, ShownFact } from '../domain/final-act.ts'
import type { LaterName } from '../domain/proceedings.ts'
import type { Session } from '../domain/session.ts'
import { nextField } from '../domain/signing-order.ts'
import { AppError, unreachable } from '../errors.ts'
import { parseOutcome } from '../formats/outcome.ts'
import { tallyText } from '../formats/tally.ts'
import type { Database } from '../storage/database.ts'
import { type StoredDocument, listDocuments } from '../storage/documents.ts'
import { findOutcome } from '../storage/results.ts'
import { findRoster } from '../storage/roster.ts'
import { sha256 } from '../storage/sha256.ts'
import { readyClosing } from './closing.ts'
import { findDestruction } from '../storage/destructions.ts'
import { proposedDestruction } from './destructions.ts'
import { reconciliationOf } from './reconcile.ts'
import { locate } from './sheets.ts'
import { registerOf, remainingFields, requireCurrent } from './signing-turn.ts'

type Facts = Pick<Shown, 'facts' | 'bound'>
type Values = ShownFact['values']

const fact = (name: string, values: Values): ShownFact => ({ fact: name, values })

/**
 * What is shown of the act's target, and what stands behind it. No mark of any person is among it: the second
 * person may be somebody who types blind.
 */
export async function factsOf(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  session: Session,
  asked: Asked,
): Promise<Facts> {
  switch (asked.act) {
    case 'settle':
      return settleFacts(ctx, db, actor, asked.target)
    case 'close':
      return closeFacts(ctx, db, actor, session)
    case 'issue':
      return issueFacts(db, session)
    case 'sign':
    case 'scan':
      return documentFacts(db, session, asked.target)
    case 'reopen':
      return reopenFacts(db, session)
    case 'cancel':
      return { facts: [fact('state', { state: session.state })], bound: [] }
    case 'notice':
    case 'corrigendum':
      return laterFacts(db, session, asked.act)
    case 'publish':
      return registerFacts(db, session)
    case 'destroy':
      return destroyFacts(ctx, db, session)
    default:
      return unreachable(asked.act)
  }
}

async function settleFacts(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  target: string,
): Promise<Facts> {
  const { sheet, kind } = await locate(ctx, db, actor, target, 'settle_difference')
  const state = sheetStateOf(sheet)
  if (sheet.passes.length !== sheet.passesRequired)
    throw new AppError('sheet_not_different', { sheet: sheet.number, sheetState: state })
  const cells = differences(sheet.passes).length
  return {
    facts: [
      fact('sheet', { number: sheet.number, kind: kind.code }),
      fact('passes', { passes: sheet.passes.length, cells }),
    ],
    bound: [state, ...sheet.passes.map(({ id }) => id), digestOf(sheet.settlements)],
  }
}

async function closeFacts(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  session: Session,
): Promise<Facts> {
  const closing = await readyClosing(ctx, db, session, actor)
  const { tally, acknowledgements } = await reconciliationOf(ctx, db, session)
  const { summoned, present } = closing.voters
  const answered = closing.answered.length
  const explained = closing.explained.length
  return {
    facts: [
      fact('voters', { summoned, present }),
      ...closing.ballots.map(({ code, issued, collected, onSheets }) =>
        fact('ballots', { kind: code, issued, collected, onSheets }),
      ),
      ...(answered > 0 ? [fact('answered', { answered })] : []),
      ...(explained > 0 ? [fact('explained', { explained })] : []),
    ],
    bound: [sha256(tallyText(tally)), digestOf(acknowledgements), digestOf(closing.recheck)],
  }
}

async function issueFacts(db: Kysely<Database>, session: Session): Promise<Facts> {
  const row = await findOutcome(db, session.id, session.revision)
  if (!row) throw new AppError('results_not_visible', { state: session.state })
  const outcome = parseOutcome(new TextEncoder().encode(row.outcome))
  const { ballotKinds } = await findRoster(db, session.id)
  const { minutesFacts, documentSettings, voters } = session
  return {
    facts: [
      ...ballotKinds.map(({ code, subjects, account }) =>
        fact('people', { kind: code, people: subjects.length, collected: account.collected }),
      ),
      ...(outcome.status === 'held' ? [fact('held', {})] : []),
      fact('data', { digest: row.tally_sha256 }),
    ],
    bound: [
      row.tally_sha256,
      row.outcome_sha256,
      digestOf([minutesFacts, documentSettings, voters]),
    ],
  }
}

async function documentFacts(
  db: Kysely<Database>,
  session: Session,
  target: string,
): Promise<Facts> {
  const document = (await listDocuments(db, session.id)).find((each) => each.id === target)
  if (!document) throw new AppError('not_found', { what: 'document' })
  const { scans } = await requireCurrent(db, session, document)
  const field = nextField(remainingFields(document, scans)) ?? null
  return {
    facts: [documentFact(document), ...(field === null ? [] : [fact('turn', { field })])],
    bound: [document.id],
  }
}

async function reopenFacts(db: Kysely<Database>, session: Session): Promise<Facts> {
  if (await findDestruction(db, session.id)) throw new AppError('session_destroyed')
  const { facts, bound } = await registerFacts(db, session)
  const { state, revision } = session
  const next = [fact('state', { state }), fact('revision', { revision: revision + 1 })]
  return { facts: [...next, ...facts], bound }
}

async function destroyFacts(ctx: Context, db: Kysely<Database>, session: Session): Promise<Facts> {
  const { term, proposal, by, content } = await proposedDestruction(ctx, db, session)
  const { reason, basis, packets } = proposal
  const { destroyed, backups } = content
  const { months, lastDay } = term
  return {
    facts: [
      fact('proposal', { by, reason }),
      fact('basis', { basis }),
      fact('term', { months, lastDay }),
      ...destroyed
        .filter(({ records }) => records > 0)
        .map(({ kind, records, ballots }) => fact(kind, { records, ballots })),
      ...(packets === null ? [] : [fact('packets', { packets })]),
      ...(backups.length === 0 ? [] : [fact('backups', { backups: backups.length })]),
    ],
    bound: [proposal.id, digestOf([term, content])],
  }
}

async function laterFacts(db: Kysely<Database>, session: Session, name: LaterName): Promise<Facts> {
  const made = (await listDocuments(db, session.id)).some(
    (each) => each.name === name && each.revision === session.revision,
  )
  if (made) throw new AppError('document_exists', { name })
  return registerFacts(db, session)
}

/** The documents of the present revision as they stand. */
async function registerFacts(db: Kysely<Database>, session: Session): Promise<Facts> {
  const { current } = await registerOf(db, session)
  return { facts: current.map(documentFact), bound: current.map(({ id }) => id) }
}

function documentFact({ name, version, sha256: digest }: StoredDocument): ShownFact {
  return fact('document', { document: name, version, digest })
}

function digestOf(data: unknown): string {
  return sha256(JSON.stringify(data))
}
