import type { Context } from '../context.ts'
import { type MadeDocument, documentFacts } from '../domain/course-facts.ts'
import { STORED_NAMES } from '../domain/proceedings.ts'
import type { SessionFact } from '../domain/session-comparison.ts'
import { dayFact, single } from '../domain/session-facts.ts'
import type { Session } from '../domain/session.ts'
import type { Day } from '../domain/time.ts'
import { clockTimeOf } from '../reports/vietnamese.ts'
import { findDestruction, findRetention } from '../storage/destructions.ts'
import { listCopies } from '../storage/document-copies.ts'
import { closingOf, termOf } from './retention.ts'
import { registerOf, remainingFields } from './signing-turn.ts'

/** The documents of the present revision: made, signed, scanned, copied. */
export async function documentFactsOf(
  { store: { db } }: Context,
  session: Session,
): Promise<readonly SessionFact[]> {
  const { revision, heldOn } = session
  const { all, current, scans } = await registerOf(db, session)
  const copies = await listCopies(db, session.id)
  const made = STORED_NAMES.flatMap((name): readonly MadeDocument[] => {
    const own = <T extends { readonly name: string; readonly revision: number }>(
      rows: readonly T[],
    ) => rows.filter((each) => each.name === name && each.revision === revision)
    const [first] = own(all)
    const [last] = own(current)
    if (!first || !last) return []
    const signed = own(all)
      .filter(({ signedField }) => signedField !== null)
      .map(({ createdAt }) => createdAt)
    const byHand = own(scans).map(({ filedAt }) => filedAt)
    const lastSigned = [...signed, ...byHand].toSorted().at(-1)
    return [
      {
        name,
        madeOn: dayOf(first.createdAt),
        signedOn: lastSigned === undefined ? null : dayOf(lastSigned),
        open: remainingFields(last, scans).length,
        scans: own(scans).length,
        copies: own(copies).length,
      },
    ]
  })
  return documentFacts(made, heldOn)
}

/** How long the ballots are kept, until when, and whether they were destroyed. */
export async function retentionFactsOf(
  ctx: Context,
  session: Session,
): Promise<readonly SessionFact[]> {
  const { db } = ctx.store
  const months = await findRetention(db, session.organisation)
  const closed = await closingOf(db, session)
  const term = await termOf(ctx, db, session)
  const destroyed = await findDestruction(db, session.id)
  return [
    single('retention', 'months', months === null ? null : { as: 'months', count: months }),
    single('retention', 'closed', dayFact(closed?.on ?? null)),
    single('retention', 'lastDay', dayFact(term?.lastDay ?? null)),
    single('retention', 'destroyed', dayFact(destroyed ? dayOf(destroyed.confirmedAt) : null)),
  ]
}

function dayOf(at: string): Day {
  return clockTimeOf(at).day
}
