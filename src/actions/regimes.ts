import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import type { RegimeFile } from '../formats/regime.ts'
import { requireAct } from './access.ts'

/** Every regulation the program knows, by id. */
export function listRegimes(ctx: Context, actor: Actor): readonly RegimeFile[] {
  requireAct(actor, 'read_regimes')
  return ctx.regimes
}

/** One regulation with its file's digest; `not_found`. */
export function getRegime(ctx: Context, actor: Actor, id: string): RegimeFile {
  const found = listRegimes(ctx, actor).find(({ regime }) => regime.id === id)
  if (!found) throw new AppError('not_found', { what: 'regime' })
  return found
}
