import type { Context } from '../context.ts'
import { type Correction, correctedFigures } from '../domain/correction.ts'
import { DOCUMENT_NAMES, type Proceedings } from '../domain/proceedings.ts'
import { AppError } from '../errors.ts'
import { parseOutcome } from '../formats/outcome.ts'
import { parseTally } from '../formats/tally.ts'
import { entriesOf } from '../storage/counting-opened.ts'
import { type StoredDocument, replacedBy } from '../storage/documents.ts'
import { findOutcome } from '../storage/results.ts'

/**
 * What changed between the last revision that had documents and what is told now, with the files of the
 * earlier one. `nothing_corrected` when there is no such revision, or no figure changed since.
 */
export async function correctionOf(
  ctx: Context,
  id: string,
  { tally, outcome }: Pick<Proceedings, 'tally' | 'outcome'>,
  now: { readonly revision: number; readonly documents: readonly StoredDocument[] },
): Promise<{
  readonly correction: Correction
  readonly files: { readonly tally: string; readonly outcome: string }
}> {
  const { db } = ctx.store
  const replaced = DOCUMENT_NAMES.flatMap((name) => {
    const found = replacedBy(now.documents, name, now.revision)
    return found ? [{ ...found, name }] : []
  })
  const revision = replaced[0]?.revision
  const row = revision === undefined ? undefined : await findOutcome(db, id, revision)
  if (revision === undefined || !row) throw new AppError('nothing_corrected')
  const bytes = (text: string) => new TextEncoder().encode(text)
  const old = { tally: parseTally(bytes(row.tally)), outcome: parseOutcome(bytes(row.outcome)) }
  const figures = correctedFigures(old, { tally, outcome })
  if (figures.length === 0) throw new AppError('nothing_corrected')
  const reopened = (await entriesOf(db, id, 'session_reopened')).flatMap(({ entry }) => {
    const { at, event } = entry
    if (event.type !== 'session_reopened' || event.revision.new <= revision) return []
    return [{ at, reason: event.reason }]
  })
  const documents = replaced.map(({ name, version, sha256 }) => ({ name, version, sha256 }))
  const held = old.outcome.status === 'held'
  const earlier = { revision, dataSha256: row.tally_sha256, held, documents }
  return {
    correction: { earlier, reopened, figures },
    files: { tally: row.tally, outcome: row.outcome },
  }
}
