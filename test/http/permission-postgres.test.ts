import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Choice, createAsking } from './permission-asking.ts'
import { type World, buildWorld } from './permission-world.ts'

/** One who may, and one of those who may not: the last, from where a session is least seen. */
const oneOfEach: Choice = (asking) => {
  const isTaken = (end: string) => end === 'allowed' || end === 'open'
  const may = asking.find(([, end]) => isTaken(end))
  const mayNot = asking.findLast(([, end]) => !isTaken(end))
  return [may, mayNot].filter((each) => each !== undefined)
}

describe('every route on PostgreSQL, as one who may and one who may not', () => {
  let world: World
  let asking: ReturnType<typeof createAsking>
  beforeAll(async () => {
    world = await buildWorld('postgres')
    asking = createAsking(world, oneOfEach)
  }, 300_000)
  afterAll(async () => {
    await world.database.close()
    console.log(asking.summary())
  })

  test.each([null, 'counting', 'issued'] as const)(
    'is answered as the table says, the sessions in %s',
    async (state) => {
      expect(await asking.askAll({ state, again: false })).toEqual([])
    },
    300_000, // as long as it takes on a machine with other work
  )
})
