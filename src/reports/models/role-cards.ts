import { z } from 'zod'
import { type FormIdentity, STORED_NAMES } from '../../domain/proceedings.ts'
import { CARD_ROLES, type RoleCards } from '../../domain/role-card.ts'
import { clockTimeOf, dateText, numberText, timeText } from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { entered, named, printed, shortDigest } from './printed.ts'

const entrySchema = z.object({ seq: z.string(), hash: z.string() })

const documentSchema = z.object({
  name: z.enum(STORED_NAMES),
  revision: z.string(),
  version: z.string(),
  /** The first 16 hex digits of the SHA-256 of the file, in fours. */
  digest: z.string(),
})

/** Everything the template of the cards of the roles (thẻ việc) may name. */
export const roleCardsSchema = z.object({
  ...conferenceShape,
  committeeWord: z.string(),
  /** One card for each role, each a page. */
  cards: z.array(z.object({ role: z.enum(CARD_ROLES) })),
  fingerprint: z.string(),
  /** Counting was opened: `opened` names the entry of the journal, else it is empty. */
  counting: z.boolean(),
  opened: entrySchema,
  head: entrySchema,
  seal: z.string(),
  documents: z.array(z.object({ rows: z.array(documentSchema) })),
  printedAt: z.string(),
  printedOn: z.string(),
  identity: z.object({ session: printed, programVersion: z.string() }),
})
type RoleCardsModel = z.infer<typeof roleCardsSchema>

/** What each role keeps and compares, ready to print; codes as short as papers print them. */
export function roleCardsModel(known: RoleCards, identity: FormIdentity): RoleCardsModel {
  const { opened, head, documents } = known
  const printedAt = clockTimeOf(identity.createdAt)
  return {
    ...conferenceModel(known),
    committeeWord: named(known.committeeWord),
    cards: CARD_ROLES.map((role) => ({ role })),
    fingerprint: known.fingerprint.join(' '),
    counting: opened !== null,
    opened: opened === null ? { seq: '', hash: '' } : entryModel(opened),
    head: entryModel(head),
    seal: shortDigest(known.sealId),
    documents: documents.length === 0 ? [] : [{ rows: documents.map(documentModel) }],
    printedAt: timeText(printedAt),
    printedOn: dateText(printedAt.day),
    identity: { session: entered(identity.session), programVersion: identity.programVersion },
  }
}

function entryModel({ seq, hash }: RoleCards['head']): RoleCardsModel['head'] {
  return { seq: numberText(seq), hash: shortDigest(hash) }
}

function documentModel({ name, revision, version, sha256 }: RoleCards['documents'][number]) {
  return {
    name,
    revision: numberText(revision),
    version: numberText(version),
    digest: shortDigest(sha256),
  }
}
