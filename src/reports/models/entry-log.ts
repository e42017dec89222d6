import { z } from 'zod'
import type { Acknowledgement } from '../../domain/acknowledgement.ts'
import type { EntryLog, LoggedPass, LoggedSheet } from '../../domain/counting-papers.ts'
import { checkSheet, differences } from '../../domain/entry.ts'
import type { Duty, FormIdentity } from '../../domain/proceedings.ts'
import {
  clockTimeOf,
  countText,
  dateText,
  momentText,
  numberText,
  timeText,
} from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { decisionModel, decisionSchema } from './decisions.ts'
import { loggedSettlements, settlementSchema } from './logged-settlements.ts'
import { personModel, personSchema } from './opening.ts'
import { type Printed, entered, named, printed, tabulated } from './printed.ts'

const doneShape = { by: z.string(), at: z.string() }
const countsShape = { collected: printed, valid: printed, invalid: printed }

const passSchema = z.object({
  passNo: z.string(),
  attempt: z.string(),
  ...doneShape,
  ...countsShape,
  /** Contradictions in the pass by itself. */
  faults: z.string(),
  /** A later submission took its place. */
  replaced: z.enum(['yes', 'no']),
})

const sheetSchema = z.object({
  number: z.string(),
  kind: z.string(),
  planned: z.string(),
  rows: z.array(passSchema),
  ...countsShape,
  /** Why these counts stand: all passes agree, the head chose one, or one pass was asked for. */
  standing: z.enum(['agreed', 'chosen', 'single']),
})

/** Everything the template of the entry log (nhật ký nhập phiếu) may name. */
export const entryLogSchema = z.object({
  ...conferenceShape,
  committeeWord: z.string(),
  secretary: personSchema,
  head: personSchema,
  passesRequired: z.string(),
  sheetCount: z.string(),
  passCount: z.string(),
  printedAt: z.string(),
  printedOn: z.string(),
  sheets: z.array(sheetSchema),
  /** Every decision about a difference, sheet by sheet. */
  settlements: z.array(settlementSchema),
  /** Three passes are compared. */
  threePasses: z.boolean(),
  answers: z.array(decisionSchema.extend(doneShape)),
  journal: z.object({ seq: z.string(), hash: z.string() }),
  /** SHA-256 of the public key with which this installation signs. */
  seal: z.string(),
  identity: z.object({ session: printed, programVersion: z.string() }),
})
type EntryLogModel = z.infer<typeof entryLogSchema>

/** Who submitted which pass when, what differed and what was decided; totals of sheets only. */
export function entryLogModel(known: EntryLog, identity: FormIdentity): EntryLogModel {
  const { sheets, answers, passesRequired, journalHead } = known
  const withDuty = (duty: Duty) => known.committee.find((each) => each.duty === duty) ?? null
  const printedAt = clockTimeOf(identity.createdAt)
  return {
    ...conferenceModel(known),
    committeeWord: named(known.committeeWord),
    secretary: personModel(withDuty('secretary'), 0),
    head: personModel(withDuty('head'), 0),
    passesRequired: countText(passesRequired),
    sheetCount: countText(sheets.length),
    passCount: countText(sheets.reduce((sum, { passes }) => sum + passes.length, 0)),
    printedAt: timeText(printedAt),
    printedOn: dateText(printedAt.day),
    sheets: sheets.map(sheetModel),
    settlements: sheets.flatMap(loggedSettlements),
    threePasses: passesRequired > 2,
    answers: answers.map(({ answer, by, at }) => ({
      ...decisionModel(answer, known),
      sheet: sheetNumber(answer, known),
      by: named(by),
      at: momentText(at),
    })),
    journal: { seq: numberText(journalHead.seq), hash: journalHead.hash },
    seal: known.sealId,
    identity: { session: entered(identity.session), programVersion: identity.programVersion },
  }
}

/** The number of the bundle in the session, as everywhere in the log: a path counts within its kind. */
function sheetNumber({ path }: Acknowledgement, { tally, sheets }: EntryLog): Printed {
  const [, kindAt, sheetAt] = /^\/ballotKinds\/(\d+)\/sheets\/(\d+)/.exec(path) ?? []
  const kind = tally.ballotKinds[Number(kindAt)]
  const ofKind = sheets.filter(({ ballotKind }) => ballotKind.code === kind?.id)
  const sheet = ofKind[Number(sheetAt)]
  return sheet ? String(sheet.number).padStart(2, '0') : null
}

function sheetModel(sheet: LoggedSheet): z.infer<typeof sheetSchema> {
  const { number, ballotKind, plan, passes, definitive } = sheet
  const last = passes.filter((each) => isLast(each, passes)).map(({ pass }) => pass)
  const agreed = differences(last).length === 0
  return {
    number: String(number).padStart(2, '0'),
    kind: named(ballotKind.title),
    planned: numberText(plan.ballots),
    rows: passes.map((each) => passModel(each, sheet)),
    collected: tabulated(definitive.collected),
    valid: tabulated(definitive.valid),
    invalid: tabulated(definitive.invalid),
    standing: last.length === 1 ? 'single' : agreed ? 'agreed' : 'chosen',
  }
}

function passModel(logged: LoggedPass, { plan, passes }: LoggedSheet): z.infer<typeof passSchema> {
  const { pass, attempt, by, at } = logged
  const found = checkSheet(pass.counts, plan)
  return {
    passNo: String(pass.passNo),
    attempt: String(attempt),
    by: named(by),
    at: momentText(at),
    collected: tabulated(pass.counts.collected),
    valid: tabulated(pass.counts.valid),
    invalid: tabulated(pass.counts.invalid),
    faults: numberText(found.filter(({ severity }) => severity === 'error').length),
    replaced: isLast(logged, passes) ? 'no' : 'yes',
  }
}

function isLast({ pass, attempt }: LoggedPass, all: readonly LoggedPass[]): boolean {
  return !all.some((each) => each.pass.passNo === pass.passNo && each.attempt > attempt)
}
