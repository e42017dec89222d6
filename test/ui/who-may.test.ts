import { afterAll, beforeAll, expect, test } from 'vitest'
import { pauseCounting } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { STAGES, type Scene } from '../http/entry-scenes.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
beforeAll(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterAll(async () => ctx.store.db.destroy())

async function look(by: keyof People, path: string): Promise<string> {
  return (await (await visitAs(ctx, people[by])).get(path)).html
}

const HEAD = 'Người làm việc này: <strong>Trưởng ban kiểm phiếu</strong>.'

test.each<[string, keyof typeof STAGES, (scene: Scene) => string, string]>([
  ['the next step', 'ready', ({ id }) => `/sessions/${id}`, 'action="/sessions/ID/open"'],
  ['a warning', 'warned', ({ id }) => `/sessions/${id}/findings`, 'name="numbers"'],
  ['the second look', 'rechecking', ({ id }) => `/sessions/${id}/findings`, 'name="dice"'],
])(
  '%s is offered to the head, and others are told whose work it is',
  async (_, stage, path, form) => {
    const scene = await STAGES[stage](ctx, people)
    const offered = form.replace('ID', scene.id)
    const shown = await look('head', path(scene))
    expect(shown).toContain(offered)
    expect(shown).not.toContain('Người làm việc này')
    const read = await look('auditor', path(scene))
    expect(read).not.toContain(offered)
    expect(read.split(HEAD)).toHaveLength(2)
  },
)

test('a difference waits while the counting is paused, and the head is told so', async () => {
  const { id, sheet } = await STAGES.different(ctx, people)
  expect(await look('head', `/sheets/${sheet}/differences`)).toContain('name="decision"')
  await pauseCounting(ctx, people.head, id)
  const paused = await look('head', `/sheets/${sheet}/differences`)
  expect(paused).not.toContain('name="decision"')
  expect(paused).toContain('Ở bước này chỉ để xem')
})

test('whoever may never do it is told who may', async () => {
  const scene = await STAGES.ready(ctx, people)
  expect(await look('chair', `/sessions/${scene.id}/voters`)).toContain(
    'Người làm được việc đó: Thư ký.',
  )
})
