import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { getPersonRecord } from '../../src/actions/person-record.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { insertOrganisation } from '../../src/storage/organisations.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { testContext } from '../support/context.ts'
import { type PastLine, insertPastVote, regimeFile } from '../support/recorded-votes.ts'
import { ms, time } from './measure.ts'

const SESSIONS = 20_000
const PEOPLE = 50
/** Votes on the one person whose record is asked for: 20 years, two places. */
const VOTES = 40
const LIMIT = 50

/** The record of one person over 20 years among 1,000,000 lines of results, on SQLite. */
export async function benchPersonRecord(sessions = SESSIONS): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-record-'))
  try {
    await measure('SQLite', openStore(join(folder, 'record.sqlite')), sessions)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same in an empty database of PostgreSQL, whose statistics are as its own upkeep makes them. */
export async function benchPersonRecordOn(url: string, sessions = SESSIONS): Promise<void> {
  await measure('PostgreSQL', openStore(url), sessions)
}

async function measure(where: string, store: Store, sessions: number): Promise<void> {
  try {
    await migrate(store)
    const ctx: Context = await testContext('sqlite', { store })
    await fill(ctx, sessions)
    if (store.dialect.name === 'postgres') await sql`analyze`.execute(store.db)
    const actor: Actor = { account: 'a', role: 'auditor', fullName: 'Đo', organisation: 'org' }
    const { venues } = await getPersonRecord(ctx, actor, 'p')
    const votes = venues.reduce((sum, each) => sum + each.votes.length, 0)
    if (votes !== VOTES) throw new Error(`the record has ${votes} votes`)
    const timing = await time(30, 5, () => getPersonRecord(ctx, actor, 'p'))
    console.log(
      `record of a person on ${where}, ${VOTES} votes in 2 places among ${(sessions * PEOPLE).toLocaleString('en')} lines: ` +
        `${ms(timing)}, limit ${LIMIT} ms ${timing.median < LIMIT ? 'kept' : 'MISSED'}`,
    )
  } finally {
    await store.db.destroy()
  }
}

async function fill({ store: { db } }: Context, sessions: number): Promise<void> {
  const regime = regimeFile('96-qd-tw-2023')
  const lines = Array.from({ length: PEOPLE }, (_, at): PastLine => {
    return [`Nguyễn Văn ${at + 1}`, 'Ủy viên Ban Thường vụ', 80, 10, 10]
  })
  const every = sessions / VOTES
  await db.transaction().execute(async (trx) => {
    for (const [id, parent] of [
      ['org', null],
      ['council', 'org'],
    ] as const)
      await insertOrganisation(trx, {
        id,
        parent,
        side: 'party',
        name: `Nơi ${id}`,
        superior: null,
        locality: null,
        symbol: null,
      })
    for (let at = 0; at < sessions; at += 1) {
      const asked = at % every === 0
      const year = 2006 + Math.floor((at * 20) / sessions)
      await insertPastVote(trx, {
        id: `s${at}`,
        organisation: asked && (at / every) % 2 === 1 ? 'council' : 'org',
        heldOn: `${year}-12-01`,
        regime,
        revisions: [lines],
        persons: asked ? lines.map((_, line) => (line === 7 ? 'p' : randomUUID())) : [],
        ballots: 100,
      })
    }
  })
}
