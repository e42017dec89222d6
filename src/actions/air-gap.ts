import type { Context } from '../context.ts'
import type { Beyond } from '../domain/air-gap.ts'
import { commit } from '../storage/commit.ts'

/** Journals that the program saw a network beyond the LAN, or that it is gone; `locks` when that closes it. */
export async function recordBeyond(
  ctx: Pick<Context, 'store' | 'now'>,
  signs: readonly Beyond[],
  locks: boolean,
): Promise<void> {
  await commit(ctx.store, { actor: null, at: ctx.now() }, async (_, record) =>
    record(signs.length > 0 ? { type: 'network_seen', signs, locks } : { type: 'network_gone' }),
  )
}
