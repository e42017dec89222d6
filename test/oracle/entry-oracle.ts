import type { Cells } from './readings.ts'

/**
 * Entry told a second time, from the rules on paper: seats at a sheet, hand-ins and the head's word, each
 * command changing them in place. It shares nothing with the program but the codes of refusals.
 */

/** Somebody who sends commands. */
export type Person = { readonly name: string; readonly role: string; readonly home: boolean }

/** A pass somebody has taken up. */
export type Seat = {
  readonly who: string
  heard: number
  saves: number
  typed: Cells | null
  /** The odd number of ballots was looked at again, as last saved. */
  lookedAgain: boolean
  window: { readonly name: string; readonly since: number } | null
  handedIn: { readonly mark: number; readonly cells: Cells } | null
  sentBack: boolean
  /** The cells, by number, emptied when it was sent back; `null` once another hand-in came since. */
  again: readonly number[] | null
}

export type Table = {
  readonly planned: number
  readonly seats: (Seat | null)[]
  /** The seat whose reading the head has chosen, while nothing happened since. */
  chosen: number | null
}

export type Hall = {
  stage: string
  revision: number
  /** Seconds since the start. */
  clock: number
  handIns: number
  readonly tables: readonly Table[]
}

/** A hall in which counting was just opened. */
export function openHall(planned: readonly number[], passes: number): Hall {
  const seats = () => Array.from({ length: passes }, () => null)
  const tables = planned.map((each) => ({ planned: each, seats: seats(), chosen: null }))
  return { stage: 'counting', revision: 1, clock: 0, handIns: 0, tables }
}

/** Whether what was read agrees with itself: nothing empty, ballots add up, marks of each person add up. */
export function addsUp(cells: Cells): boolean {
  if (cells.includes(null)) return false
  const [ballots, valid, invalid, ...marks] = cells as readonly number[]
  if (valid! + invalid! !== ballots) return false
  for (let at = 0; at < marks.length; at += 4)
    if (marks[at]! + marks[at + 1]! + marks[at + 2]! + marks[at + 3]! !== valid) return false
  return true
}

const same = (one: Cells, two: Cells) => one.every((cell, at) => cell === two[at])
const allIn = (table: Table) => table.seats.every((seat) => seat?.handedIn)

/** The reading that stands for the table, or `null`. */
export function standing({ seats, chosen }: Table): Cells | null {
  if (chosen !== null) return seats[chosen]!.handedIn!.cells
  const first = seats[0]?.handedIn?.cells
  if (!first) return null
  for (const seat of seats) {
    if (!seat?.handedIn || seat.sentBack) return null
    if (!addsUp(seat.handedIn.cells) || !same(seat.handedIn.cells, first)) return null
  }
  return first
}

/** The word for how far the table is. */
export function wordFor(table: Table): string {
  if (standing(table)) return 'definitive'
  const seats = table.seats.filter((seat) => seat !== null)
  const handedIn = seats.filter((seat) => seat.handedIn)
  if (handedIn.some((seat) => !addsUp(seat.handedIn!.cells))) return 'first_has_errors'
  if (seats.length === 0) return 'empty'
  if (handedIn.length === 0) return 'first_in_progress'
  if (seats.some((seat) => seat.sentBack)) return 'next_in_progress'
  if (handedIn.length === table.seats.length) return 'different'
  return seats.length > handedIn.length ? 'next_in_progress' : 'first_final'
}

/** Whether the one who sits there may go on typing. */
export function mayType(table: Table, seat: Seat): boolean {
  if (!seat.handedIn) return true
  return !standing(table) && (seat.sentBack || !addsUp(seat.handedIn.cells))
}

/** Whether nobody has heard of an unfinished seat for a quarter of an hour. */
export function isForsaken(hall: Hall, seat: Seat): boolean {
  return !seat.handedIn && hall.clock - seat.heard >= 900
}

/** The cells, by number, in which hand-ins of a full table are not all the same. */
export function apart(table: Table): readonly number[] {
  if (!allIn(table)) return []
  const read = table.seats.map((seat) => seat!.handedIn!.cells)
  return read[0]!.flatMap((cell, at) => (read.some((other) => other[at] !== cell) ? [at] : []))
}

/** What the one who sits there is shown: never anybody else's figures. */
export function shownTo(table: Table, seat: Seat): Cells {
  const nothing = Array.from({ length: 0 }, () => null)
  if (mayType(table, seat) && seat.typed) return seat.typed
  return seat.handedIn?.cells ?? nothing
}

/** The cells, by number, in which a reading does not agree with itself. */
function contradicting(cells: Cells): readonly number[] {
  const empty = cells.flatMap((cell, at) => (cell === null ? [at] : []))
  const [ballots, valid, invalid] = cells
  const alike = (places: readonly number[], sum: number | null | undefined) =>
    places.some((at) => cells[at] === null) ||
    places.reduce((total, at) => total + cells[at]!, 0) === sum
  const top = ballots === null || alike([1, 2], ballots) ? [] : [0, 1, 2]
  const rows = cells.flatMap((_, at) => {
    const line = [at, at + 1, at + 2, at + 3]
    const starts = at >= 3 && (at - 3) % 4 === 0
    return !starts || valid === null || alike(line, valid) ? [] : line
  })
  return [...empty, ...(invalid === null ? [] : top), ...rows]
}

/** What the one who sits there is to type anew: where readings differ, and where this one is wrong itself. */
export function toRetype(table: Table, seat: Seat): readonly number[] {
  const wrong = contradicting(seat.handedIn!.cells)
  return [...new Set([...apart(table), ...wrong])].sort((a, b) => a - b)
}

/** The head sends a reading back: its author finds those cells empty. */
export function sendBack(table: Table, seat: Seat): void {
  const again = toRetype(table, seat)
  Object.assign(seat, { again, sentBack: true })
  seat.saves += 1
  seat.typed = seat.handedIn!.cells.map((cell, at) => (again.includes(at) ? null : cell))
}

/** The cells marked as to be typed anew: what another one hands in later moves none of the marks. */
export function markedAgain(seat: Seat): readonly number[] {
  if (!seat.sentBack) return []
  return seat.again ?? seat.typed!.flatMap((cell, at) => (cell === null ? [at] : []))
}

/** Moves on by itself when the last table is done. */
export function moveOn(hall: Hall): void {
  if (hall.stage === 'counting' && hall.tables.every((table) => standing(table)))
    hall.stage = 'entered'
}
