import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { may } from '../domain/roles.ts'
import { officialsOf } from '../domain/roster.ts'
import { rosterFingerprint } from '../formats/fingerprint.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { findCountingOpened } from '../storage/counting-opened.ts'
import { currentVersions, listDocuments } from '../storage/documents.ts'
import { journalHead } from '../storage/journal.ts'
import { sessionFor } from './access.ts'
import { type Form, printForm } from './forms.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'

/**
 * Thẻ việc: a card for each role with what to keep, what to compare, and the codes of the session as they are
 * now; or the organisation's `own` paper of the same. Papers are named to whoever may read them.
 */
export async function getRoleCards(
  ctx: Context,
  actor: Actor,
  id: string,
  own?: OwnPaper,
): Promise<Form> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'read_role_cards')
  const stored = await getSession(ctx, actor, id)
  const { session, roster } = stored
  const mayReadPapers = may(actor.role, 'read_documents', session.state)
  const papers = mayReadPapers ? await listDocuments(db, id) : []
  const known = {
    ...conferenceOf(stored),
    committeeWord: session.minutesFacts.committeeWord,
    fingerprint: rosterFingerprint(
      roster.ballotKinds.map((kind) => ({ ...kind, subjects: officialsOf(kind) })),
    ),
    opened: (await findCountingOpened(db, id))?.journal ?? null,
    head: await journalHead(db),
    sealId: ctx.seals[session.mode].id,
    documents: currentVersions(papers, session.revision),
  }
  return printForm(ctx, session, 'role_cards', known, { own })
}
