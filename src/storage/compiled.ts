import { type Compilable, CompiledQuery, type Kysely } from 'kysely'
import type { Database } from './database.ts'

/** Texts that stand for the values of a question while it is built; no value looks like one. */
const stand = (at: number) => `\u0000${at}`

/**
 * A question that is asked at every request, built once for each database: `build` gets a text for each of
 * its `values`, which are put in their places when it is asked.
 */
export function compiledOnce<R>(
  values: number,
  build: (db: Kysely<Database>, ...stands: string[]) => Compilable<R>,
): (db: Kysely<Database>, ...asked: readonly unknown[]) => Promise<R | undefined> {
  const known = new WeakMap<object, CompiledQuery<R>>()
  return async (db, ...asked) => {
    const { adapter } = db.getExecutor()
    const query =
      known.get(adapter) ??
      build(db, ...Array.from({ length: values }, (_, at) => stand(at))).compile()
    known.set(adapter, query)
    const parameters = query.parameters.map((each) => {
      const at = asked.findIndex((_, place) => each === stand(place))
      return at === -1 ? each : asked[at]
    })
    const { rows } = await db.executeQuery<R>(CompiledQuery.raw(query.sql, parameters))
    return rows[0]
  }
}
