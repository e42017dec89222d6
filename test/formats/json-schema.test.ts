import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SCHEMA_NAMES, jsonSchemaText } from '../../src/formats/json-schema.ts'

describe('data/schema', () => {
  it.each(SCHEMA_NAMES)('%s.schema.json says what the code checks', (name) => {
    const file = new URL(`../../data/schema/${name}.schema.json`, import.meta.url)
    const stored = () => JSON.parse(readFileSync(file, 'utf8')) as unknown
    const generated = JSON.parse(jsonSchemaText(name)) as unknown
    const isStale = () =>
      !existsSync(file) || JSON.stringify(stored()) !== JSON.stringify(generated)
    if (process.env['GOLDEN'] === 'write' && isStale()) writeFileSync(file, jsonSchemaText(name))
    expect(stored()).toEqual(generated)
  })
})
