import { after, type SessionState, type Step } from '../../src/domain/session.ts'
import { isIdle } from '../../src/domain/claim.ts'
import {
  type EntryPass,
  type Settlement,
  type SheetFacts,
  checkSheet,
  definitiveCounts,
  isOpenToAuthor,
  isSound,
  sheetStateOf,
} from '../../src/domain/entry.ts'
import { type Act, type Role, may, mayEver } from '../../src/domain/roles.ts'
import type { Command, SessionCommand } from './commands.ts'
import type { Person } from './entry-oracle.ts'
import { countsOf } from './readings.ts'

type Author = { readonly passNo: number; readonly account: string; heardAt: string }

/** A sheet's facts as they stand, and who works on it. */
export type Sheet = Omit<SheetFacts, 'passes' | 'settlements' | 'claimed'> & {
  passes: readonly EntryPass[]
  settlements: readonly Settlement[]
  authors: readonly Author[]
  claimed: readonly number[]
}

export type Machine = {
  state: SessionState
  revision: number
  seconds: number
  ids: number
  readonly sheets: readonly Sheet[]
}

const ACTS: Readonly<Record<SessionCommand, Act>> = {
  pause: 'pause_counting',
  resume: 'resume_counting',
  close: 'close_session',
  compute: 'compute_outcome',
  issue: 'issue_documents',
  sign: 'sign_document',
  publish: 'publish_session',
  reopen: 'reopen_session',
  cancel: 'cancel_session',
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString()

/** What the domain's own functions answer to the command, applied to the machine when they allow it. */
export function run(machine: Machine, { role, name }: Person, command: Command): string {
  if (command.do === 'wait') {
    machine.seconds += command.seconds
    return 'ok'
  }
  if (!('sheet' in command)) return step(machine, role as Role, command.do)
  const sheet = machine.sheets[command.sheet]
  if (!sheet) return 'not_found'
  const act =
    command.do === 'release'
      ? 'release_pass'
      : isDecision(command)
        ? 'settle_difference'
        : 'enter_pass'
  const no = refusal(machine, role as Role, act)
  if (no) return no
  if (isDecision(command)) return settle(machine, sheet, command)
  const own = sheet.authors.find((each) => each.account === name)
  if (command.do === 'release') return release(sheet, command.passNo)
  if (command.do === 'take') return own ? 'ok' : claim(machine, sheet, name)
  if (!own) return 'not_your_pass'
  if (command.do === 'give_back') return release(sheet, own.passNo)
  if (!isOpenToAuthor(sheet, own.passNo)) return 'pass_final'
  if (command.do === 'submit') submit(machine, sheet, own, command.cells)
  own.heardAt = instant(machine.seconds)
  return 'ok'
}

type Decision = Extract<Command, { do: 'choose' | 'return' | 'return_all' }>

function isDecision(command: Command): command is Decision {
  return ['choose', 'return', 'return_all'].includes(command.do)
}

function refusal({ state }: Machine, role: Role, act: Act): string | null {
  if (!mayEver(role, act)) return 'forbidden'
  return may(role, act, state) ? null : 'wrong_state'
}

function step(machine: Machine, role: Role, name: SessionCommand): string {
  const no = name === 'sign' ? null : refusal(machine, role, ACTS[name])
  if (no) return no
  const state = after(machine.state, name)
  if (!state) return 'wrong_state'
  if (name === 'close' && machine.sheets.some(isFound)) return 'findings_open'
  machine.state = state
  if (name === 'reopen') machine.revision += 1
  if (name === 'reopen') enter(machine)
  if (name === 'resume')
    for (const { authors } of machine.sheets)
      for (const each of authors) each.heardAt = instant(machine.seconds)
  return 'ok'
}

function isFound(sheet: Sheet): boolean {
  const counts = definitiveCounts(sheet)
  return !counts || checkSheet(counts, sheet.plan).length > 0
}

function move(machine: Machine, step: Step): void {
  const state = after(machine.state, step)
  if (!state) throw new TypeError(`${step} from ${machine.state}`)
  machine.state = state
}

function enter(machine: Machine): void {
  if (machine.sheets.every((sheet) => definitiveCounts(sheet))) move(machine, 'enter')
}

function claim(machine: Machine, sheet: Sheet, account: string): string {
  const now = instant(machine.seconds)
  const free = [1, 2, 3].slice(0, sheet.passesRequired).find((n) => !sheet.claimed.includes(n))
  const submitted = (passNo: number) => sheet.passes.some((pass) => pass.passNo === passNo)
  const passNo =
    free ??
    sheet.authors.find((each) => isIdle(each.heardAt, now) && !submitted(each.passNo))?.passNo
  if (passNo === undefined) return 'no_pass_free'
  release(sheet, passNo)
  const authors = [...sheet.authors, { passNo, account, heardAt: now }]
  sheet.authors = authors.sort((a, b) => a.passNo - b.passNo)
  sheet.claimed = sheet.authors.map((each) => each.passNo)
  return 'ok'
}

function release(sheet: Sheet, passNo: number): string {
  if (!sheet.claimed.includes(passNo)) return 'not_found'
  if (sheet.passes.some((pass) => pass.passNo === passNo)) return 'pass_final'
  sheet.authors = sheet.authors.filter((each) => each.passNo !== passNo)
  sheet.claimed = sheet.authors.map((each) => each.passNo)
  return 'ok'
}

function submit(
  machine: Machine,
  sheet: Sheet,
  { passNo, account }: Author,
  cells: Parameters<typeof countsOf>[0],
): void {
  machine.ids += 1
  const counts = countsOf(cells, sheet.plan.subjects)
  const pass = { id: `${machine.ids}`, passNo, account, counts }
  const passes = [...sheet.passes.filter((each) => each.passNo !== passNo), pass]
  sheet.passes = passes.sort((a, b) => a.passNo - b.passNo)
  if (definitiveCounts(sheet)) enter(machine)
}

function settle(
  machine: Machine,
  sheet: Sheet,
  { do: decision, passNo, shown, asOnPaper }: Decision,
): string {
  const complete = sheet.passes.length === sheet.passesRequired
  if (!complete) return 'sheet_not_different'
  if (decision === 'choose' && sheetStateOf(sheet) === 'definitive') return 'sheet_not_different'
  if (shown === 'before') return 'difference_changed'
  const pass = sheet.passes.find((each) => each.passNo === passNo)
  if (!pass && decision !== 'return_all') return 'not_found'
  const paper = decision === 'choose' && !isSound(pass!, sheet.plan)
  if (paper && !asOnPaper) return 'pass_has_errors'
  const passIds = sheet.passes.map((each) => each.id)
  const named = decision === 'return_all' ? sheet.passes.map((each) => each.passNo) : [passNo]
  const what = decision === 'choose' ? 'choose' : 'return'
  const settled = named.map((each) => ({
    decision: what,
    passNo: each,
    passIds,
    asOnPaper: paper,
  })) satisfies Settlement[]
  sheet.settlements = [...sheet.settlements, ...settled]
  if (decision === 'choose') enter(machine)
  else if (machine.state === 'entered') move(machine, 'reenter')
  return 'ok'
}
