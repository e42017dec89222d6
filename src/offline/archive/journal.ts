import type { FoundStep } from '../../actions/verification-step.ts'
import { hasShape, isText } from '../canonical-json.ts'
import { sha256 } from '../sha256.ts'
import type { Manifest } from './open.ts'

/** One line of `journal.jsonl`: the stored text of an entry, and its place in two chains. */
export type JournalLine = {
  readonly place: number
  readonly seq: number
  readonly entry: string
  readonly prevHash: string
  readonly hash: string
  readonly journalPrevHash: string
  readonly journalHash: string
}
type Entry = {
  readonly seq: number
  readonly at: string
  readonly event: { readonly session?: string }
}

/** The lines, each as the program writes one; null for anything else. */
export function readJournal(bytes: Uint8Array | undefined): readonly JournalLine[] | null {
  if (!bytes) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const lines = text.split('\n')
    if (lines.pop() !== '') return null
    const read = lines.map((line) => ({ line, value: JSON.parse(line) as unknown }))
    const sound = read.every(({ line, value }) => isLine(value) && JSON.stringify(value) === line)
    return sound ? read.map(({ value }) => value as JournalLine) : null
  } catch {
    return null // no UTF-8, no JSON
  }
}

/** Steps `journal_chain` and `journal_head`: nothing was changed, put in or taken out, and nothing was cut off the end. */
export function checkJournal(
  { session, journal, asOf }: Manifest,
  lines: readonly JournalLine[],
): readonly FoundStep[] {
  const broken = breakOf(session, lines)
  const last = lines.at(-1)
  const whole =
    last?.hash === journal.hash &&
    last.seq === journal.seq &&
    lines.length === journal.entries &&
    entryIn(last)?.at === asOf
  return [
    step('journal_chain', broken && { reason: 'journal_broken', ...broken }),
    step('journal_head', whole ? null : { reason: 'journal_cut' }),
  ]
}

function step(id: string, fault: FoundStep['detail'] | null): FoundStep {
  return { id, status: fault ? 'failed' : 'ok', detail: fault ?? {} }
}

/** The first line that is not where, or not what, it was when it was written; `null` where there is none. */
export function breakOf(
  session: string,
  lines: readonly JournalLine[],
): { readonly place: number; readonly what: string } | null {
  let [before, seq] = ['0'.repeat(64), 0]
  for (const [at, line] of lines.entries()) {
    const place = at + 1
    const what = faultOf(line, { session, place, before, seq })
    if (what !== null) return { place, what }
    before = line.hash
    seq = line.seq
  }
  return null
}

type Place = {
  readonly session: string
  readonly place: number
  readonly before: string
  readonly seq: number
}

function faultOf(line: JournalLine, { session, place, before, seq }: Place): string | null {
  const { entry, prevHash, hash, journalPrevHash, journalHash } = line
  if (line.place !== place || line.seq <= seq) return 'gap'
  if (prevHash !== before) return 'link'
  const own = sha256(`tin-nhiem/session-journal@1\n${session}\n${place}\n${prevHash}\n${entry}`)
  const whole = sha256(`tin-nhiem/journal@1\n${journalPrevHash}\n${entry}`)
  if (hash !== own || journalHash !== whole) return 'hash'
  const told = entryIn(line)
  return told?.seq === line.seq && told.event.session === session ? null : 'entry'
}

function entryIn({ entry }: JournalLine): Entry | null {
  try {
    return JSON.parse(entry) as Entry
  } catch {
    return null // no entry of ours
  }
}

function isLine(value: unknown): boolean {
  return hasShape(value, {
    place: Number.isSafeInteger,
    seq: Number.isSafeInteger,
    entry: isText,
    prevHash: isText,
    hash: isText,
    journalPrevHash: isText,
    journalHash: isText,
  })
}
