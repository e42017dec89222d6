import { z } from 'zod'
import { percentText } from '../../domain/percent.ts'
import type { DocumentIdentity, Person, Proceedings } from '../../domain/proceedings.ts'
import type { Finding } from '../../domain/finding.ts'
import { type Regime, baseOf } from '../../domain/regime.ts'
import type { Tally } from '../../domain/tally.ts'
import { dateText, numberText, shortDateText } from '../vietnamese.ts'
import { counted, entered, named, printed, rest } from './printed.ts'

export const personSchema = z.object({ number: z.string(), name: printed, position: printed })

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

/** A finding on paper: its code and whom it touches. */
const findingSchema = z.object({
  code: z.string(),
  ballotKind: printed,
  subject: printed,
  /** It touches a ballot kind as a whole. */
  kindOnly: z.boolean(),
})

const identitySchema = z.object({
  session: printed,
  revision: z.string(),
  dataSha256: z.string(),
  /** The first 16 hex digits of `dataSha256` in fours. */
  shortDigest: z.string(),
  journal: z.array(z.object({ seq: z.string(), hash: z.string() })),
  programVersion: z.string(),
})

/** What every document of a conference can name. */
export const openingShape = {
  side: z.enum(['party', 'state']),
  rehearsal: z.boolean(),
  held: z.boolean(),
  findings: z.array(findingSchema),
  letterhead: z.object({
    superior: printed,
    organisation: z.string(),
    locality: printed,
    symbol: printed,
  }),
  title: z.string(),
  organisation: z.string(),
  heldOn: z.string(),
  issuedOn: z.string(),
  regime: z.object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    issuer: z.string(),
    issuedOn: z.string(),
    /** As offices cite it: "Quy định số 96-QĐ/TW, ngày 02/02/2023 của Bộ Chính trị về việc …". */
    citation: z.string(),
    sha256: z.string(),
  }),
  committeeWord: z.string(),
  chair: personSchema,
  voters: votersSchema,
  /** What the percentages are taken of; `unread` when the regulation's rule was not read. */
  base: z.enum(['collected', 'members', 'unread']),
  subjectCount: z.string(),
  identity: identitySchema,
}
const openingSchema = z.object(openingShape)
export type Opening = z.infer<typeof openingSchema>

/** The parts that every document of a conference shares, ready to print. */
export function openingModel(proceedings: Proceedings, identity: DocumentIdentity): Opening {
  const { tally, outcome, letterhead, regime, mode, chair } = proceedings
  const subjects = tally.ballotKinds.reduce((sum, kind) => sum + kind.subjects.length, 0)
  return {
    side: tally.side,
    rehearsal: mode === 'rehearsal',
    held: outcome.status === 'held',
    findings: outcome.findings
      .filter(({ severity }) => severity === 'error')
      .map((finding) => findingModel(finding, tally)),
    letterhead: {
      superior: entered(letterhead.superior),
      organisation: named(letterhead.organisation),
      locality: entered(letterhead.locality),
      symbol: entered(letterhead.symbol),
    },
    title: named(tally.title),
    organisation: named(tally.organisation),
    heldOn: dateText(tally.heldOn),
    issuedOn: dateText(identity.issuedOn),
    regime: regimeModel(regime),
    committeeWord: named(proceedings.committeeWord),
    chair: personModel(chair, 0),
    voters: votersModel(proceedings),
    base: baseOf(regime.regime)?.rule.base ?? 'unread',
    subjectCount: counted(subjects) ?? '',
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

function regimeModel({ regime, sha256 }: Proceedings['regime']): Opening['regime'] {
  return {
    id: regime.id,
    number: named(regime.number),
    title: named(regime.title),
    issuer: named(regime.issuer),
    issuedOn: shortDateText(regime.issuedOn),
    citation: named(citationOf(regime)),
    sha256,
  }
}

/** The Party sets a comma before the day, the State does not. */
function citationOf({ title, number, issuedOn, issuer, side }: Regime): string {
  const [kind, ...about] = title.split(' về ')
  const comma = side === 'party' ? ',' : ''
  return [
    `${kind} số ${number}${comma} ngày ${shortDateText(issuedOn)} của ${issuer}`,
    ...about,
  ].join(' về ')
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

/** The finding with the ballot kind and the person its path points to. */
function findingModel(finding: Finding, tally: Tally): Opening['findings'][number] {
  const [, kindAt, , subjectAt] =
    /^\/ballotKinds\/(\d+)(\/subjects\/(\d+))?/.exec(finding.path) ?? []
  const kind = kindAt === undefined ? undefined : tally.ballotKinds[Number(kindAt)]
  const subject = subjectAt === undefined ? undefined : kind?.subjects[Number(subjectAt)]
  return {
    code: finding.code,
    ballotKind: entered(kind?.title ?? null),
    subject: entered(subject?.name ?? null),
    kindOnly: kind !== undefined && subject === undefined,
  }
}

function identityModel(identity: DocumentIdentity): Opening['identity'] {
  const { journalHead, dataSha256 } = identity
  return {
    session: entered(identity.session),
    revision: String(identity.revision),
    dataSha256,
    shortDigest: (dataSha256.slice(0, 16).match(/.{4}/g) ?? []).join(' '),
    journal: journalHead ? [{ seq: numberText(journalHead.seq), hash: journalHead.hash }] : [],
    programVersion: identity.programVersion,
  }
}
