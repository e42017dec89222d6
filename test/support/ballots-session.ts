import type { Context } from '../../src/context.ts'
import type { NewSession } from '../../src/actions/sessions.ts'
import type { People } from './context.ts'
import { type CountingSession, countingSession } from './session.ts'

/** A session typed paper by paper: that many people on the ballot, two bundles of five papers. */
export function ballotsSession(
  ctx: Context,
  people: People,
  persons: number,
  session: Partial<NewSession> = {},
): Promise<CountingSession> {
  const subjects = Array.from({ length: persons }, (_, at) => ({
    name: `Nguyễn Văn Mẫu ${at + 1}`,
    position: 'Ủy viên Ban Thường vụ',
    block: null,
  }))
  return countingSession(ctx, people, {
    session: { entryMode: 'ballots', ...session },
    kinds: [{ code: 'A', title: 'Ban Thường vụ', subjects }],
    bundles: [5, 5],
  })
}
