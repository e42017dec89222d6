import { newOf } from '../../domain/change.ts'
import type { JournalEntry, JournalEvent } from '../../domain/journal.ts'
import { sha256 } from '../../storage/sha256.ts'
import type { FoundStep } from '../verification-step.ts'
import type { ArchiveContents } from './archive-contents.ts'

type Of<Type extends JournalEvent['type']> = Extract<JournalEvent, { type: Type }>

/** What one line of `factFault` compares: what entries tell, and what the files say. */
type Check = readonly [what: string, told: unknown, filed: unknown]

/** The first thing a file says and no entry tells, or an entry tells and no file says. */
export function factFault(contents: ArchiveContents): FoundStep['detail'] | null {
  const told = contents.entries.map(({ entry }) => JSON.parse(entry) as JournalEntry)
  const checks = [
    ...sessionChecks(told, contents),
    ...rosterChecks(told, contents),
    ...passChecks(told, contents),
    ...paperChecks(told, contents),
  ]
  const found = checks.find(([, one, other]) => canonical(one) !== canonical(other))
  return found ? { reason: 'facts_differ', what: found[0] } : null
}

type Entries = readonly JournalEntry[]

function eventsIn<Type extends JournalEvent['type']>(
  told: Entries,
  type: Type,
): readonly Of<Type>[] {
  return told.flatMap(({ event }) => (event.type === type ? [event as Of<Type>] : []))
}

/** What was never said in an entry stands as the session began, which no entry tells. */
function sessionChecks(told: Entries, contents: ArchiveContents): readonly Check[] {
  const { session } = contents.session
  const last = <Type extends JournalEvent['type']>(type: Type) => eventsIn(told, type).at(-1)
  const [created, ...again] = eventsIn(told, 'session_created')
  const regime = last('regime_set')?.regime.new.regimeSha256 ?? created?.regimeSha256
  const { title, heldOn } = last('session_edited')?.head.new ?? created ?? {}
  return [
    ['session', again.length, 0],
    ['mode', created?.mode, session.mode],
    ['regime', regime, session.regimeSha256],
    ['state', last('session_moved')?.state.new ?? 'draft', session.state],
    ['revision', last('session_reopened')?.revision.new ?? 1, session.revision],
    ['head', [title, heldOn], [session.title, session.heldOn]],
    ...RULES.filter((key) => created && key in created).map((key): Check => [
      'rules',
      created?.[key],
      session[key],
    ]),
    ['second', last('second_person_set')?.required.new ?? false, session.secondPerson],
    ['voters', last('voters_recorded')?.voters.new ?? session.voters, session.voters],
    [
      'minutes',
      last('minutes_facts_recorded')?.facts.new ?? session.minutesFacts,
      session.minutesFacts,
    ],
    [
      'settings',
      last('document_settings_recorded')?.settings.new ?? session.documentSettings,
      session.documentSettings,
    ],
    ['timing', last('timing_recorded')?.timing.new ?? session.timing, session.timing],
    [
      'answers',
      sorted(
        told.flatMap(({ event, actor, at }) =>
          event.type === 'warning_acknowledged' || event.type === 'error_explained'
            ? [{ ...event.acknowledgement, account: actor?.account, at }]
            : [],
        ),
      ),
      sorted(contents.session.acknowledgements),
    ],
  ]
}

const RULES = [
  'organisation',
  'side',
  'passesRequired',
  'recheckSize',
  'entryMode',
  'sheetCodeRequired',
  'shiftPoints',
] as const

/** Whose names stand on which ballots in which order, how many ballots there were, and in which bundles. */
function rosterChecks(told: Entries, { roster, session }: ArchiveContents): readonly Check[] {
  const saved = told.findLastIndex(({ event }) => event.type === 'roster_saved')
  const list = eventsIn(told, 'roster_saved')
    .map(({ roster: each }) => newOf(each))
    .at(-1)
  const since = told.slice(saved + 1) // another list begins without ballots and bundles
  const accounts = new Map(list?.ballotKinds.map(({ id, account }) => [id, account]))
  for (const { ballots } of eventsIn(since, 'ballots_recorded'))
    for (const each of ballots.new)
      if (accounts.has(each.ballotKind)) accounts.set(each.ballotKind, each)
  const planned = eventsIn(since, 'sheets_planned').at(-1)
  const sheets = planned ? newOf(planned.sheets) : []
  const here = roster.ballotKinds.flatMap((kind) =>
    kind.sheets.map((sheet) => ({ ...sheet, ballotKind: kind.id })),
  )
  const revision = told.findLastIndex(({ event }) => event.type === 'session_reopened')
  const draw = eventsIn(told.slice(revision + 1), 'recheck_drawn').at(-1)
  const { recheck } = session
  return [
    ['roster', namesOf(list), namesOf(roster)],
    [
      'ballots',
      [...accounts.values()],
      roster.ballotKinds.map(({ id, account }) => known(accounts.get(id), account)),
    ],
    ['sheets', sorted(sheets), sorted(here)],
    ['draw', draw ? { dice: draw.dice, journalHead: draw.journalHead } : null, recheck.draw],
    [
      'drawn',
      draw?.sheets.map((id) => sheets.find((each) => each.id === id)?.number) ?? [],
      recheck.sheets.map(({ number }) => number),
    ],
  ]
}

