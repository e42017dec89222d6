import { soundSheet } from '../support/session.ts'
import type { People } from '../support/context.ts'
import type { STAGES, Scene } from './entry-scenes.ts'

/** A sound reading of the scene's sheet. */
export const counts = ({ counting }: Scene) => soundSheet(counting!)
/** What the head gives as a reason. */
export const reason = () => ({ reason: 'Đếm lại trên phiếu giấy' })

/** What there is to know of a route to send it a request that is taken, and those that are not. */
export type Route = {
  readonly stage: keyof typeof STAGES
  readonly by: keyof People
  readonly not: keyof People
  readonly body?: (scene: Scene) => unknown
  /** The fields of a form, where it takes no JSON. */
  readonly form?: Readonly<Record<string, string>>
  /** It wants what its preview told said back. */
  readonly confirms?: true
  /** What the same request gets the second time: a code, `same` when nothing changes, `recorded` when it is written down again. */
  readonly again?: string
  /** It names the revision it saw. */
  readonly revision?: number
  /** What is refused besides, with its code: another place in the path. */
  readonly strays?: Readonly<Record<string, string>>
  /** What it gets before its time. */
  readonly early?: readonly [stage: keyof typeof STAGES, code: string]
  /** It is for sessions that are cancelled, or over otherwise: what it gets of one there. */
  readonly cancelled?: string
  /** Only read, or made where this test does not lead: nothing is sent that is taken. */
  readonly refusedOnly?: true
}

/** A route that only reads: asked again it changes nothing. */
export const read = (
  stage: Route['stage'],
  by: Route['by'] = 'first',
  not: Route['not'] = 'admin',
) => ({ stage, by, not, again: 'same' }) as const
