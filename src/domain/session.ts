import type { DocumentSettings } from './document-settings.ts'
import type { MinutesFacts, Mode } from './proceedings.ts'
import type { Absences, Side, Voters } from './tally.ts'
import type { Timing } from './timing.ts'
import type { Day } from './time.ts'

/**
 * Session states. `ready`: roster and regulation frozen; `paused`: nobody types for a while; `entered`:
 * every sheet definitive;
 * `reconciled`: every error is mended, let stand or explained, every warning has a reason; `computed`:
 * shares and bands stored, or that they are held back;
 * `issued`: minutes made; `signed`: the minutes carry every signature they ask for.
 */
export const SESSION_STATES = [
  'draft',
  'ready',
  'counting',
  'paused',
  'entered',
  'reconciled',
  'computed',
  'issued',
  'signed',
  'published',
  'cancelled',
] as const
export type SessionState = (typeof SESSION_STATES)[number]

/** The states in which no document has been made yet. */
export const BEFORE_ISSUE = [
  'draft',
  'ready',
  'counting',
  'paused',
  'entered',
  'reconciled',
  'computed',
] as const satisfies readonly SessionState[]

/** Each step of a session: where it may start and where it leads. The documents draw this table. */
export const STEPS = {
  freeze: { from: ['draft'], to: 'ready' },
  unfreeze: { from: ['ready'], to: 'draft' },
  open: { from: ['ready'], to: 'counting' },
  pause: { from: ['counting'], to: 'paused' },
  resume: { from: ['paused'], to: 'counting' },
  enter: { from: ['counting'], to: 'entered' },
  reenter: { from: ['entered'], to: 'counting' },
  close: { from: ['entered'], to: 'reconciled' },
  compute: { from: ['reconciled'], to: 'computed' },
  issue: { from: ['computed'], to: 'issued' },
  sign: { from: ['issued'], to: 'signed' },
  publish: { from: ['signed'], to: 'published' },
  reopen: { from: ['reconciled', 'computed', 'issued', 'signed', 'published'], to: 'counting' },
  cancel: { from: BEFORE_ISSUE, to: 'cancelled' },
} as const satisfies Record<string, { from: readonly SessionState[]; to: SessionState }>
export type Step = keyof typeof STEPS

/** The state after the step, or `undefined` when the step cannot start from here. */
export function after(state: SessionState, step: Step): SessionState | undefined {
  const { from, to } = STEPS[step]
  return (from as readonly SessionState[]).includes(state) ? to : undefined
}

export const ENTRY_MODES = ['totals', 'ballots'] as const
/** How a sheet is typed: the totals read off its tally paper, or every ballot by itself. */
export type EntryMode = (typeof ENTRY_MODES)[number]

/** Kỳ lấy phiếu tín nhiệm: one ballot session of one organisation. */
export type Session = {
  readonly id: string
  /** The identity people read aloud and documents print: "TD-7Q4M2K". */
  readonly shortId: string
  readonly organisation: string
  readonly mode: Mode
  readonly side: Side
  readonly title: string
  readonly heldOn: Day
  readonly regime: string
  readonly regimeSha256: string
  /** Why it stands under another regulation than the one of its day; `null` when it does not. */
  readonly regimeReason: string | null
  readonly timing: Timing
  /** How many independent passes each sheet takes: 1, 2 or 3. */
  readonly passesRequired: number
  /** How many sheets, drawn by lot, are looked at again before the count is closed; 0 for none. */
  readonly recheckSize: number
  readonly entryMode: EntryMode
  /** Whether a sheet is taken up only with the code printed on its paper. */
  readonly sheetCodeRequired: boolean
  /** From how many percentage points on a change since the last vote is pointed out; `null` for never. */
  readonly shiftPoints: number | null
  /** Whether the acts that end a step wait for a second person's confirmation. */
  readonly secondPerson: boolean
  readonly state: SessionState
  /** 1, and one more each time a closed session is reopened. */
  readonly revision: number
  readonly voters: Voters & Absences
  readonly minutesFacts: MinutesFacts
  readonly documentSettings: DocumentSettings
}
