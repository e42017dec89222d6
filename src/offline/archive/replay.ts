/** An object of a JSON file, nothing of which is believed. */
export type Json = Readonly<Record<string, unknown>>

/** What a session's entries come to, read from the first to the last. */
export type Said = {
  /** How many entries say that the session was made. */
  created: number
  /** The session's fields as they were last said; those no entry told are left out. */
  readonly now: Record<string, unknown>
  readonly answers: Json[]
  /** The list of names as last saved; null where none was. */
  kinds: readonly Json[] | null
  /** Printed, issued, collected, by ballot kind. */
  readonly accounts: Map<string, Json>
  sheets: readonly Json[]
  /** The sheets drawn for a second look in the present revision. */
  draw: Json | null
  /** By sheet: submissions by pass and attempt, and decisions as they came. */
  readonly passes: Map<string, Json[]>
  readonly settlements: Map<string, Json[]>
  readonly results: Json[]
  readonly documents: Json[]
  readonly scans: Json[]
}

/** The members of a list of objects. TypeError for what is none. */
export function listOf(value: unknown): readonly Json[] {
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'object' && each)
  if (!isList) throw new TypeError('no list')
  return value as readonly Json[]
}

/** Goes through a session's entries in their order; TypeError for what is no entry of ours. */
export function replay(entries: readonly Json[]): Said {
  const said: Said = {
    created: 0,
    now: { state: 'draft', revision: 1, secondPerson: false },
    answers: [],
    kinds: null,
    accounts: new Map(),
    sheets: [],
    draw: null,
    passes: new Map(),
    settlements: new Map(),
    results: [],
    documents: [],
    scans: [],
  }
  for (const entry of entries) {
    const event = entry['event'] as Json
    const account = (entry['actor'] as Json | null)?.['account']
    const kind = String(event['type'])
    STEPS[kind]?.(said, event, { account, at: entry['at'] })
  }
  return said
}

type By = { readonly account: unknown; readonly at: unknown }
type Step = (said: Said, event: Json, by: By) => void

const CREATED = [
  'organisation',
  'mode',
  'side',
  'title',
  'heldOn',
  'regimeSha256',
  'passesRequired',
  'recheckSize',
  'entryMode',
  'sheetCodeRequired',
  'shiftPoints',
]

/** What a list became: entries from before say nothing of what it was. */
function became(value: unknown): unknown {
  const whole = value as Json
  return 'new' in whole ? whole['new'] : value
}

/** The new value of a change. */
function changed(event: Json, field: string): unknown {
  return (event[field] as Json)['new']
}

const answered: Step = ({ answers }, event, by) =>
  void answers.push({ ...(event['acknowledgement'] as Json), ...by })

const STEPS: Readonly<Record<string, Step>> = {
  session_created(said, event) {
    said.created += 1
    for (const key of CREATED) if (key in event) said.now[key] = event[key]
  },
  regime_set({ now }, event) {
    now['regimeSha256'] = (changed(event, 'regime') as Json)['regimeSha256']
  },
  session_edited({ now }, event) {
    const { title, heldOn } = changed(event, 'head') as Json
    Object.assign(now, { title, heldOn })
  },
  session_moved({ now }, event) {
    now['state'] = changed(event, 'state')
  },
  session_reopened(said, event) {
    said.now['revision'] = changed(event, 'revision')
    said.draw = null
  },
  second_person_set({ now }, event) {
    now['secondPerson'] = changed(event, 'required')
  },
  voters_recorded({ now }, event) {
    now['voters'] = changed(event, 'voters')
  },
  minutes_facts_recorded({ now }, event) {
    now['minutesFacts'] = changed(event, 'facts')
  },
  document_settings_recorded({ now }, event) {
    now['documentSettings'] = changed(event, 'settings')
  },
  timing_recorded({ now }, event) {
    now['timing'] = changed(event, 'timing')
  },
  warning_acknowledged: answered,
  error_explained: answered,
  roster_saved(said, event) {
    said.kinds = listOf((became(event['roster']) as Json)['ballotKinds'])
    said.accounts.clear()
    for (const { id, account } of said.kinds) said.accounts.set(String(id), account as Json)
    said.sheets = []
  },
  ballots_recorded({ accounts }, event) {
    for (const each of listOf(changed(event, 'ballots')))
      accounts.set(String(each['ballotKind']), each)
  },
  sheets_planned(said, event) {
    said.sheets = listOf(became(event['sheets']))
  },
  recheck_drawn(said, event) {
    said.draw = event
  },
  pass_submitted({ passes }, event, by) {
    const { sheet, pass: id, passNo, attempt, counts } = event
    const own = passes.get(String(sheet)) ?? []
    const made = { id, passNo, attempt, ...by, counts }
    const later = own.findIndex((each) => isAfter(each, made))
    own.splice(later < 0 ? own.length : later, 0, made)
    passes.set(String(sheet), own)
  },
  difference_settled({ settlements }, event, by) {
    const { sheet, settlement, reason } = event
    const own = settlements.get(String(sheet)) ?? []
    settlements.set(String(sheet), [...own, { ...(settlement as Json), reason, ...by }])
  },
  outcome_computed({ now, results }, { tallySha256, outcomeSha256 }) {
    results.push({ revision: now['revision'], tallySha256, outcomeSha256 })
  },
  document_stored({ now, documents }, event, { at }) {
    const { document: id, name, version, sha256, supersedes, signedField, way } = event
    const signed = documents.find((each) => each['id'] === supersedes)
    // a signature is added in the revision of what is signed
    const revision = version === 1 ? now['revision'] : signed?.['revision']
    documents.push({
      id,
      revision,
      name,
      version,
      sha256,
      supersedes,
      signedField,
      way,
      createdAt: at,
    })
  },
  scan_filed({ scans }, event, { account, at: filedAt }) {
    const { scan: id, document, fields, sha256, supersedes, reason } = event
    scans.push({ id, document, fields, sha256, supersedes, reason, account, filedAt })
  },
}

function isAfter(one: Json, other: Json): boolean {
  const [pass, attempt] = [Number(one['passNo']), Number(one['attempt'])]
  const [otherPass, otherAttempt] = [Number(other['passNo']), Number(other['attempt'])]
  return pass === otherPass ? attempt > otherAttempt : pass > otherPass
}
