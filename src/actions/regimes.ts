import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { parseRegime } from '../formats/regime.ts'
import type { Database } from '../storage/database.ts'
import { listRegimes as listRecorded } from '../storage/regimes.ts'
import { requireAct } from './access.ts'

/** Every regulation the program knows, by id, and why each other file is set aside. */
export function listRegimes(ctx: Context, actor: Actor) {
  requireAct(actor, 'read_regimes')
  return { regimes: ctx.regimes, refused: ctx.refusedRegimes }
}

/** A regulation to be read. */
export type ReadRegime = RegimeFile & {
  /** Its file is gone or set aside, and this is the copy kept of it. */
  readonly recorded: boolean
  /** The id of the file that takes its place. */
  readonly replacedBy: string | null
}

/** One regulation with its file's digest, or else the last copy sessions were opened under; `not_found`. */
export async function getRegime(ctx: Context, actor: Actor, id: string): Promise<ReadRegime> {
  requireAct(actor, 'read_regimes')
  const file = ctx.regimes.find(({ regime }) => regime.id === id)
  const replacedBy = ctx.regimes.find(({ regime }) => regime.replaces === id)?.regime.id ?? null
  if (file) return { ...file, recorded: false, replacedBy }
  const copies = await recordedRegimes(ctx.store.db, ctx.regimes)
  const copy = copies.findLast(({ regime }) => regime.id === id)
  if (!copy) throw new AppError('not_found', { what: 'regime' })
  return { ...copy, recorded: true, replacedBy }
}

/** The recorded copies of files that are not there as they were, in the order of adoption. */
export async function recordedRegimes(
  db: Kysely<Database>,
  present: readonly RegimeFile[],
): Promise<readonly RegimeFile[]> {
  const recorded = await listRecorded(db)
  return recorded
    .filter(({ sha256 }) => !present.some((file) => file.sha256 === sha256))
    .map(({ id, body }) => parseRegime(new TextEncoder().encode(body), `${id}.json`))
}
