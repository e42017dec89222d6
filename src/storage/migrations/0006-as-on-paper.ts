import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'

/** A pass that contradicts itself may be chosen because its paper does; none was before this step. */
export function asOnPaper(): Migration {
  return {
    async up(db: Kysely<Database>) {
      await db.schema
        .alterTable('settlements')
        .addColumn('as_on_paper', 'integer', (c) =>
          c
            .notNull()
            .defaultTo(0)
            .check(sql`as_on_paper in (0, 1)`),
        )
        .execute()
    },
  }
}
