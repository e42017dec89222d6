import { z } from 'zod'
import type { ZeroReport } from '../../domain/counting-papers.ts'
import { DUTIES, type FormIdentity } from '../../domain/proceedings.ts'
import { clockTimeOf, countText, dateText, numberText, timeText } from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { personModel, personSchema } from './opening.ts'
import { entered, named, printed } from './printed.ts'

const kindSchema = z.object({
  number: z.string(),
  code: z.string(),
  title: z.string(),
  subjectCount: z.string(),
})

/** Everything the template of the zero report (báo cáo số 0) may name. */
export const zeroReportSchema = z.object({
  ...conferenceShape,
  committeeWord: z.string(),
  committee: z.array(personSchema.extend({ duty: z.enum(DUTIES) })),
  witnesses: z.array(personSchema),
  /** Who signs: the head of the committee, the first witness, and the others after them. */
  head: printed,
  firstWitness: printed,
  otherWitnesses: z.array(personSchema),
  openedAt: z.string(),
  openedOn: z.string(),
  openedBy: printed,
  printedAt: z.string(),
  printedOn: z.string(),
  /** One section: every kind, and how many people stand on all of them; `many` kinds are added up. */
  sections: z.array(
    z.object({ rows: z.array(kindSchema), subjectCount: z.string(), many: z.boolean() }),
  ),
  /** The roster's fingerprint, in groups of four. */
  fingerprint: z.string(),
  /** Nothing had been typed when counting was opened. */
  zero: z.boolean(),
  before: z.object({ claimed: z.string(), submitted: z.string(), ballots: z.string() }),
  journal: z.object({ seq: z.string(), hash: z.string() }),
  /** SHA-256 of the public key with which this installation signs. */
  seal: z.string(),
  identity: z.object({ session: printed, programVersion: z.string() }),
})
type ZeroReportModel = z.infer<typeof zeroReportSchema>

/** What stood when counting was opened, and that nothing had been typed by then. */
export function zeroReportModel(known: ZeroReport, identity: FormIdentity): ZeroReportModel {
  const { opened, openedBy, committee, witnesses } = known
  const { claimed, submitted, ballots } = opened.before
  const [at, printedAt] = [clockTimeOf(opened.at), clockTimeOf(identity.createdAt)]
  return {
    ...conferenceModel(known),
    committeeWord: named(known.committeeWord),
    committee: committee.map((member, row) => ({ ...personModel(member, row), duty: member.duty })),
    witnesses: witnesses.map(personModel),
    head: entered(committee.find(({ duty }) => duty === 'head')?.name ?? null),
    firstWitness: entered(witnesses[0]?.name ?? null),
    otherWitnesses: witnesses.slice(1).map(personModel),
    openedAt: timeText(at),
    openedOn: dateText(at.day),
    openedBy: entered(openedBy),
    printedAt: timeText(printedAt),
    printedOn: dateText(printedAt.day),
    sections: [kindsModel(known)],
    fingerprint: known.fingerprint.join(' '),
    zero: claimed === 0 && submitted === 0 && ballots === 0,
    before: {
      claimed: countText(claimed),
      submitted: countText(submitted),
      ballots: countText(ballots),
    },
    journal: {
      seq: numberText(opened.journal.seq),
      hash: opened.journal.hash,
    },
    seal: known.sealId,
    identity: { session: entered(identity.session), programVersion: identity.programVersion },
  }
}

function kindsModel({ ballotKinds }: ZeroReport): ZeroReportModel['sections'][number] {
  const people = ballotKinds.reduce((sum, { subjects }) => sum + subjects, 0)
  return {
    rows: ballotKinds.map(({ code, title, subjects }, at) => ({
      number: String(at + 1),
      code: named(code),
      title: named(title),
      subjectCount: numberText(subjects),
    })),
    subjectCount: numberText(people),
    many: ballotKinds.length > 1,
  }
}
