import { z } from 'zod'
import { jsonText } from './json.ts'
import { outcomeSchema } from './outcome.ts'
import { regimeSchema } from './regime-schema.ts'
import { tallySchema } from './tally.ts'

/** The formats that have a JSON Schema in `data/schema/`. */
export const SCHEMA_NAMES = ['outcome', 'regime', 'tally'] as const
export type SchemaName = (typeof SCHEMA_NAMES)[number]

const SCHEMAS = { outcome: outcomeSchema, regime: regimeSchema, tally: tallySchema }

/**
 * The text of `data/schema/<name>.schema.json`: the shape a file must have, for editors and other programs.
 *
 * What JSON Schema cannot say (days that exist, ids standing once, bands that meet) is checked on reading.
 */
export function jsonSchemaText(name: SchemaName): string {
  return jsonText(z.toJSONSchema(SCHEMAS[name], { io: 'input', target: 'draft-2020-12' }))
}
