import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordSteps } from '../../src/actions/preparation.ts'
import { getProcedureChecklist } from '../../src/actions/procedure-checklist.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_KINDS, NEW_SESSION } from '../support/session.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

test('the procedure checklist tells what was recorded, by whom, and who is missing', async () => {
  const session = await createSession(ctx, people.first, { ...NEW_SESSION, mode: 'real' })
  const { id, shortId } = session
  const roster = await saveRoster(ctx, people.first, id, NEW_KINDS)
  const [first] = roster.ballotKinds[0]!.subjects
  await recordSteps(ctx, people.first, id, [
    { step: 'report', subject: first!.id, doneOn: '2026-01-02', file: 'BC-01.pdf' },
  ])
  const { bytes, fileName } = await getProcedureChecklist(ctx, people.auditor, id)
  expect(fileName).toBe(`bang-kiem-quy-trinh-${shortId}.pdf`)
  const text = (await extractText(bytes)).join(' ').replace(/\s+/g, ' ')
  expect(text).toContain('(1) Trần Thị Hai')
  expect(text).toContain(`Nguyễn Văn Một 02/01/2026 BC-01.pdf ${people.first.fullName}`)
  await expect(getProcedureChecklist(ctx, people.admin, id)).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('the procedure checklist does not exist under a regulation without a procedure', async () => {
  const { id } = await createSession(ctx, people.first, NEW_SESSION)
  const regimes = ctx.regimes.map((file) => {
    const provisions = file.regime.provisions.filter(({ rule }) => rule?.kind !== 'step')
    return { ...file, regime: { ...file.regime, provisions } }
  })
  await expect(getProcedureChecklist({ ...ctx, regimes }, people.first, id)).rejects.toMatchObject({
    code: 'not_found',
    detail: { what: 'procedure' },
  })
})
