import { dropFacts, putFact } from './facts.ts'
import type { Replayed, SessionReplay } from './session-replay.ts'

/**
 * What entries say of documents, their scans and copies, of what was decided with the result, and of the
 * destruction of single ballots, which takes them out.
 */
export function replayDocument(
  { session, facts, revision }: SessionReplay,
  replayed: Replayed,
): void {
  const { event, at, account } = replayed
  const documentOf = (id: string | null) =>
    id === null ? undefined : facts.get('documents')?.get(id)
  switch (event.type) {
    case 'document_stored':
      return putFact(facts, 'documents', event.document, {
        // a signature is added in the revision of what is signed
        revision: event.version > 1 ? documentOf(event.supersedes)?.['revision'] : revision,
        name: event.name,
        version: event.version,
        supersedes: event.supersedes,
        signed_field: event.signedField,
        sha256: event.sha256,
        bytes: event.sha256,
        created_at: at,
        way: event.way,
      })
    case 'scan_filed':
      return putFact(facts, 'document_scans', event.scan, {
        document_id: event.document,
        fields: event.fields,
        sha256: event.sha256,
        bytes: event.sha256,
        supersedes: event.supersedes,
        reason: event.reason,
        account_id: account,
        filed_at: at,
      })
    case 'copies_printed': {
      const { name, revision: of } = documentOf(event.document) ?? {}
      for (let number = event.from; number <= event.to; number += 1)
        putFact(facts, 'document_copies', `${String(of)}/${String(name)}/${number}`, {
          document_id: event.document,
          recipient: event.recipient,
          account_id: account,
          printed_at: at,
        })
      return undefined
    }
    case 'use_recorded': {
      const { id, subject, use, decision, number, decidedOn, decidedBy, dueOn, supersedes } =
        event.use
      return putFact(facts, 'use_records', id, {
        ordinal: (facts.get('use_records')?.size ?? 0) + 1,
        subject_id: subject,
        use_id: use,
        decision,
        number,
        decided_on: decidedOn,
        decided_by: decidedBy,
        due_on: dueOn,
        supersedes,
        account_id: account,
        recorded_at: at,
      })
    }
    case 'destruction_proposed': {
      const { proposal, reason, basis, packets } = event
      return putFact(facts, 'destruction_proposals', proposal, {
        ordinal: (facts.get('destruction_proposals')?.size ?? 0) + 1,
        reason,
        basis,
        packets,
        account_id: account,
        proposed_at: at,
      })
    }
    case 'destruction_confirmed':
      dropFacts(facts, 'sheet_ballots')
      return putFact(facts, 'destructions', session, {
        proposal_id: event.proposal,
        account_id: account,
        confirmed_at: at,
      })
    default:
      return undefined
  }
}
