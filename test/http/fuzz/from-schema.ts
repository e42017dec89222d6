import type { Chance } from '../../oracle/chance.ts'
import { HOSTILE_TEXTS, hostileValue } from './hostile.ts'

/** As much of a JSON schema as the API description uses. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly format?: string
  readonly pattern?: string
}

/** Texts that are right somewhere, by the name of what they stand for; `''` for any other. */
export type RightTexts = (name: string, chance: Chance) => string

const DAYS = ['2026-02-05', '2025-12-31', '2026-03-01'] as const

/** A value as the schema asks for, but for a hostile one in its place or inside it now and then. */
export function fromSchema(
  schema: Schema,
  chance: Chance,
  right: RightTexts,
  name = '',
  depth = 0,
): unknown {
  if (chance.happens(depth === 0 ? 2 : 7)) return hostileValue(chance)
  const inner = (each: Schema, key: string) => fromSchema(each, chance, right, key, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return chance.oneOf(schema.enum)
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return inner(chance.oneOf(choice), name)
  const type = typeof schema.type === 'object' ? chance.oneOf(schema.type) : schema.type
  if (type === 'null') return null
  if (type === 'boolean') return chance.happens(50)
  if (type === 'integer' || type === 'number') return numberOf(schema, chance)
  if (type === 'array') {
    const most = Math.min(schema.maxItems ?? 4, 4)
    const length = Math.max(schema.minItems ?? 0, chance.below(most + 1))
    return Array.from({ length }, () => inner(schema.items ?? {}, name))
  }
  if (type === 'object') {
    const required = new Set(schema.required)
    const kept = Object.entries(schema.properties ?? {}).filter(([key]) =>
      chance.happens(required.has(key) ? 97 : 60),
    )
    const made = kept.map(([key, each]): [string, unknown] => [key, inner(each, key)])
    if (chance.happens(3)) made.push([chance.oneOf(HOSTILE_TEXTS), hostileValue(chance)])
    return Object.fromEntries(made)
  }
  return textOf(schema, chance, right, name)
}

/** Within the ends, at them, or one past them. */
function numberOf({ minimum = 0, maximum = 50 }: Schema, chance: Chance): number {
  if (chance.happens(80)) return minimum + chance.below(Math.min(maximum - minimum, 30) + 1)
  return chance.oneOf([minimum, maximum, minimum - 1, maximum + 1])
}

function textOf(schema: Schema, chance: Chance, right: RightTexts, name: string): string {
  if (schema.format === 'date') return chance.oneOf(DAYS)
  if (schema.format === 'date-time') return '2026-02-05T12:00:00.000Z'
  if (schema.pattern?.includes('64')) return '0123456789abcdef'.repeat(4)
  const length = schema.maxLength ?? 40
  if (chance.happens(10)) return 'ể'.repeat(chance.oneOf([length, length + 1]))
  return right(name, chance)
}
