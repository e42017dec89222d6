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

  it('explains to editors every key of a regulation, of its lines, and every kind of rule', () => {
    type Node = {
      description?: string
      properties: Record<string, Node>
      items: Node
      anyOf: Node[]
    }
    const schema = JSON.parse(jsonSchemaText('regime')) as Node
    const line = schema.properties['provisions']!.items
    const explained = [schema, line, line.properties['source']!]
      .flatMap(({ properties }) => Object.entries(properties))
      .filter(([key]) => key !== 'format' && key !== 'provisions')
    expect(explained.length).toBeGreaterThan(15)
    for (const [key, { description }] of explained)
      expect([key, description]).toEqual([key, expect.stringMatching(/\p{L}{3}/u)])
    const [rules] = line.properties['rule']!.anyOf as unknown as [{ oneOf: Node[] }]
    expect(rules.oneOf.map(({ properties }) => properties['kind']!.description)).toEqual(
      rules.oneOf.map(() => expect.stringMatching(/\p{L}{3}/u)),
    )
    expect(rules.oneOf.length).toBeGreaterThan(15)
  })
})
