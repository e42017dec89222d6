import { describe, expect, test } from 'vitest'
import { compiledOnce } from '../../src/storage/compiled.ts'
import { DIALECTS, openTestStore } from '../support/stores.ts'

describe.each(DIALECTS)('a question compiled once, on %s', (dialect) => {
  test('is built once for a database and gets its own values each time it is asked', async () => {
    const { db } = await openTestStore(dialect)
    let built = 0
    const question = compiledOnce(2, (from, id, kind) => {
      built += 1
      return from
        .selectFrom('organisations')
        .select(['id', 'name'])
        .where('id', '=', id)
        .where('side', '=', 'party')
        .where('name', '=', kind)
    })
    const row = { side: 'party', parent_id: null, superior: null, locality: null, symbol: null }
    const values = ['a', 'b'].map((id) => ({
      ...row,
      id,
      name: `name of ${id}`,
    }))
    await db.insertInto('organisations').values(values).execute()
    expect(await question(db, 'a', 'name of a')).toEqual({ id: 'a', name: 'name of a' })
    expect(await question(db, 'b', 'name of b')).toEqual({ id: 'b', name: 'name of b' })
    expect(await question(db, 'b', 'name of a')).toBeUndefined()
    expect(built).toBe(1)
    await db.transaction().execute(async (trx) => {
      expect(await question(trx, 'a', 'name of a')).toEqual({ id: 'a', name: 'name of a' })
    })
    expect(built).toBe(1)
    const other = await openTestStore(dialect)
    expect(await question(other.db, 'a', 'name of a')).toBeUndefined()
    expect(built).toBe(2)
    await db.destroy()
    await other.db.destroy()
  })
})
