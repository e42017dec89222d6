import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Session } from '../domain/session.ts'
import { inSigningOrder, kindOf, mayFill, nextField } from '../domain/signing-order.ts'
import type { SigningWay } from '../domain/signing-way.ts'
import type { Instant } from '../domain/time.ts'
import type { StoredDocument } from '../storage/documents.ts'
import { type StoredScan, currentScans } from '../storage/scans.ts'
import { type WaitingTimestamp, listWaitingTimestamps } from '../storage/timestamp-queue.ts'
import { sessionFor } from './access.ts'
import { memberName } from './signed-version.ts'
import { type Register, registerOf, remainingFields } from './signing-turn.ts'

/** One place to sign: whose it is, and how it was filled. */
export type FieldStatus = {
  readonly field: string
  /** Who is named for it in the facts of the minutes; `null` where nobody is. */
  readonly person: string | null
  readonly state: 'signed' | 'by_hand' | 'open'
  readonly at: Instant | null
  /** The name in the certificate that signed. */
  readonly signer: string | null
  readonly way: SigningWay | null
  /** The scan that shows the signature by hand. */
  readonly scan: string | null
}

/** A current document: its places to sign in their order, whose turn it is. */
export type DocumentSigning = {
  readonly document: StoredDocument
  readonly fields: readonly FieldStatus[]
  /** The field to be filled next; `null` when all are. */
  readonly turn: string | null
  /** Whether the reader may have that field filled. */
  readonly mine: boolean
  /** Whether a signature still lacks its timestamp, and when that is tried again. */
  readonly timestampWaits: Pick<WaitingTimestamp, 'attempts' | 'nextAt'> | null
}

/** How the signing of each current document stands. */
export async function getSigning(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly DocumentSigning[]> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_documents')
  const register = await registerOf(db, session)
  const waiting = await listWaitingTimestamps(db, id)
  return register.current.map((document) => {
    const turn = nextField(remainingFields(document, register.scans)) ?? null
    const waits = waiting.find(
      ({ name, revision }) => name === document.name && revision === document.revision,
    )
    return {
      document,
      fields: fieldsOf(session, register, document),
      turn,
      mine: turn !== null && mayFill(actor.role, turn, session.state, document.name),
      timestampWaits: waits ? { attempts: waits.attempts, nextAt: waits.nextAt } : null,
    }
  })
}

/** Every scan of the session, the replaced ones too, in the order they were filed. */
export async function listScans(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly (StoredScan & { readonly current: boolean })[]> {
  const session = await sessionFor(ctx.store.db, actor, id, 'read_documents')
  const { scans } = await registerOf(ctx.store.db, session)
  const current = currentScans(scans)
  return scans.map((each) => ({ ...each, current: current.includes(each) }))
}

function fieldsOf(
  session: Session,
  { all, scans }: Register,
  { name, revision, openFields }: StoredDocument,
): readonly FieldStatus[] {
  const versions = all.filter((each) => each.name === name && each.revision === revision)
  const own = currentScans(scans).filter((each) => each.name === name && each.revision === revision)
  const names = new Set(versions.flatMap((each) => each.openFields))
  return inSigningOrder([...names]).map((field) => {
    const signed = versions.find((each) => each.signedField === field)
    const scan = own.find((each) => each.fields.includes(field))
    const byHand = openFields.includes(field) ? scan : undefined
    return {
      field,
      person: personFor(session, field),
      state: signed ? 'signed' : byHand ? 'by_hand' : 'open',
      at: signed?.createdAt ?? byHand?.filedAt ?? null,
      signer: signed?.signer ?? null,
      way: signed?.way ?? null,
      scan: byHand?.id ?? null,
    }
  })
}

/** Who the facts of the minutes name for the field. */
function personFor(session: Session, field: string): string | null {
  const { committee, chair } = session.minutesFacts
  const kind = kindOf(field)
  if (kind === 'chair') return chair?.name ?? null
  if (kind === 'member') return memberName(session, field) ?? null
  return committee.find((each) => each.duty === kind)?.name ?? null
}
