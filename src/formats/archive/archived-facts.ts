import { z } from 'zod'
import { FINDING_CODES } from '../../domain/finding.ts'
import { STORED_NAMES } from '../../domain/proceedings.ts'
import { ENTRY_MODES, SESSION_STATES } from '../../domain/session.ts'
import { SIGNING_WAYS } from '../../domain/signing-way.ts'
import { requireFormat } from '../format.ts'
import { checked } from '../issues.ts'
import { jsonText, parseJson } from '../json.ts'
import { count, day, fileId, filledLine, line, sha256, wholeCount } from '../parts.ts'
import * as part from './archived-parts.ts'

const side = z.enum(['party', 'state'], 'choice')

/** The session as it stands, with what is told of it beside the counts. */
const sessionSchema = z.strictObject({
  session: z.strictObject({
    id: fileId,
    shortId: filledLine(64),
    organisation: fileId,
    mode: z.enum(['real', 'rehearsal'], 'choice'),
    side,
    title: part.typed,
    heldOn: day,
    regime: fileId,
    regimeSha256: sha256,
    regimeReason: part.typed.nullable(),
    timing: part.timing,
    passesRequired: z.int('count').min(1, 'count').max(3, 'count'),
    recheckSize: part.place,
    entryMode: z.enum(ENTRY_MODES, 'choice'),
    sheetCodeRequired: z.boolean('truth'),
    shiftPoints: z.number('number').nullable(),
    secondPerson: z.boolean('truth'),
    state: z.enum(SESSION_STATES, 'choice'),
    revision: z.int('count').min(1, 'count'),
    voters: z.strictObject({
      members: count,
      summoned: count,
      present: count,
      absentExcused: count,
      absentUnexcused: count,
    }),
    minutesFacts: part.minutesFacts,
    documentSettings: part.documentSettings,
  }),
  organisation: z.strictObject({
    id: fileId,
    side,
    name: part.typed,
    superior: part.typed.nullable(),
    locality: part.typed.nullable(),
    symbol: part.typed.nullable(),
  }),
  /** Whoever an entry of the session's journal, a pass or a decision names. */
  authors: z.array(part.author, 'list'),
  /** Answers to findings, in the order they were given. */
  acknowledgements: z.array(
    z.strictObject({
      code: z.enum(FINDING_CODES, 'choice'),
      path: line(500),
      numbers: z.record(z.string(), z.number('number').nullable()),
      reason: part.typed,
      account: fileId,
      at: part.instant,
    }),
    'list',
  ),
  /** How the random second look went, as the minutes tell it. */
  recheck: z.strictObject({
    draw: z.strictObject({ dice: part.typed, journalHead: part.head }).nullable(),
    sheets: z.array(
      z.strictObject({
        number: part.place,
        agrees: z.boolean('truth').nullable(),
        corrected: z.boolean('truth'),
        note: part.typed.nullable(),
      }),
      'list',
    ),
  }),
})

/** Whose names stood on which ballots, and how the ballots were bundled. */
const rosterSchema = z.strictObject({ ballotKinds: z.array(part.ballotKind, 'list') })

/** Every submission of every pass, and every decision on a sheet; sums of a sheet, never a single ballot. */
const passesSchema = z.strictObject({
  sheets: z.array(
    z.strictObject({
      id: fileId,
      number: part.place,
      ballotKind: fileId,
      ballots: wholeCount,
      attempts: z.array(
        z.strictObject({
          id: fileId,
          passNo: z.int('count').min(1, 'count').max(3, 'count'),
          attempt: z.int('count').min(1, 'count'),
          account: fileId,
          at: part.instant,
          counts: part.sheetCounts,
        }),
        'list',
      ),
      settlements: z.array(
        z.strictObject({
          decision: z.enum(['choose', 'return'], 'choice'),
          passNo: z.int('count').min(1, 'count').max(3, 'count'),
          passIds: z.array(fileId, 'list'),
          asOnPaper: z.boolean('truth'),
          reason: part.typed,
          account: fileId,
          at: part.instant,
        }),
        'list',
      ),
    }),
    'list',
  ),
})

/** What an unsigned first version is drawn with again, beside the facts in the other files. */
const drawn = z.strictObject({
  program: filledLine(100),
  issuedOn: day.nullable(),
  journalHead: part.sealedHead,
  replaces: z.strictObject({ revision: part.place, sha256 }).nullable(),
  template: filledLine(200),
  layout: filledLine(200),
})

/** The register of documents and scans, each version with the file it is in. */
const documentsSchema = z.strictObject({
  documents: z.array(
    z.strictObject({
      id: fileId,
      revision: z.int('count').min(1, 'count'),
      name: z.enum(STORED_NAMES, 'choice'),
      version: z.int('count').min(1, 'count'),
      supersedes: fileId.nullable(),
      signedField: line(100).nullable(),
      openFields: z.array(line(100), 'list'),
      sha256,
      createdAt: part.instant,
      way: z.enum(SIGNING_WAYS, 'choice').nullable(),
      signer: part.typed.nullable(),
      path: filledLine(200),
      /** `null` for a signed version, and where it could not be drawn again when the archive was made. */
      drawn: drawn.nullable(),
    }),
    'list',
  ),
  scans: z.array(
    z.strictObject({
      id: fileId,
      document: fileId,
      fields: z.array(line(100), 'list'),
      mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg'], 'choice'),
      sha256,
      supersedes: fileId.nullable(),
      reason: part.typed.nullable(),
      account: fileId,
      filedAt: part.instant,
      path: filledLine(200),
    }),
    'list',
  ),
})

const SCHEMAS = {
  session: sessionSchema,
  roster: rosterSchema,
  passes: passesSchema,
  documents: documentsSchema,
} as const

/** The files of facts in an archive: `session.json`, `roster.json`, `passes.json`, `documents.json`. */
export type FactFile = keyof typeof SCHEMAS
export type ArchivedFacts = {
  readonly [Name in FactFile]: Kept<z.infer<(typeof SCHEMAS)[Name]>>
}
/** Nothing in it is ever changed. */
type Kept<T> = T extends object ? { readonly [K in keyof T]: Kept<T[K]> } : T
export type ArchivedDocument = ArchivedFacts['documents']['documents'][number]
export type ArchivedScan = ArchivedFacts['documents']['scans'][number]
export type Drawn = NonNullable<ArchivedDocument['drawn']>

export const FACT_FILES = Object.keys(SCHEMAS) as readonly FactFile[]

/** A file of facts, with its format, may be so large, in bytes. */
const LIMIT = 200_000_000

/** Format and version of that file. */
export function factFormat(name: FactFile): string {
  return `tin-nhiem/archived-${name}@1`
}

/** The whole shape of that file. */
export function factSchema(name: FactFile): z.ZodType {
  return z.strictObject({
    format: z.literal(factFormat(name), 'choice'),
    ...(SCHEMAS[name].shape as z.ZodRawShape),
  })
}

/** The bytes of that file: keys in the order of the facts given. */
export function factText<Name extends FactFile>(name: Name, facts: ArchivedFacts[Name]): string {
  return jsonText({ format: factFormat(name), ...facts })
}

/** The facts in that file. Refused: those of `parseJson`, `unknown_format`, `invalid_input` {issues}. */
export function parseFacts<Name extends FactFile>(
  name: Name,
  bytes: Uint8Array,
): ArchivedFacts[Name] {
  const value = parseJson(bytes, LIMIT)
  requireFormat(value, factFormat(name))
  const { format: _, ...facts } = value as Record<string, unknown>
  return checked(SCHEMAS[name] as unknown as z.ZodType<ArchivedFacts[Name]>, facts)
}
