import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { readJson } from '../json-reader.ts'
import { checked } from '../issues.ts'
import { sha256 } from '../parts.ts'

/** Format of `journal.jsonl`, as the manifest names it. */
export const JOURNAL_FORMAT = 'tin-nhiem/session-journal@1'

const lineSchema = z.strictObject({
  /** Its place among the session's entries, from 1. */
  place: z.int('count').min(1, 'count'),
  /** Its number in the journal of the whole program. */
  seq: z.int('count').min(1, 'count'),
  /** The stored text, exactly as it was hashed. */
  entry: z.string('text'),
  /** The session's own chain: hash of the entry before it, and of this one. */
  prevHash: sha256,
  hash: sha256,
  /** The chain of the whole program: whoever has its journal, or a paper with its head, finds this entry there. */
  journalPrevHash: sha256,
  journalHash: sha256,
})
/** One entry of a session's journal with what its hashes cover. */
export type ArchivedEntry = z.infer<typeof lineSchema>

/** One line of `journal.jsonl`: keys in this order, no blanks, a line feed; the stored text is not touched. */
export function archivedEntryLine(entry: ArchivedEntry): string {
  const { place, seq, entry: text, prevHash, hash, journalPrevHash, journalHash } = entry
  const line = { place, seq, entry: text, prevHash, hash, journalPrevHash, journalHash }
  return `${JSON.stringify(line)}\n`
}

/**
 * The entries in `journal.jsonl`, one a line. Refused: `invalid_utf8`, `invalid_json`, `duplicate_key`, `invalid_input`
 * {issues}; the stored text keeps every sign it has.
 */
export function parseArchivedJournal(bytes: Uint8Array): readonly ArchivedEntry[] {
  const text = decoded(bytes)
  if (text !== '' && !text.endsWith('\n'))
    throw new AppError('invalid_json', { line: 0, column: 0, reason: 'end' })
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const value = readJson(line)
      const found = checked(lineSchema, value)
      // `readJson` brings texts into NFC; what was hashed is what stands here
      const exact = (JSON.parse(line) as { entry: string }).entry
      return { ...found, entry: exact }
    })
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('invalid_utf8', { offset: 0 }, cause)
  }
}
