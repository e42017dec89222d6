import type { Context } from '../context.ts'
import { type ClockJump, type ClockOff, hasJumped } from '../domain/clock.ts'
import { commit } from '../storage/commit.ts'
import { lastInstant } from '../storage/journal.ts'
import { migrationNames } from '../storage/migrations/index.ts'

/**
 * Journals that the program started: its version, the newest step of the database's shape, the regulation files in use,
 * and the seal it signs with; before that, that the clock stands behind the newest entry, where it does.
 */
export async function recordStart(
  ctx: Pick<Context, 'store' | 'now' | 'version' | 'regimes' | 'seals'>,
): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor: null, at }, async (trx, record) => {
    const newest = await lastInstant(trx)
    const off = { expected: Date.parse(newest ?? at), found: Date.parse(at) }
    if (off.found < off.expected && hasJumped(off)) record({ type: 'clock_jumped', ...jumpOf(off) })
    record({
      type: 'program_started',
      program: ctx.version,
      migration: migrationNames(ctx.store.dialect).at(-1) ?? '',
      regulations: ctx.regimes.map(({ regime, sha256 }) => ({ regime: regime.id, sha256 })),
      sealId: ctx.seals.real.id,
    })
  })
}

/** Journals that the clock was set while the program ran. */
export async function recordJump(
  ctx: Pick<Context, 'store' | 'now'>,
  off: ClockOff,
): Promise<void> {
  await commit(ctx.store, { actor: null, at: ctx.now() }, async (_, record) =>
    record({ type: 'clock_jumped', ...jumpOf(off) }),
  )
}

function jumpOf({ expected, found }: ClockOff): ClockJump {
  return {
    expected: new Date(expected).toISOString(),
    found: new Date(found).toISOString(),
    jumpSeconds: Math.trunc((found - expected) / 1000),
  }
}
