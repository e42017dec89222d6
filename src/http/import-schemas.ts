import { z } from '@hono/zod-openapi'
import type { TableMapping } from '../formats/column-mapping.ts'
import { BALLOT_FIELDS, COLUMN_FIELDS } from '../formats/heading-words.ts'
import { IMPORT_RULES, type ImportRule } from '../formats/import-fault.ts'
import { parseJson } from '../formats/json.ts'
import { filledLine, line, sha256 } from '../formats/parts.ts'
import { finding } from './finding-answers.ts'
import { roster as storedRoster } from './session-answers.ts'
import { id, sheetCounts } from './schemas.ts'

const FIELD_LIMIT = 100_000

/** A value that travels as JSON in a field of a form. */
function jsonField<S extends z.ZodType>(schema: S) {
  return z
    .string('text')
    .transform((text) => parseJson(new TextEncoder().encode(text), FIELD_LIMIT))
    .pipe(schema)
}

const address = z.string('text').regex(/^[A-Z]{1,2}\d{1,4}$/, 'invalid')
const tableMapping = z.strictObject({
  sheet: line(200),
  firstRow: z.int('number').min(1, 'number').max(10_000, 'number'),
  columns: z.record(
    z.string('text').regex(/^[A-Z]{1,2}$/, 'invalid'),
    z.enum(COLUMN_FIELDS, 'choice'),
  ),
  ballots: z.partialRecord(z.enum(BALLOT_FIELDS, 'choice'), address).default({}),
}) satisfies z.ZodType<TableMapping>

/** How the sheets of a file are read, each at most once. */
const tableMappings = z.array(tableMapping).min(1, 'list_empty').max(50, 'list_too_long')

const namedKinds = z
  .array(z.strictObject({ key: line(300), code: filledLine(20), title: filledLine(300) }))
  .max(50, 'list_too_long')

/** What is imported: a file that was chosen, or text that was pasted; one of them. */
const source = z.object({
  file: z
    .custom<File>((value) => value instanceof File, 'required')
    .optional()
    .openapi({ type: 'string', format: 'binary' }),
  text: z.string('text').optional(),
})

const digest = sha256
const groups = z
  .string('text')
  .regex(/^\s*[0-9a-f]{4}\s+[0-9a-f]{4}\s*$/i, 'invalid')
  .transform((text) => text.trim().split(/\s+/) as [string, string])
  .openapi({ type: 'string', example: '4f2a 91bc' })

/** What the pages send of a choice: the ways of reading and the names, and the groups typed. */
export const importChoice = z.object({ mappings: tableMappings.optional(), kinds: namedKinds })
export const typedGroups = z.object({ groups })

export const passFile = source.extend({ mapping: jsonField(tableMapping).optional() })
export const shownPassFile = passFile.extend({ digest })
export const rosterFile = source.extend({
  mappings: jsonField(tableMappings).optional(),
  kinds: jsonField(namedKinds).optional(),
})
export const confirmedRosterFile = rosterFile.extend({
  digest,
  challenge: z.string('text').max(40, 'text_too_long'),
  groups,
})

const place = {
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  path: z.string().nullable(),
}
const faults = z.array(
  z.object({
    ...place,
    rule: z.enum(Object.keys(IMPORT_RULES) as [ImportRule, ...ImportRule[]]),
    severity: z.enum(['error', 'note']),
    value: z.string().nullable(),
    near: z.string().nullable(),
  }),
)
const shownMapping = tableMapping.extend({
  columns: z.record(z.string(), z.enum(COLUMN_FIELDS)),
  ballots: z.partialRecord(z.enum(BALLOT_FIELDS), z.string()),
})
const sheets = z.array(
  z.object({
    name: z.string(),
    read: z.boolean(),
    mapping: shownMapping.nullable(),
    columns: z.array(
      z.object({
        column: z.string(),
        heading: z.string().nullable(),
        cells: z.array(z.object({ row: z.int(), text: z.string() })),
      }),
    ),
  }),
)
const imported = {
  fileSha256: z.string(),
  source: z.enum(['xlsx', 'ods', 'text', 'tally']),
  faults,
  clean: z.boolean(),
  digest: z.string(),
}

export const passPreview = z.object({
  ...imported,
  passNo: z.int(),
  mapping: shownMapping.nullable(),
  sheets,
  counts: sheetCounts,
  rows: z.array(z.object({ subject: id, name: z.string(), place: z.object(place) })),
  findings: z.array(finding),
})

export const rosterPreview = z.object({
  ...imported,
  sheets,
  keys: z.array(z.string()),
  ballotKinds: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      subjects: z.array(
        z.object({
          name: z.string(),
          position: z.string(),
          block: z.string().nullable(),
          startedOn: z.string().nullable(),
          retirementNoticeOn: z.string().nullable(),
        }),
      ),
    }),
  ),
  places: z.array(z.array(z.object(place))),
  fingerprint: z.array(z.string().nullable()),
  challenge: z.string(),
})

export const fingerprint = z.array(z.string())
export const importedRoster = z.object({ roster: storedRoster, fingerprint })
