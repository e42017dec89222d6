import type { Acknowledgement } from '../acknowledgement.ts'
import { dropFacts, putFact } from './facts.ts'
import type { Replayed, SessionReplay } from './session-replay.ts'

/** What entries say of passes, of what was decided about them, of second looks, and of the result. */
export function replayEntryWork({ facts, revision }: SessionReplay, replayed: Replayed): void {
  const { event, at, account } = replayed
  const rowsOf = (table: string, of: string) =>
    [...(facts.get(table)?.keys() ?? [])].filter((key) => key.startsWith(`${of}#`)).length
  const acknowledge = ({ code, path, numbers, reason }: Acknowledgement) =>
    putFact(facts, 'acknowledgements', `${at} ${code} ${path}`, {
      numbers,
      reason,
      account_id: account,
    })
  switch (event.type) {
    case 'sheet_claimed':
      return putFact(facts, 'pass_authors', `${event.sheet}#${event.passNo}`, {
        account_id: account,
      })
    case 'sheet_released':
      return dropFacts(facts, 'pass_authors', (_, key) => key === `${event.sheet}#${event.passNo}`)
    case 'pass_submitted':
      return putFact(facts, 'entry_passes', event.pass, {
        sheet_id: event.sheet,
        pass_no: event.passNo,
        attempt: event.attempt,
        account_id: account,
        counts: event.counts,
        submitted_at: at,
        supersedes: event.supersedes,
      })
    case 'ballots_unlinked':
      return putFact(facts, 'sheet_ballots', event.pass, {
        sheet_id: event.sheet,
        ballots: event.sha256,
      })
    case 'difference_settled': {
      const ordinal = rowsOf('settlements', event.sheet) + 1
      const { decision, passNo, passIds, asOnPaper } = event.settlement
      return putFact(facts, 'settlements', `${event.sheet}#${ordinal}`, {
        decision,
        pass_no: passNo,
        pass_ids: passIds,
        as_on_paper: asOnPaper ? 1 : 0,
        reason: event.reason,
        account_id: account,
        settled_at: at,
      })
    }
    case 'warning_acknowledged':
    case 'error_explained':
      return acknowledge(event.acknowledgement)
    case 'recheck_drawn':
      return putFact(facts, 'recheck_draws', String(revision), {
        dice: event.dice,
        journal_seq: event.journalHead.seq,
        journal_hash: event.journalHead.hash,
        sheet_ids: event.sheets,
        account_id: account,
        drawn_at: at,
      })
    case 'sheet_rechecked': {
      const ordinal = rowsOf('recheck_results', String(revision)) + 1
      return putFact(facts, 'recheck_results', `${revision}#${ordinal}`, {
        sheet_id: event.sheet,
        counts_sha256: event.countsSha256,
        agrees: event.agrees ? 1 : 0,
        note: event.note,
        account_id: account,
        recorded_at: at,
      })
    }
    case 'outcome_computed':
      return putFact(facts, 'outcomes', String(revision), {
        tally: event.tallySha256,
        outcome: event.outcomeSha256,
        tally_sha256: event.tallySha256,
        outcome_sha256: event.outcomeSha256,
        computed_at: at,
      })
    default:
      return undefined
  }
}
