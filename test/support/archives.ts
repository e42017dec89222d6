import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { exportArchive } from '../../src/actions/archives/make-archive.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { recordMinutesFacts } from '../../src/actions/sessions.ts'
import { signDocument } from '../../src/actions/signing.ts'
import type { Context } from '../../src/context.ts'
import type { DocumentName, Mode } from '../../src/domain/proceedings.ts'
import { archiveReadme } from '../../src/messages/archive-readme.ts'
import { type Authority, ecKeys, issue } from '../signatures/specimens.ts'
import type { People } from './context.ts'
import { countingSession, soundSheet, typeSheet } from './session.ts'
import { COMMITTEE, keyStoreOf, ownCertificate } from './signing.ts'

/** A session counted, issued and signed by everybody, with certificates of `issuer` if it is real; its id. */
export async function signedSession(
  ctx: Context,
  people: People,
  mode: Mode = 'rehearsal',
  issuer?: Authority,
): Promise<string> {
  const counting = await countingSession(ctx, people, { session: { mode } })
  const { id } = counting.session
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await recordMinutesFacts(ctx, people.first, id, {
    committeeWord: 'Ban kiểm phiếu',
    committee: COMMITTEE,
    chair: { name: 'Chủ Trì Mẫu', position: 'Bí thư' },
    witnesses: [],
    venue: 'Hội trường xã Mẫu',
    countingStarted: null,
    countingEnded: null,
    handedOverTo: null,
    copies: null,
  })
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
  const current = async (name: DocumentName) =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  const key = async (name: string) =>
    mode === 'rehearsal' ? null : keyStoreOf(certificateOf(name, issuer))
  for (const actor of [people.first, people.head, people.chair])
    await signDocument(ctx, actor, (await current('minutes')).id, await key(actor.fullName))
  await signDocument(
    ctx,
    people.chair,
    (await current('summary')).id,
    await key(people.chair.fullName),
  )
  return id
}

/** The whole archive of that session, as the auditor takes it away. */
export async function archiveOf(ctx: Context, people: People, id: string): Promise<Uint8Array> {
  const { pieces } = await exportArchive(ctx, people.auditor, id, archiveReadme)
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return new Uint8Array(Buffer.concat(all))
}

/** A certificate of that name by the issuer, or by itself. */
export function certificateOf(name: string, issuer?: Authority): Authority {
  return issuer ? issue({ name, keys: ecKeys(), issuer }) : ownCertificate(name)
}
