import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { browse } from './support.ts'

const GOLDEN = 'test/golden/openapi.json'

type Operation = { summary?: string; responses: Record<string, unknown> }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> }

describe('the description of the API', () => {
  let ctx: Context
  let document: Document
  beforeAll(async () => {
    ctx = await testContext('sqlite', { version: '0.0.0' })
    await seatPeople(ctx)
    const response = await browse(ctx).app.request('/openapi.json')
    document = (await response.json()) as Document
  })
  afterAll(async () => ctx.store.db.destroy())

  test('is OpenAPI 3.1 and the one that was reviewed', () => {
    const text = `${JSON.stringify(document, null, 2)}\n`
    if (process.env['GOLDEN'] === 'write') writeFileSync(GOLDEN, text)
    expect(document.openapi).toBe('3.1.0')
    expect(JSON.parse(readFileSync(GOLDEN, 'utf8'))).toEqual(document)
  })

  test('covers the whole main job, each route with its summary and its refusals', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
    )
    expect(operations.length).toBeGreaterThanOrEqual(34)
    for (const { path, summary, responses } of operations) {
      expect(path).toMatch(/^\/api\/v1\//)
      expect(summary).toMatch(/\S{2}/)
      expect(responses).toHaveProperty('default')
    }
  })

  test('names no route that answers a stranger, but for the log-in', async () => {
    const { app } = browse(ctx)
    const open: string[] = []
    for (const [path, methods] of Object.entries(document.paths))
      for (const method of Object.keys(methods)) {
        const response = await app.request(path.replaceAll(/\{\w+\}/g, 'x'), {
          method: method.toUpperCase(),
          headers: { origin: 'http://localhost', 'content-type': 'application/json' },
          ...(method === 'get' ? {} : { body: '{}' }),
        })
        if (response.status !== 401) open.push(`${method} ${path} ${response.status}`)
      }
    expect(open).toEqual(['post /api/v1/login 422'])
  })
})
