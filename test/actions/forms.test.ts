import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getCriteriaSheet } from '../../src/actions/forms.ts'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession } from '../support/session.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

describe('the criteria sheet of a session', () => {
  test('is one page of the criteria of its own regulation, made before anything is typed', async () => {
    const { id, shortId, regimeSha256 } = await createSession(ctx, people.first, NEW_SESSION)
    const { bytes, fileName } = await getCriteriaSheet(ctx, people.chair, id)
    expect(fileName).toBe(`tieu-chi-${shortId}.pdf`)
    const pages = await extractText(bytes)
    expect(pages).toHaveLength(1)
    const text = pages[0]!.replace(/\s+/g, ' ')
    const { regime } = ctx.regimes.find((each) => each.sha256 === regimeSha256)!
    const criteria = regime.provisions.filter(({ rule }) => rule?.kind === 'criterion')
    expect(criteria).toHaveLength(5)
    // Letters only: the watermark of a rehearsal runs through the lines.
    for (const { text: words } of criteria) expect(text).toContain(words.slice(0, 12))
    expect(text).toContain(`Kỳ ${shortId}`)
    expect(text).toContain('có thể ký tên hoặc không ký tên')
  })

  test('stays the same for as long as nothing is changed, whatever is counted meanwhile', async () => {
    const now = () => '2026-02-05T12:00:00.000Z'
    const { session } = await countingSession(ctx, people)
    const once = await getCriteriaSheet({ ...ctx, now }, people.first, session.id)
    const again = await getCriteriaSheet({ ...ctx, now }, people.head, session.id)
    expect(Buffer.compare(once.bytes, again.bytes)).toBe(0)
  })

  test('does not exist under a regulation without criteria, nor for who may not read the session', async () => {
    const heldOn = '2018-02-05'
    const old = await createSession(ctx, people.first, { ...NEW_SESSION, heldOn })
    expect(old.regime).toBe('262-qd-tw-2014')
    await expect(getCriteriaSheet(ctx, people.first, old.id)).rejects.toMatchObject({
      code: 'not_found',
      detail: { what: 'criteria' },
    })
    const { id } = await createSession(ctx, people.first, NEW_SESSION)
    await expect(getCriteriaSheet(ctx, people.admin, id)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(getCriteriaSheet(ctx, people.committee, id)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })
})
