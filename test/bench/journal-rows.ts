import { CHECKPOINT_EVERY, checkpointText } from '../../src/domain/checkpoint.ts'
import { FIRST_PREV_HASH, chainInput, sessionChainInput } from '../../src/domain/journal.ts'
import { sealsUnder } from '../../src/secrets.ts'
import { sha256 } from '../../src/storage/sha256.ts'

/** Entries of twenty sessions that are held at the same time. */
const OF_TWENTY = 20_000
const AT = '2026-02-05T01:00:00.000Z'

/** Whose key signs the heads. */
export const BENCH_SEAL = sealsUnder(new Uint8Array(32).fill(7)).real

export type JournalTable = 'journal' | 'session_journal' | 'checkpoints'
export type Column = string | number

/** The rows of a journal that holds, in the order they would be written, by their table and its columns. */
export function* journalRows(
  events: number,
): Generator<readonly [JournalTable, readonly Column[]]> {
  const ends = new Map<string, { entries: number; hash: string }>()
  let changed = new Set<string>()
  let head = FIRST_PREV_HASH
  let before: string | null = null
  for (let seq = 1; seq <= events; seq += 1) {
    const session = `id-${Math.floor(seq / OF_TWENTY) * 20 + (seq % 20)}` // twenty at a time
    const text = entryText(seq, session)
    const hash = sha256(chainInput(head, text))
    yield ['journal', [seq, session, text, head, hash]]
    head = hash
    const end = ends.get(session) ?? { entries: 0, hash: FIRST_PREV_HASH }
    const place = end.entries + 1
    const own = sha256(sessionChainInput({ session, place }, end.hash, text))
    yield ['session_journal', [session, place, seq, end.hash, own]]
    ends.set(session, { entries: place, hash: own })
    changed.add(session)
    if (seq % CHECKPOINT_EVERY !== 0) continue
    const number = seq / CHECKPOINT_EVERY
    const sessions = [...changed].toSorted().map((id) => ({ session: id, ...ends.get(id)! }))
    const prevSha256: string | null = before === null ? null : sha256(before)
    const body = checkpointText({ number, prevSha256, at: AT, seq, hash, entries: seq, sessions })
    const signature = BENCH_SEAL.sign('journal-head', new TextEncoder().encode(body))
    yield ['checkpoints', [number, seq, body, BENCH_SEAL.publicKey, signature]]
    before = body
    changed = new Set()
  }
}

/** As long as entries usually are. */
function entryText(seq: number, session: string): string {
  return JSON.stringify({
    seq,
    at: AT,
    actor: { account: 'f2d0c9b1-3c5e-4a3f-9c7e-000000000001', role: 'secretary' },
    event: {
      type: 'pass_imported',
      session,
      sheet: `sheet-${seq}`,
      passNo: 1,
      fileSha256: 'a'.repeat(64),
      source: 'xlsx',
    },
  })
}
