import { z } from 'zod'
import { percentText } from '../../domain/percent.ts'
import type { DocumentIdentity, Person, Proceedings } from '../../domain/proceedings.ts'
import { baseOf } from '../../domain/regime.ts'
import { countText, dateText, numberText } from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { consideredModel, decisionSchema } from './decisions.ts'
import { heldModel, heldSchema } from './held.ts'
import { leftOutModel, leftOutSchema } from './left-out.ts'
import { counted, entered, named, ordinal, printed, rest, shortDigest } from './printed.ts'

export const personSchema = z.object({ number: ordinal, name: printed, position: printed })

const votersSchema = z.object({
  members: printed,
  summoned: printed,
  present: printed,
  absent: printed,
  absentExcused: printed,
  absentUnexcused: printed,
  /** Present of summoned, "98,11". */
  percent: printed,
  quorum: z.enum(['met', 'notMet', 'unknown', 'none']),
  /** The share the regulation asks for, "2/3"; empty when it asks for none. */
  quorumShare: z.string(),
})

/** What identifies a stored document on paper and for a machine. */
export const identitySchema = z.object({
  session: printed,
  revision: z.string(),
  dataSha256: z.string(),
  /** The first 16 hex digits of `dataSha256` in fours. */
  shortDigest: z.string(),
  journal: z.array(z.object({ seq: z.string(), hash: z.string() })),
  /** The installation's seal, SHA-256; none in a document from before papers named it. */
  seal: z.array(z.object({ id: z.string() })),
  programVersion: z.string(),
  /** All of it for a machine, as the QR code holds it (docs/documents.md). */
  code: z.string(),
  /** The document this one takes the place of; none for the first. */
  replaces: z.array(z.object({ revision: z.string(), sha256: z.string() })),
})

/** What every document of a conference can name. */
export const openingShape = {
  ...conferenceShape,
  held: z.boolean(),
  /** The errors that hold the outcome back. */
  findings: z.array(heldSchema),
  /** Warnings that were looked into and answered with a reason. */
  considered: z.array(decisionSchema),
  issuedOn: z.string(),
  committeeWord: z.string(),
  chair: personSchema,
  voters: votersSchema,
  /** What the percentages are taken of; `unread` when the regulation's rule was not read. */
  base: z.enum(['collected', 'members', 'unread']),
  subjectCount: z.string(),
  /** People who were not put to the vote, and how many they are. */
  leftOut: z.array(leftOutSchema),
  leftOutCount: z.string(),
  identity: identitySchema,
}
const openingSchema = z.object(openingShape)
export type Opening = z.infer<typeof openingSchema>

/** The parts that every document of a conference shares, ready to print. */
export function openingModel(proceedings: Proceedings, identity: DocumentIdentity): Opening {
  const { tally, outcome, letterhead, regime, mode, chair, settings } = proceedings
  const subjects = tally.ballotKinds.reduce((sum, kind) => sum + kind.subjects.length, 0)
  return {
    ...conferenceModel({ ...tally, mode, letterhead, regime, settings }),
    held: outcome.status === 'held',
    findings: heldModel(proceedings),
    considered: consideredModel(proceedings),
    issuedOn: dateText(identity.issuedOn),
    committeeWord: named(proceedings.committeeWord),
    chair: personModel(chair, 0),
    voters: votersModel(proceedings),
    base: baseOf(regime.regime)?.rule.base ?? 'unread',
    subjectCount: countText(subjects),
    leftOut: leftOutModel(proceedings),
    leftOutCount: countText(proceedings.leftOut.length),
    identity: identityModel(identity),
  }
}

/** A person with the number of the line; blanks to fill by hand when nobody is named. */
export function personModel(person: Person | null, at: number): z.infer<typeof personSchema> {
  return {
    number: String(at + 1),
    name: entered(person?.name ?? null),
    position: entered(person?.position ?? null),
  }
}

function votersModel(proceedings: Proceedings): Opening['voters'] {
  const { members, summoned, present } = proceedings.tally.voters
  const { quorum } = proceedings.outcome
  const known = present !== null && summoned !== null && present <= summoned
  return {
    members: counted(members),
    summoned: counted(summoned),
    present: counted(present),
    absent: counted(rest(summoned, present)),
    absentExcused: counted(proceedings.absentExcused),
    absentUnexcused: counted(proceedings.absentUnexcused),
    percent: known ? percentText(present, summoned) : null,
    quorum: quorum ? (known ? (quorum.met ? 'met' : 'notMet') : 'unknown') : 'none',
    quorumShare: quorum?.required ?? '',
  }
}

/** Session, issue, digests and journal of a stored document, ready to print. */
export function identityModel(identity: DocumentIdentity): z.infer<typeof identitySchema> {
  const { journalHead, dataSha256, replaces } = identity
  return {
    session: entered(identity.session),
    revision: String(identity.revision),
    dataSha256,
    shortDigest: shortDigest(dataSha256),
    journal: journalHead ? [{ seq: numberText(journalHead.seq), hash: journalHead.hash }] : [],
    seal: journalHead?.sealId === undefined ? [] : [{ id: journalHead.sealId }],
    programVersion: identity.programVersion,
    code: codeOf(identity),
    replaces: replaces ? [{ ...replaces, revision: String(replaces.revision) }] : [],
  }
}

/** `TN1:session:document:revision:SHA-256 of the data:journal entry:its hash`, in capitals; `-` for what is not known. */
function codeOf(identity: DocumentIdentity): string {
  const { session, document, revision, dataSha256, journalHead } = identity
  const journal = [journalHead?.seq ?? '-', journalHead?.hash ?? '-']
  return ['TN1', session ?? '-', document, revision, dataSha256, ...journal].join(':').toUpperCase()
}