/** Of each sheet every submission in its order, and every decision in its order: the last of them decides. */
function passChecks(told: Entries, { passes }: ArchiveContents): readonly Check[] {
  const submitted = told.flatMap(passTold)
  const settled = told.flatMap(({ event, actor, at }) => {
    if (event.type !== 'difference_settled') return []
    const { sheet, settlement, reason } = event
    const { decision, passNo, passIds, asOnPaper } = settlement
    const account = actor?.account
    return [{ sheet, told: { decision, passNo, passIds, asOnPaper, reason, account, at } }]
  })
  const sheets = passes.sheets.map(({ id }) => id)
  const own = <T>(all: readonly { readonly sheet: string; readonly told: T }[], sheet: string) =>
    all.filter((each) => each.sheet === sheet).map((each) => each.told)
  return [
    ['passes', submitted.filter(({ sheet }) => !sheets.includes(sheet)).length, 0],
    [
      'passes',
      sheets.map((sheet) =>
        own(submitted, sheet).toSorted((a, b) => a.passNo - b.passNo || a.attempt - b.attempt),
      ),
      passes.sheets.map(({ attempts }) => attempts),
    ],
    ['settlements', settled.filter(({ sheet }) => !sheets.includes(sheet)).length, 0],
    [
      'settlements',
      sheets.map((sheet) => own(settled, sheet)),
      passes.sheets.map(({ settlements }) => settlements),
    ],
  ]
}

function passTold({ event, actor, at }: JournalEntry) {
  if (event.type !== 'pass_submitted') return []
  const { sheet, pass: id, passNo, attempt, counts } = event
  return [{ sheet, told: { id, passNo, attempt, account: actor?.account, at, counts } }]
}

/** The results of each revision, every version of every document, every scan. */
function paperChecks(told: Entries, contents: ArchiveContents): readonly Check[] {
  const revisions = new Map<string, number>()
  let revision = 1
  const results: unknown[] = []
  const documents: unknown[] = []
  const scans: unknown[] = []
  for (const { event, actor, at } of told)
    if (event.type === 'session_reopened') revision = event.revision.new
    else if (event.type === 'outcome_computed')
      results.push([revision, event.tallySha256, event.outcomeSha256])
    else if (event.type === 'document_stored') {
      const { document: id, name, version, sha256: digest, supersedes, signedField, way } = event
      // a signature is added in the revision of what is signed
      const of = version > 1 ? revisions.get(supersedes ?? '') : revision
      if (of !== undefined) revisions.set(id, of)
      documents.push([id, of, name, version, digest, supersedes, signedField, way, at])
    } else if (event.type === 'scan_filed') {
      const { scan, document, fields, sha256: digest, supersedes, reason } = event
      scans.push([scan, document, fields, digest, supersedes, reason, actor?.account, at])
    }
  const filed = contents.documents
  return [
    [
      'results',
      sorted(results),
      sorted(
        [...contents.results].map(([of, each]) => [of, sha256(each.tally), sha256(each.outcome)]),
      ),
    ],
    [
      'documents',
      sorted(documents),
      sorted(
        filed.documents.map((each) => {
          const { id, revision: of, name, version, sha256: digest, supersedes } = each
          return [
            id,
            of,
            name,
            version,
            digest,
            supersedes,
            each.signedField,
            each.way,
            each.createdAt,
          ]
        }),
      ),
    ],
    [
      'scans',
      sorted(scans),
      sorted(
        filed.scans.map((each) => {
          const { id, document, fields, sha256: digest, supersedes, reason, account } = each
          return [id, document, fields, digest, supersedes, reason, account, each.filedAt]
        }),
      ),
    ],
  ]
}

/** The ballots as the list says; who somebody is may be said later, and elsewhere. */
function namesOf(roster: Pick<ArchiveContents['roster'], 'ballotKinds'> | undefined) {
  return roster?.ballotKinds.map(({ id, code, title, subjects, leftOut }) => {
    return [id, code, title, subjects.map(({ person: _, ...official }) => official), leftOut]
  })
}

/** Of what is filed as much as was told: older programs told less. */
function known<T extends object>(told: T | undefined, filed: T): Partial<T> {
  const keys = Object.keys(told ?? {})
  return Object.fromEntries(
    Object.entries(filed).filter(([key]) => keys.includes(key)),
  ) as Partial<T>
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
