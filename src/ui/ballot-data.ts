import { keptName } from './kept-name.ts'
import type { OwnPass } from '../actions/entries.ts'
import type { Actor } from '../domain/actor.ts'
import { type Ballot, INVALID_LINE, UNREAD } from '../domain/ballot.ts'
import type { Level } from '../domain/tally.ts'
import type { Bundle } from './ballot-desk.ts'

/** What the page tells its script of the bundle. */
export type BundleData = Bundle & {
  readonly papers: readonly Ballot[]
  readonly revision: number
  /** The address of the pass. */
  readonly api: string
  /** Account, sheet and pass: under this name unsent papers are kept on this machine. */
  readonly name: string
}

/** The pass for the script of its page. */
export function bundleData(pass: OwnPass, actor: Pick<Actor, 'account'>): BundleData {
  const { sheet, kind, levels, passNo, revision, ballots } = pass
  return {
    lines: kind.subjects.length,
    levels: levels.length,
    planned: sheet.ballots,
    again: linesAgain(pass),
    papers: ballots ?? [],
    revision,
    api: `/api/v1/sheets/${sheet.id}/pass`,
    name: keptName(actor.account, sheet.id, passNo),
  }
}

/**
 * The lines to be read again on every paper of a pass that came back, from 0; none once they are all read,
 * and none when the whole bundle is to be read again.
 */
export function linesAgain({ emptied, ballots }: Pick<OwnPass, 'emptied' | 'ballots'>): number[] {
  if (!ballots?.some((paper) => paper.includes(UNREAD))) return []
  const lines = emptied.flatMap((path) => /^\/rows\/(\d+)\//.exec(path)?.[1] ?? [])
  return [...new Set(lines.map(Number))]
}

/** The signs a line can bear, in the order of the boxes: the levels from the highest, then none of them. */
export function lineSigns(levels: readonly Level[]) {
  const marks = levels.map((level, at) => ({ sign: String(at + 1), level }))
  return [...marks, { sign: INVALID_LINE, level: 'invalid' }] as const
}
