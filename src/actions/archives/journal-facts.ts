import { newOf } from '../../domain/change.ts'
import type { JournalEntry, JournalEvent } from '../../domain/journal.ts'
import { sha256 } from '../../storage/sha256.ts'
import type { FoundStep } from '../verification-step.ts'
import type { ArchiveContents } from './archive-contents.ts'

type Of<Type extends JournalEvent['type']> = Extract<JournalEvent, { type: Type }>

/** The first thing a file says and no entry tells, or an entry tells and no file says. */
export function factFault(contents: ArchiveContents): FoundStep['detail'] | null {
  const told = contents.entries.map(({ entry }) => JSON.parse(entry) as JournalEntry)
  const events = <Type extends JournalEvent['type']>(type: Type) =>
    told.flatMap(({ event }) => (event.type === type ? [event as Of<Type>] : []))
  const { session } = contents.session
  const [created, ...again] = events('session_created')
  const regime = events('regime_set').at(-1)?.regime.new.regimeSha256 ?? created?.regimeSha256
  const passes = contents.passes.sheets.flatMap(({ id: sheet, attempts }) =>
    attempts.map(({ id, passNo, attempt, account, counts }) => {
      return { sheet, id, passNo, attempt, account, counts }
    }),
  )
  const checks: readonly (readonly [string, unknown, unknown])[] = [
    ['session', again.length, 0],
    ['mode', created?.mode, session.mode],
    ['regime', regime, session.regimeSha256],
    ['state', events('session_moved').at(-1)?.state.new ?? 'draft', session.state],
    ['revision', events('session_reopened').at(-1)?.revision.new ?? 1, session.revision],
    ['voters', events('voters_recorded').at(-1)?.voters.new ?? session.voters, session.voters],
    [
      'minutes',
      events('minutes_facts_recorded').at(-1)?.facts.new ?? session.minutesFacts,
      session.minutesFacts,
    ],
    ['roster', namesOf(rosterTold(events('roster_saved').at(-1))), namesOf(contents.roster)],
    ['passes', sorted(told.flatMap(passTold)), sorted(passes)],
    [
      'settlements',
      sorted(events('difference_settled').map(({ sheet, settlement }) => ({ sheet, settlement }))),
      sorted(
        contents.passes.sheets.flatMap(({ id: sheet, settlements }) =>
          settlements.map(({ decision, passNo, passIds, asOnPaper }) => {
            return { sheet, settlement: { decision, passNo, passIds, asOnPaper } }
          }),
        ),
      ),
    ],
    [
      'results',
      sorted(events('outcome_computed').map((each) => [each.tallySha256, each.outcomeSha256])),
      sorted(
        [...contents.results.values()].map((each) => [sha256(each.tally), sha256(each.outcome)]),
      ),
    ],
    ['documents', sorted(events('document_stored').map(versionTold)), versionsIn(contents)],
    [
      'scans',
      sorted(
        events('scan_filed').map(({ scan, document, sha256: digest }) => [scan, document, digest]),
      ),
      sorted(contents.documents.scans.map((each) => [each.id, each.document, each.sha256])),
    ],
  ]
  const found = checks.find(([, one, other]) => canonical(one) !== canonical(other))
  return found ? { reason: 'facts_differ', what: found[0] } : null
}

function passTold({ event, actor }: JournalEntry) {
  if (event.type !== 'pass_submitted') return []
  const { sheet, pass: id, passNo, attempt, counts } = event
  return [{ sheet, id, passNo, attempt, account: actor?.account, counts }]
}

function versionTold({
  document,
  name,
  version,
  sha256: digest,
  supersedes,
}: Of<'document_stored'>) {
  return [document, name, version, digest, supersedes]
}

function versionsIn({ documents }: ArchiveContents) {
  return sorted(
    documents.documents.map((each) => [
      each.id,
      each.name,
      each.version,
      each.sha256,
      each.supersedes,
    ]),
  )
}

function rosterTold(saved: Of<'roster_saved'> | undefined) {
  return saved && newOf(saved.roster)
}

/** Whose names stand on which ballots in which order; ballots, bundles and who somebody is come later. */
function namesOf(roster: Pick<ArchiveContents['roster'], 'ballotKinds'> | undefined) {
  return roster?.ballotKinds.map(({ id, code, title, subjects }) => {
    return [id, code, title, subjects.map(({ id: own, name, position }) => [own, name, position])]
  })
}

function sorted(all: readonly unknown[]): readonly string[] {
  return all.map(canonical).toSorted()
}

/** The value as one text, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
