import { type Ballot, INVALID_PAPER, UNREAD } from '../domain/ballot.ts'
import type { Act } from './ballot-keys.ts'
import {
  type Paper,
  goTo,
  isBlank,
  mark,
  marksOf,
  move,
  newPaper,
  openPaper,
  restHighest,
  toggleInvalid,
  unread,
} from './ballot-paper.ts'

/** What is known of the bundle before its papers are read. */
export type Bundle = {
  readonly lines: number
  /** How many levels the vote has: the keys 1 to that number. */
  readonly levels: number
  readonly planned: number
  /** The lines to be read again on papers that came back; none otherwise. */
  readonly again: readonly number[]
}

/** The reader's desk: the papers kept so far, and the one being read. */
export type Desk = Bundle & {
  readonly papers: readonly Ballot[]
  /** The place of the paper being read, from 1. */
  readonly place: number
  readonly paper: Paper
  /** A new paper begun and laid aside while an earlier one is looked at. */
  readonly aside: Paper | undefined
  /** Whether one more paper than planned is being read. */
  readonly extra: boolean
}

/** A paper to be kept at its place, or with `null` the last one to be taken away. */
export type Kept = { readonly place: number; readonly marks: Ballot | null }

/** Why a key changed nothing. */
export type Complaint = 'unread' | 'changed' | 'no_earlier' | 'invalid_paper' | 'no_such_level'

/** What became of the desk, what is to be sent, and what is to be said. */
export type Step = {
  readonly desk: Desk
  readonly keep?: Kept
  readonly complaint?: Complaint
}

/** The desk with those papers kept, at the first one that wants reading. */
export function deskOf(bundle: Bundle, papers: readonly Ballot[]): Desk {
  const place = placeToRead(papers)
  const paper = paperAt(bundle, papers, place)
  return { ...bundle, papers, place, paper, aside: undefined, extra: false }
}

/** The place of the first paper with an unread line, or of the next new paper. */
export function placeToRead(papers: readonly Ballot[]): number {
  const unfinished = papers.findIndex((paper) => paper.includes(UNREAD))
  return (unfinished < 0 ? papers.length : unfinished) + 1
}

/** The paper at that place, to be read or looked at again. */
export function paperAt(
  { lines, again }: Pick<Bundle, 'lines' | 'again'>,
  papers: readonly Ballot[],
  place: number,
): Paper {
  const kept = papers[place - 1]
  return kept === undefined ? newPaper(lines) : openPaper(kept, lines, again)
}

/** How many of the papers are invalid as a whole. */
export function invalidPapers(papers: readonly Ballot[]): number {
  return papers.filter((paper) => paper === INVALID_PAPER).length
}

/** Whether as many papers are kept as planned, all read in full, and no further one was begun. */
export function isFull(desk: Desk): boolean {
  const { papers, place, planned, extra, paper } = desk
  const allRead = placeToRead(papers) > papers.length && papers.length >= planned
  return allRead && place > papers.length && !extra && isBlank(paper)
}

/** Whether every paper kept is read in full and none is half read. */
export function isReady({ papers, aside, paper, place }: Desk): boolean {
  const begun = place > papers.length ? paper : aside
  return papers.length > 0 && placeToRead(papers) > papers.length && (!begun || isBlank(begun))
}

/** What one act of the reader makes of the desk. */
export function step(desk: Desk, act: Act): Step {
  if (isFull(desk) && !ALWAYS.includes(act.do)) return { desk }
  if (act.do === 'mark') return marked(desk, act.sign)
  if (act.do === 'move') return put(desk, move(desk.paper, act.by))
  if (act.do === 'go') return put(desk, goTo(desk.paper, act.line))
  return STEPS[act.do](desk)
}

const ALWAYS: readonly Act['do'][] = ['earlier', 'later', 'more']

const STEPS: Readonly<Record<Exclude<Act['do'], 'mark' | 'move' | 'go'>, (desk: Desk) => Step>> = {
  rest: (desk) =>
    desk.paper.invalid ? refused(desk, 'invalid_paper') : put(desk, restHighest(desk.paper)),
  invalid: (desk) => put(desk, toggleInvalid(desk.paper)),
  more: (desk) => ({ desk: { ...desk, extra: true } }),
  earlier: (desk) => turned(desk, -1),
  later: (desk) => turned(desk, 1),
  save: saved,
  reset,
  drop: dropped,
}

const put = (desk: Desk, paper: Paper): Step => ({ desk: { ...desk, paper } })
const refused = (desk: Desk, complaint: Complaint): Step => ({ desk, complaint })

function marked(desk: Desk, sign: string): Step {
  if (Number(sign) > desk.levels) return refused(desk, 'no_such_level')
  if (desk.paper.invalid) return refused(desk, 'invalid_paper')
  return put(desk, mark(desk.paper, sign))
}

function saved(desk: Desk): Step {
  const { papers, place, paper } = desk
  const [missing] = unread(paper)
  if (missing !== undefined)
    return { desk: { ...desk, paper: goTo(paper, missing) }, complaint: 'unread' }
  const marks = marksOf(paper)
  if (papers[place - 1] === marks) return { desk: atWork(desk, papers) }
  const now = [...papers.slice(0, place - 1), marks, ...papers.slice(place)]
  return { desk: atWork(desk, now), keep: { place, marks } }
}

/** The desk at the first paper that wants reading; one laid aside is taken up again. */
function atWork(desk: Desk, papers: readonly Ballot[]): Desk {
  const next = deskOf(desk, papers)
  const aside = desk.place <= desk.papers.length ? desk.aside : undefined
  if (next.place <= papers.length) return { ...next, aside }
  return { ...next, paper: aside ?? next.paper }
}

function reset(desk: Desk): Step {
  const kept = desk.place <= desk.papers.length
  if (kept || isBlank(desk.paper)) return { desk: atWork(desk, desk.papers) }
  return { desk: { ...desk, paper: newPaper(desk.lines), extra: false } }
}

/** The paper before, or after. What was changed on a kept paper is first to be kept or dropped. */
function turned(desk: Desk, by: -1 | 1): Step {
  const { papers, place, paper } = desk
  const isNew = place > papers.length
  const to = place + by
  if (to < 1) return refused(desk, 'no_earlier')
  if (to > papers.length + 1) return { desk }
  const asKept = paperAt(desk, papers, place)
  if (!isNew && marksOf(paper) !== marksOf(asKept)) return refused(desk, 'changed')
  const aside = isNew ? paper : desk.aside
  if (to > papers.length)
    return { desk: { ...desk, place: to, paper: aside ?? newPaper(desk.lines), aside: undefined } }
  return { desk: { ...desk, place: to, paper: paperAt(desk, papers, to), aside, extra: false } }
}

/** The last paper taken away, when it is the one being looked at. */
function dropped(desk: Desk): Step {
  const { papers, place } = desk
  if (place !== papers.length) return { desk }
  return { desk: atWork(desk, papers.slice(0, -1)), keep: { place, marks: null } }
}
