import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { logIn } from '../../src/actions/log-in.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { getDocument, issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { verifyFor } from '../../src/actions/verification.ts'
import { createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { stepLine } from '../../src/messages/message.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('the register asked about a document on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  let first: Uint8Array
  let minutes: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    const counting = await countingSession(ctx, people)
    id = counting.session.id
    for (const actor of [people.first, people.second])
      await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
    minutes = await finish()
    first = (await getDocument(ctx, people.head, minutes)).bytes
  })
  afterEach(async () => ctx.store.db.destroy())

  const finish = async () => {
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    const made = await issueDocuments(ctx, people.head, id)
    return made.find(({ name }) => name === 'minutes')!.id
  }
  const asked = async (actor: Actor) =>
    (await verifyFor(ctx, actor, first)).steps.find((step) => step.id === 'newest_version')!
  /** The page that tells them what the check of the first version found. */
  const pageFor = async ({ account: username }: Actor) => {
    const { token } = await logIn(ctx, { username, password: 'mat khau rat dai' })
    const form = new FormData()
    form.append('pdf', new File([new Uint8Array(first)], 'a.pdf', { type: 'application/pdf' }))
    const headers = { origin: 'http://localhost', cookie: `tin-nhiem=${token}` }
    const init = { method: 'POST', body: form, headers }
    return (await createApp(ctx).request('http://localhost/verify', init)).text()
  }
  const reopen = () => reopenSession(ctx, people.head, id, 'Ghi nhầm dòng')

  test('names nothing while nothing replaces it', async () => {
    expect(await asked(people.head)).toMatchObject({ status: 'ok', detail: { name: 'minutes' } })
  })

  test('names the last of the versions that replace it, to whoever may read them', async () => {
    const second = await signDocument(ctx, people.first, minutes, null)
    const third = await signDocument(ctx, people.head, second.id, null)
    const step = await asked(people.head)
    expect(step).toMatchObject({
      status: 'failed',
      detail: {
        reason: 'superseded',
        version: 1,
        successor: { id: third.id, name: 'minutes', revision: 1, version: 3 },
      },
    })
    const words = 'thay thế bởi: Biên bản kiểm phiếu, lập lần 1, bản 3'
    expect(stepLine(step)).toContain(words)
    expect(await pageFor(people.head)).toContain(
      `<a href="/documents/${third.id}/file">${words}</a>`,
    )
  })

  test('tells nobody else more than that there is one', async () => {
    await signDocument(ctx, people.first, minutes, null)
    const strangers = await seatPeople(ctx, 'stranger')
    for (const actor of [strangers.head, strangers.auditor, people.admin]) {
      const { detail } = await asked(actor)
      expect(detail).toEqual({ reason: 'superseded', name: 'minutes', version: 1 })
    }
  })

  test('says that a reopened session has no document in its place, until there is one', async () => {
    await reopen()
    expect(await asked(people.head)).toMatchObject({
      status: 'failed',
      detail: { reason: 'reopened', version: 1 },
    })
    expect((await asked(people.head)).detail).not.toHaveProperty('successor')
    const again = await finish()
    expect((await asked(people.head)).detail).toMatchObject({
      reason: 'superseded',
      successor: { id: again, revision: 2, version: 1 },
    })
  })
})
