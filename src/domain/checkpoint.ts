import type { JournalEvent } from './journal.ts'
import type { Instant } from './time.ts'

/** After so many entries at the latest a head is signed. */
export const CHECKPOINT_EVERY = 500

/** The events with which a head is signed in the same transaction: starts, changes of a session's state, documents. */
export const SEALED_EVENTS = [
  'program_set_up',
  'program_started',
  'session_created',
  'session_moved',
  'session_reopened',
  'document_stored',
] as const satisfies readonly JournalEvent['type'][]

const FORMAT = 'tin-nhiem/checkpoint@1'

/** What a checkpoint says: the journal's head, and that of each session written to since the one before. */
export type Checkpoint = {
  /** 1, 2, … without a gap. */
  readonly number: number
  /** SHA-256 of the text of the one before; `null` for the first. */
  readonly prevSha256: string | null
  readonly at: Instant
  readonly seq: number
  readonly hash: string
  /** How many entries the journal holds up to there. */
  readonly entries: number
  /** In the order of their identities, by code units. */
  readonly sessions: readonly {
    readonly session: string
    readonly entries: number
    readonly hash: string
  }[]
}

/** Whether a head has to be signed after the event. */
export function isSealed({ type }: JournalEvent): boolean {
  return (SEALED_EVENTS as readonly string[]).includes(type)
}

/** The one text of a checkpoint, which is signed and stored as it stands: keys in this order, no spaces. */
export function checkpointText(checkpoint: Checkpoint): string {
  const { number, prevSha256, at, seq, hash, entries, sessions } = checkpoint
  const heads = sessions.map((head) => ({
    session: head.session,
    entries: head.entries,
    hash: head.hash,
  }))
  return JSON.stringify({
    format: FORMAT,
    number,
    prevSha256,
    at,
    seq,
    hash,
    entries,
    sessions: heads,
  })
}

/** What the text says; `null` for one that is no text of a checkpoint as it is written. */
export function readCheckpoint(text: string): Checkpoint | null {
  try {
    const { format, ...checkpoint } = JSON.parse(text) as Checkpoint & { readonly format: string }
    const { number, seq, entries, hash, at } = checkpoint
    const whole = [number, seq, entries].every(Number.isSafeInteger)
    const told = whole && typeof hash === 'string' && typeof at === 'string'
    return format === FORMAT && told && checkpointText(checkpoint) === text ? checkpoint : null
  } catch {
    return null // no JSON, or of another shape
  }
}
