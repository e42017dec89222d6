import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'

const entry = z.object({
  event: z.object({
    type: z.literal('pass_imported'),
    sheet: z.string(),
    passNo: z.int(),
    fileSha256: z.string(),
  }),
})

/** The passes of the sheet that were filled from that very file, by number, once for each time. */
export async function listPassesFrom(
  db: Kysely<Database>,
  session: string,
  sheet: string,
  fileSha256: string,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('journal')
    .select('entry')
    .where('session_id', '=', session)
    .where('entry', 'like', `%"type":"pass_imported"%${fileSha256}%`)
    .orderBy('seq')
    .execute()
  return rows.flatMap(({ entry: text }) => {
    const { data } = entry.safeParse(JSON.parse(text))
    return data?.event.sheet === sheet && data.event.fileSha256 === fileSha256
      ? [data.event.passNo]
      : []
  })
}
