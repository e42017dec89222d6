import { z } from 'zod'
import { archiveManifestSchema, archiveSignatureSchema } from './archive/archive-manifest.ts'
import { factSchema } from './archive/archived-facts.ts'
import { jsonText } from './json.ts'
import { outcomeSchema } from './outcome.ts'
import { regimeSchema } from './regime-schema.ts'
import { tallySchema } from './tally.ts'

/** The formats that have a JSON Schema in `data/schema/`. */
export const SCHEMA_NAMES = [
  'outcome',
  'regime',
  'tally',
  'archive',
  'archive-signature',
  'archived-session',
  'archived-roster',
  'archived-passes',
  'archived-documents',
] as const
export type SchemaName = (typeof SCHEMA_NAMES)[number]

const SCHEMAS: Readonly<Record<SchemaName, z.ZodType>> = {
  outcome: outcomeSchema,
  regime: regimeSchema,
  tally: tallySchema,
  archive: archiveManifestSchema,
  'archive-signature': archiveSignatureSchema,
  'archived-session': factSchema('session'),
  'archived-roster': factSchema('roster'),
  'archived-passes': factSchema('passes'),
  'archived-documents': factSchema('documents'),
}

/**
 * The text of `data/schema/<name>.schema.json`: the shape a file must have, for editors and other programs.
 *
 * What JSON Schema cannot say (days that exist, ids standing once, bands that meet) is checked on reading.
 */
export function jsonSchemaText(name: SchemaName): string {
  return jsonText(z.toJSONSchema(SCHEMAS[name], { io: 'input', target: 'draft-2020-12' }))
}
