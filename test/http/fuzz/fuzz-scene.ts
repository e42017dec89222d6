import type { Context } from '../../../src/context.ts'
import { createApp } from '../../../src/app.ts'
import { chanceOf } from '../../oracle/chance.ts'
import { insertAccount } from '../../../src/storage/accounts.ts'
import { type People, seatPeople, testContext } from '../../support/context.ts'
import { countingSession } from '../../support/session.ts'
import { STAGES } from '../entry-scenes.ts'

/** Stands in what nobody of the first organisation may ever be told. */
export const OTHERS_SECRET = 'Người Của Nơi Khác'

/** What ids may stand in a path, by the word before them. */
export type Ids = Readonly<Record<string, readonly string[]>>

/** A session of ours in every state, one of another organisation, and who may be sent to look. */
export async function fuzzScene() {
  const chance = chanceOf(96)
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const newCode = (length: number) =>
    Array.from({ length }, () => letters[chance.below(32)]).join('')
  const ctx = await testContext('sqlite', { newCode })
  const people = await seatPeople(ctx)
  const others = await seatPeople(ctx, 'other')
  const scenes = []
  for (const stage of Object.values(STAGES)) scenes.push(await stage(ctx, people))
  await othersSession(ctx, others)
  await idleAccounts(ctx)
  return { ctx, app: createApp(ctx), people, ids: await idsIn(ctx) }
}

async function othersSession(ctx: Context, others: People): Promise<void> {
  const subjects = [1, 2].map((each) => ({
    name: `${OTHERS_SECRET} ${each}`,
    position: OTHERS_SECRET,
    block: null,
  }))
  const kinds = [{ code: 'A', title: OTHERS_SECRET, subjects }]
  await countingSession(ctx, others, { kinds, session: { title: OTHERS_SECRET } })
}

/** Accounts that may be barred without anybody missing them. */
async function idleAccounts(ctx: Context): Promise<void> {
  const [like] = await ctx.store.db.selectFrom('accounts').selectAll().limit(1).execute()
  await ctx.store.db.transaction().execute(async (trx) => {
    for (const name of ['idle-1', 'idle-2'])
      await insertAccount(trx, { ...like!, id: name, username: name, role: 'secretary' })
  })
}

async function idsIn(ctx: Context): Promise<Ids> {
  const of = async (table: 'sessions' | 'sheets' | 'documents' | 'organisations' | 'subjects') =>
    (await ctx.store.db.selectFrom(table).select('id').execute()).map(({ id }) => id)
  return {
    sessions: await of('sessions'),
    sheets: await of('sheets'),
    documents: await of('documents'),
    organisations: await of('organisations'),
    subjects: await of('subjects'),
    accounts: ['idle-1', 'idle-2'],
  }
}
