import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { knownLayouts, recordDocumentSettings } from '../../src/actions/document-settings.ts'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type DocumentSettings, NO_DOCUMENT_SETTINGS } from '../../src/domain/document-settings.ts'
import { updateState } from '../../src/storage/sessions.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const SET: DocumentSettings = {
  layout: 'hd36-2018',
  secrecy: 'mat',
  copying: 'forbidden',
  copiesIssued: 5,
  drafter: 'Văn phòng',
  recipients: ['Ban Tổ chức Tỉnh ủy', 'Lưu Văn phòng'],
  membersSign: true,
  seal: true,
}

describe.each(DIALECTS)('what a unit sets for its papers, on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    id = (await createSession(ctx, people.first, NEW_SESSION)).id
  })
  afterEach(async () => ctx.store.db.destroy())
  const stored = async () => (await getSession(ctx, people.first, id)).session.documentSettings

  test('is nothing at first, then what secretary or head set, with both in the journal', async () => {
    expect(await stored()).toEqual(NO_DOCUMENT_SETTINGS)
    await recordDocumentSettings(ctx, people.first, id, SET)
    await recordDocumentSettings(ctx, people.head, id, { ...SET, seal: false })
    expect(await stored()).toEqual({ ...SET, seal: false })
    const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
    expect(JSON.parse(rows.at(-1)!.entry)).toMatchObject({
      event: {
        type: 'document_settings_recorded',
        settings: { old: { seal: true }, new: { seal: false } },
      },
    })
  })

  test('names a layout there is for the session’s side', async () => {
    expect(knownLayouts(ctx, 'party')).toEqual(['hd05-2026', 'hd36-2018'])
    expect(knownLayouts(ctx, 'state')).toEqual(['nd30-2020'])
    for (const layout of ['hd99-2099', 'nd30-2020'])
      await expect(
        recordDocumentSettings(ctx, people.first, id, { ...SET, layout }),
      ).rejects.toMatchObject({ code: 'layout_unknown', detail: { layout, side: 'party' } })
    expect(await stored()).toEqual(NO_DOCUMENT_SETTINGS)
  })

  test('is not the chair’s to set, and not after the documents are issued', async () => {
    await expect(recordDocumentSettings(ctx, people.chair, id, SET)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await ctx.store.db.transaction().execute((trx) => updateState(trx, id, 'issued'))
    await expect(recordDocumentSettings(ctx, people.head, id, SET)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })
})
