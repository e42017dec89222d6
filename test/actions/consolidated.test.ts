import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import {
  type CampaignQuery,
  findCampaign,
  getConsolidatedTable,
  getConsolidatedWorkbook,
} from '../../src/actions/consolidated.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import type { NewSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { OFFICE_WORDS } from '../../src/messages/office-words.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'

const QUERY: CampaignQuery = {
  from: '2026-02-01',
  to: '2026-02-28',
  regime: '96-qd-tw-2023',
  mode: 'real',
}

let ctx: Context
let above: People
let below: People
beforeEach(async () => {
  ctx = await testContext()
  above = await seatPeople(ctx)
  below = await seatPeople(ctx, 'below')
  await sql`update organisations set parent_id = 'org', name = 'Chi bộ Mẫu' where id = 'below'`.execute(
    ctx.store.db,
  )
})
afterEach(async () => ctx.store.db.destroy())

async function issued(people: People, session: Partial<NewSession> = {}): Promise<string> {
  const counting = await countingSession(ctx, people, { session: { mode: 'real', ...session } })
  const { id, shortId } = counting.session
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
  return shortId
}
const foundBy = async (actor = above.auditor, query: Partial<CampaignQuery> = {}) => {
  const { organisations, waiting } = await findCampaign(ctx, actor, { ...QUERY, ...query })
  const sessions = organisations.flatMap((each) => each.sessions.map(({ shortId }) => shortId))
  return { sessions, waiting: waiting.map(({ shortId }) => shortId) }
}

describe('the consolidated table', () => {
  test('has the sessions of the organisations below for those who reach them, and only one’s own for the chair', async () => {
    const [own, lower] = [await issued(above), await issued(below)]
    for (const actor of [above.auditor, above.committee])
      expect((await foundBy(actor)).sessions.toSorted()).toEqual([own, lower].toSorted())
    expect((await foundBy(above.chair)).sessions).toEqual([own])
    expect((await foundBy(below.auditor)).sessions).toEqual([lower])
  })

  test('has sessions from the first day to the last, of one regulation, rehearsals apart', async () => {
    const shortId = await issued(above)
    const rehearsal = await issued(above, { mode: 'rehearsal' })
    expect((await foundBy()).sessions).toEqual([shortId])
    expect((await foundBy(above.auditor, { mode: 'rehearsal' })).sessions).toEqual([rehearsal])
    const on = { from: '2026-02-05', to: '2026-02-05' }
    expect((await foundBy(above.auditor, on)).sessions).toEqual([shortId])
    for (const query of [
      { from: '2026-02-06' },
      { to: '2026-02-04' },
      { regime: '262-qd-tw-2014' },
    ])
      expect((await foundBy(above.auditor, query)).sessions).toEqual([])
    await expect(foundBy(above.auditor, { regime: 'none' })).rejects.toMatchObject({
      code: 'unknown_regime',
    })
  })

  test('shows no result before its documents are issued, and names what is awaited to who may know of it', async () => {
    const { session } = await countingSession(ctx, below, { session: { mode: 'real' } })
    expect(await foundBy(above.auditor)).toEqual({ sessions: [], waiting: [session.shortId] })
    expect(await foundBy(above.committee)).toEqual({ sessions: [], waiting: [] })
    await expect(getConsolidatedTable(ctx, above.auditor, QUERY)).rejects.toMatchObject({
      code: 'not_found',
      detail: { what: 'sessions' },
    })
  })

  test('is for nobody who types, counts or administers', async () => {
    for (const actor of [above.first, above.head, above.admin])
      await expect(findCampaign(ctx, actor, QUERY)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is the same as a workbook, for the same people and never before', async () => {
    const query = [QUERY, OFFICE_WORDS] as const
    await expect(getConsolidatedWorkbook(ctx, above.auditor, ...query)).rejects.toMatchObject({
      code: 'not_found',
    })
    const shortId = await issued(below)
    await expect(getConsolidatedWorkbook(ctx, above.first, ...query)).rejects.toMatchObject({
      code: 'forbidden',
    })
    const { bytes, fileName } = await getConsolidatedWorkbook(ctx, above.auditor, ...query)
    expect(fileName).toBe('tong-hop-2026-02-01-2026-02-28.xlsx')
    const { sheets } = await readXlsx(bytes)
    const texts = sheets.flatMap(({ rows }) => rows.flat().map(String))
    expect(texts).toContain(shortId)
    for (const { name } of (await findCampaign(ctx, above.auditor, QUERY)).organisations[0]!
      .sessions[0]!.tally.ballotKinds[0]!.subjects)
      expect(texts).toContain(name)
  })

  test('has a line for each vote of a person and adds nothing up', async () => {
    await issued(above)
    await issued(below)
    const { bytes, fileName } = await getConsolidatedTable(ctx, above.committee, QUERY)
    expect(fileName).toBe('bieu-tong-hop-2026-02-01-2026-02-28.pdf')
    const text = (await extractText(bytes)).join(' ').replace(/\s+/g, ' ')
    expect(text.match(/Nguyễn Văn Một/g)).toHaveLength(2)
    expect(text.match(/7 70,00/g)).toHaveLength(2)
    expect(text).not.toMatch(/\b14 70,00|Cộng/)
    expect(text).toContain('Chi bộ Mẫu Chi bộ Mẫu, 1 Nguyễn Văn Một')
  })
})
