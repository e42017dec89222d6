import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportArchive } from '../../../src/actions/archives/make-archive.ts'
import { verifyArchive, verifyArchiveFor } from '../../../src/actions/archives/verify-archive.ts'
import { publishSession } from '../../../src/actions/session-steps.ts'
import type { Context } from '../../../src/context.ts'
import type { JournalEntry } from '../../../src/domain/journal.ts'
import { sourceOf } from '../../../src/formats/archive/read-stored-zip.ts'
import { archiveReadme } from '../../../src/messages/archive-readme.ts'
import { sha256 } from '../../../src/storage/sha256.ts'
import { fixture } from '../../support/archive-forgery.ts'
import { archiveOf, signedSession } from '../../support/archives.ts'
import { type People, seatPeople, testContext } from '../../support/context.ts'
import { countingSession } from '../../support/session.ts'
import { DIALECTS } from '../../support/stores.ts'

describe.each(DIALECTS)('the archive of a session on %s', (dialect) => {
  let ctx: Context
  let people: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const stepOf = async (bytes: Uint8Array, id: string) => {
    const { verification } = await verifyArchiveFor(ctx, people.auditor, bytes)
    return verification.steps.find((each) => each.id === id)!
  }

  test('is the same file each time, holds where it was made, and the journal knows it', async () => {
    const id = await signedSession(ctx, people)
    const first = await archiveOf(ctx, people, id)
    expect(Buffer.from(await archiveOf(ctx, people, id)).equals(first)).toBe(true)
    const { verification } = await verifyArchiveFor(ctx, people.auditor, first)
    expect(verification.steps.filter(({ status }) => status === 'failed')).toEqual([])
    expect(verification.verdict).toBe('holds_rehearsal')
    const mode = verification.steps.find((each) => each.id === 'archive_mode')!
    expect(mode.detail['knownKey']).toBe(true)
    const rows = await ctx.store.db.selectFrom('journal').selectAll().orderBy('seq').execute()
    const { event } = JSON.parse(rows.at(-1)!.entry) as JournalEntry
    const { entries } = verification.steps.find((each) => each.id === 'session_here')!.detail
    expect(event).toEqual({ type: 'archive_made', archived: id, entries, sha256: sha256(first) })
  })

  test('is known as older than its session, and as none of a session with another history', async () => {
    const id = await signedSession(ctx, people)
    const bytes = await archiveOf(ctx, people, id)
    expect(await stepOf(bytes, 'session_here')).toMatchObject({ status: 'ok' })
    await publishSession(ctx, people.chair, id)
    expect(await stepOf(bytes, 'session_here')).toMatchObject({
      status: 'not_applicable',
      detail: { reason: 'older_archive' },
    })
    // the fixture's session has the id of this one
    expect(await stepOf(fixture('v1-rehearsal'), 'session_here')).toMatchObject({
      status: 'failed',
      detail: { reason: 'other_history' },
    })
  })

  test('is not made before documents are issued, nor for who may not read the passes', async () => {
    const { session } = await countingSession(ctx, people)
    const ask = (actor: People['head']) => exportArchive(ctx, actor, session.id, archiveReadme)
    await expect(ask(people.auditor)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(ask(people.head)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(ask(people.admin)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('of a machine that has no such session says so', async () => {
    const { verification } = await verifyArchive(
      { ...ctx, asker: people.auditor },
      sourceOf(fixture('v1-rehearsal')),
    )
    const here = verification.steps.find((each) => each.id === 'session_here')!
    expect(here.detail['reason']).toBe('not_here')
  })
})
