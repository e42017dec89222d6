import { z } from 'zod'
import { DESTROYED_KINDS, type DestructionTold } from '../domain/destruction.ts'
import { STORED_NAMES } from '../domain/proceedings.ts'
import { CLOSINGS, MOST_MONTHS } from '../domain/retention.ts'
import { requireFormat } from './format.ts'
import { checked } from './issues.ts'
import { jsonText, parseJson } from './json.ts'
import { day, fileId, filledLine, sha256, wholeCount } from './parts.ts'

/** The version of the format this program reads and writes. */
const DESTRUCTION_FORMAT = 'tin-nhiem/destruction@1'

/** The largest file read, in bytes: a backup an hour for years. */
const DESTRUCTION_LIMIT = 8_000_000

/** Words a person typed, as long as a page takes them. */
const words = filledLine(2000)
const instant = z.iso.datetime({ precision: 3, error: 'text' })
const by = z.strictObject({ by: words, at: instant })

const keptDocument = z.strictObject({
  name: z.enum(STORED_NAMES, 'choice'),
  revision: wholeCount,
  version: wholeCount,
  sha256,
})

const schema = z.strictObject({
  format: z.literal(DESTRUCTION_FORMAT, 'choice'),
  mode: z.enum(['real', 'rehearsal'], 'choice'),
  side: z.enum(['party', 'state'], 'choice'),
  title: words,
  organisation: words,
  heldOn: day,
  letterhead: z.strictObject({
    superior: words.nullable(),
    organisation: words,
    locality: words.nullable(),
    symbol: words.nullable(),
  }),
  regime: z.strictObject({ id: fileId, sha256 }),
  chair: z.strictObject({ name: words, position: z.string('text').max(2000) }).nullable(),
  reason: words,
  basis: words,
  packets: words.nullable(),
  months: z.int('count').min(1, 'count').max(MOST_MONTHS, 'count'),
  closed: z.strictObject({ how: z.enum(CLOSINGS, 'choice'), on: day }),
  lastDay: day,
  proposed: by,
  confirmed: by,
  destroyed: z.array(
    z.strictObject({
      kind: z.enum(DESTROYED_KINDS, 'choice'),
      records: wholeCount,
      ballots: wholeCount.nullable(),
    }),
    'list',
  ),
  kept: z.strictObject({
    passes: wholeCount,
    outcomes: wholeCount,
    scans: wholeCount,
    documents: z.array(keptDocument, 'list'),
  }),
  backups: z.array(z.strictObject({ at: instant, sha256 }), 'list'),
})

/** What the file tells; the regulation by its name and digest only, the unit's settings not at all. */
export type DestructionFile = Omit<DestructionTold, 'regime' | 'settings'> & {
  readonly regime: { readonly id: string; readonly sha256: string }
}

/** The canonical `tin-nhiem/destruction@1` file: the same destruction, the same bytes. */
export function destructionText(told: DestructionFile): string {
  const { regime, letterhead, chair, closed, proposed, confirmed, kept } = told
  return jsonText({
    format: DESTRUCTION_FORMAT,
    mode: told.mode,
    side: told.side,
    title: told.title,
    organisation: told.organisation,
    heldOn: told.heldOn,
    letterhead: {
      superior: letterhead.superior,
      organisation: letterhead.organisation,
      locality: letterhead.locality,
      symbol: letterhead.symbol,
    },
    regime: { id: regime.id, sha256: regime.sha256 },
    chair: chair && { name: chair.name, position: chair.position },
    reason: told.reason,
    basis: told.basis,
    packets: told.packets,
    months: told.months,
    closed: { how: closed.how, on: closed.on },
    lastDay: told.lastDay,
    proposed: { by: proposed.by, at: proposed.at },
    confirmed: { by: confirmed.by, at: confirmed.at },
    destroyed: told.destroyed.map(({ kind, records, ballots }) => ({ kind, records, ballots })),
    kept: {
      passes: kept.passes,
      outcomes: kept.outcomes,
      scans: kept.scans,
      documents: kept.documents.map(({ name, revision, version, sha256: digest }) => ({
        name,
        revision,
        version,
        sha256: digest,
      })),
    },
    backups: told.backups.map(({ at, sha256: digest }) => ({ at, sha256: digest })),
  })
}

/** The destruction a file tells of. Refusals: those of `parseJson`, `unknown_format`, `invalid_input`. */
export function parseDestruction(bytes: Uint8Array): DestructionFile {
  const value = parseJson(bytes, DESTRUCTION_LIMIT)
  requireFormat(value, DESTRUCTION_FORMAT)
  const { format: _, ...told } = checked(schema, value)
  return told
}
