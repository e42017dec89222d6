import { z } from 'zod'
import { DESTROYED_KINDS, type DestructionTold } from '../../domain/destruction.ts'
import { type DocumentIdentity, STORED_NAMES } from '../../domain/proceedings.ts'
import { CLOSINGS } from '../../domain/retention.ts'
import type { Instant } from '../../domain/time.ts'
import { clockTimeOf, dateText, momentText, numberText, timeText } from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { identityModel, identitySchema, personModel, personSchema } from './opening.ts'
import { entered, named, printed, reasonText, shortDigest, tabulated } from './printed.ts'

const doneSchema = z.object({ by: printed, at: z.string(), on: z.string() })
const dataSchema = z.object({
  number: z.string(),
  kind: z.enum(DESTROYED_KINDS),
  records: z.string(),
  /** Single ballots; `null` where the kind holds none. */
  ballots: printed,
})
const documentSchema = z.object({
  number: z.string(),
  name: z.enum(STORED_NAMES),
  revision: z.string(),
  version: z.string(),
  shortDigest: z.string(),
})
const backupSchema = z.object({ number: z.string(), at: z.string(), shortDigest: z.string() })

/** Everything the template of the minutes of a destruction (biên bản hủy phiếu) may name. */
export const destructionSchema = z.object({
  ...conferenceShape,
  issuedOn: z.string(),
  chair: personSchema,
  reason: printed,
  basis: printed,
  packets: printed,
  /** How long ballots were kept, since what, and the last day of it. */
  term: z.object({
    months: z.string(),
    closing: z.enum(CLOSINGS),
    closedOn: z.string(),
    lastDay: z.string(),
  }),
  proposed: doneSchema,
  confirmed: doneSchema,
  /** One section, of every kind of data. */
  destroyed: z.array(z.object({ rows: z.array(dataSchema) })),
  kept: z.object({ passes: z.string(), outcomes: z.string(), scans: z.string() }),
  /** One section of the documents that stay; empty where there are none. */
  documents: z.array(z.object({ rows: z.array(documentSchema) })),
  /** One section of the backups the journal knows; empty where there are none. */
  backups: z.array(z.object({ rows: z.array(backupSchema) })),
  backupCount: z.string(),
  identity: identitySchema,
})
type DestructionModel = z.infer<typeof destructionSchema>

/** What was destroyed, on what ground, by whom; what stays; which backups still hold it. */
export function destructionModel(
  told: DestructionTold,
  identity: DocumentIdentity,
): DestructionModel {
  const { closed, kept, backups } = told
  return {
    ...conferenceModel(told),
    issuedOn: dateText(identity.issuedOn),
    chair: personModel(told.chair, 0),
    reason: reasonText(told.reason),
    basis: reasonText(told.basis),
    packets: reasonText(told.packets),
    term: {
      months: numberText(told.months),
      closing: closed.how,
      closedOn: dateText(closed.on),
      lastDay: dateText(told.lastDay),
    },
    proposed: doneModel(told.proposed),
    confirmed: doneModel(told.confirmed),
    destroyed: [
      {
        rows: told.destroyed.map(({ kind, records, ballots }, at) => ({
          number: String(at + 1),
          kind,
          records: numberText(records),
          ballots: tabulated(ballots),
        })),
      },
    ],
    kept: {
      passes: numberText(kept.passes),
      outcomes: numberText(kept.outcomes),
      scans: numberText(kept.scans),
    },
    documents: sectionOf(
      kept.documents.map(({ name, revision, version, sha256 }, at) => ({
        number: String(at + 1),
        name,
        revision: String(revision),
        version: String(version),
        shortDigest: shortDigest(sha256),
      })),
    ),
    backups: sectionOf(
      backups.map(({ at: madeAt, sha256 }, at) => ({
        number: String(at + 1),
        at: momentText(madeAt),
        shortDigest: shortDigest(sha256),
      })),
    ),
    backupCount: numberText(backups.length),
    identity: identityModel(identity),
  }
}

function doneModel({ by, at }: { by: string; at: Instant }): z.infer<typeof doneSchema> {
  const time = clockTimeOf(at)
  return { by: entered(named(by)), at: timeText(time), on: dateText(time.day) }
}

function sectionOf<Row>(rows: readonly Row[]): { rows: Row[] }[] {
  return rows.length === 0 ? [] : [{ rows: [...rows] }]
}
