import type { JournalEntry } from '../journal.ts'
import { type Facts, putFact } from './facts.ts'

/** What the journal says of everything but the sessions. */
export type ProgramReplay = {
  readonly facts: Facts
  /** Who a name on a ballot is said to be, and in which entry. */
  readonly persons: Map<string, { readonly seq: number; readonly person: string | null }>
}

/** Before the first entry. */
export function startProgramReplay(): ProgramReplay {
  return { facts: new Map(), persons: new Map() }
}

/** Goes on by one entry of no session, or one that says who somebody is; others change nothing here. */
export function replayProgram({ facts, persons }: ProgramReplay, entry: JournalEntry): void {
  const { event, seq } = entry
  const put = (table: string, row: string, columns: Readonly<Record<string, unknown>>) =>
    putFact(facts, table, row, columns)
  if (event.type === 'organisation_saved') {
    const { type: _, organisation, parent, ...saved } = event
    const { retention_months = null } = facts.get('organisations')?.get(organisation) ?? {}
    put('organisations', organisation, { parent_id: parent, ...saved, retention_months })
  } else if (event.type === 'retention_set')
    put('organisations', event.organisation, { retention_months: event.months.new })
  else if (event.type === 'program_set_up')
    put('accounts', event.account, {
      username: event.username,
      role: 'admin',
      organisation_id: event.organisation,
      disabled: 0,
    })
  else if (event.type === 'account_created')
    put('accounts', event.account, {
      username: event.username,
      full_name: event.fullName,
      role: event.role,
      organisation_id: event.organisation,
      disabled: 0,
    })
  else if (event.type === 'account_disabled') put('accounts', event.account, { disabled: 1 })
  else if (event.type === 'account_erased')
    put('accounts', event.account, { username: undefined, full_name: undefined })
  else if (event.type === 'regime_adopted')
    put('regimes', event.sha256, { id: event.regime, body: event.sha256 })
  else if (event.type === 'template_recorded')
    put('templates', event.sha256, { document: event.document, body: event.sha256 })
  else if (event.type === 'person_recognised')
    for (const { subject } of event.subjects) persons.set(subject, { seq, person: event.person })
  else if (event.type === 'persons_changed') {
    const { change, personAct: act, undoes, reason, moves } = event
    const account_id = entry.actor?.account ?? null
    put('person_changes', change, { act, undoes, reason, account_id })
    for (const { subject, old, new: person } of moves) {
      persons.set(subject, { seq, person })
      put('person_moves', `${change}/${subject}`, { old_person: old, new_person: person })
    }
  }
}
