import { recordBallots } from '../../src/actions/ballots.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { confirmDestruction } from '../../src/actions/destroy.ts'
import { proposeDestruction } from '../../src/actions/destructions.ts'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { saveBallot } from '../../src/actions/drafts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { completeExternal, prepareExternal } from '../../src/actions/external-signing.ts'
import { issueCorrigendum, issueNotice } from '../../src/actions/later-documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { joinPersons, splitPerson } from '../../src/actions/person-changes.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { setRetention } from '../../src/actions/retention.ts'
import { fileScan } from '../../src/actions/scans.ts'
import { publishSession, reopenSession } from '../../src/actions/session-steps.ts'
import { recordMinutesFacts } from '../../src/actions/sessions.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { DocumentName } from '../../src/domain/proceedings.ts'
import { signCms } from '../../src/signatures/cms.ts'
import { ecKeys, issue, signerOf } from '../signatures/specimens.ts'
import { archiveOf, certificateOf, signedSession } from './archives.ts'
import { ballotsSession } from './ballots-session.ts'
import { type People, seatPeople, testContext } from './context.ts'
import {
  type CountingSession,
  NEW_KINDS,
  countingSession,
  sheetOf,
  soundSheet,
  typeSheet,
} from './session.ts'
import { COMMITTEE, keyStoreOf } from './signing.ts'
import { earlierVote, laterVote, typeLater } from './two-votes.ts'
import { twoLevelSession, twoLevelSheet } from './two-level-session.ts'
import type { DialectName } from './stores.ts'

/** Archives of one session, at moments of its life, and the program that has it now. */
export type Life = {
  readonly archives: Readonly<Record<string, Uint8Array>>
  readonly ctx: Context
  readonly people: People
  readonly session: string
}

/** Who vouches for the certificates of real sessions. */
export const AUTHORITY = issue({ name: 'Tổ chức chứng thực mẫu', keys: ecKeys(), ca: true })

const REASON = 'Đếm lại theo đề nghị của chủ trì'

async function start(dialect: DialectName, overrides: Partial<Context> = {}) {
  const ctx = await testContext(dialect, { trustedRoots: [AUTHORITY.certificate], ...overrides })
  return { ctx, people: await seatPeople(ctx) }
}

async function current(ctx: Context, { head }: People, id: string, name: DocumentName) {
  const all = await listDocuments(ctx, head, id)
  return all.find((each) => each.current && each.name === name)!
}

async function tell(ctx: Context, people: People, id: string): Promise<void> {
  await recordMinutesFacts(ctx, people.first, id, {
    committeeWord: 'Ban kiểm phiếu',
    committee: COMMITTEE,
    chair: { name: 'Chủ Trì Mẫu', position: 'Bí thư' },
    witnesses: [],
    venue: 'Hội trường xã Mẫu',
    countingStarted: null,
    countingEnded: null,
    handedOverTo: null,
    copies: null,
  })
}

async function issued(ctx: Context, people: People, id: string): Promise<void> {
  await tell(ctx, people, id)
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
}

async function sign(ctx: Context, people: People, id: string, name: DocumentName, by: Actor) {
  const { id: document } = await current(ctx, people, id, name)
  return signDocument(ctx, by, document, null)
}

async function signAll(ctx: Context, people: People, id: string): Promise<void> {
  for (const actor of [people.first, people.head, people.chair])
    await sign(ctx, people, id, 'minutes', actor)
  await sign(ctx, people, id, 'summary', people.chair)
}

async function typed(ctx: Context, people: People, counting: CountingSession): Promise<void> {
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
}

/** Typed paper by paper, published, and half a year later every single ballot lawfully destroyed. */
async function destroyed(dialect: DialectName): Promise<Life> {
  let today = '2026-02-05'
  const { ctx, people } = await start(dialect, { today: () => today })
  const counting = await ballotsSession(ctx, people, 2)
  const { id } = counting.session
  for (const actor of [people.first, people.second])
    for (const { id: sheet } of counting.sheets) {
      await takePass(ctx, actor, sheet)
      for (const [at, marks] of ['13', '11', 'X', '23', '33'].entries())
        await saveBallot(ctx, actor, sheet, { place: at + 1, marks, revision: null })
      await submitPass(ctx, actor, sheet, null)
    }
  await issued(ctx, people, id)
  await signAll(ctx, people, id)
  await publishSession(ctx, people.chair, id)
  const before = await archiveOf(ctx, people, id)
  await setRetention(ctx, people.first, 'org', 6)
  today = '2026-08-06'
  const words = { reason: 'Hết thời hạn giữ', basis: 'Quyết định số 15-QĐ/ĐU', packets: null }
  await proposeDestruction(ctx, people.first, id, words)
  const made = await confirmDestruction(ctx, people.chair, id)
  const after = await archiveOf(ctx, people, id)
  const once = await signDocument(ctx, people.first, made.id, null)
  await signDocument(ctx, people.chair, once.id, null)
  const archives = { before, after, signed: await archiveOf(ctx, people, id) }
  return { archives, ctx, people, session: id }
}

/** Counted again after it was signed, with a notice and a corrigendum of the second revision. */
async function reopened(dialect: DialectName): Promise<Life> {
  const { ctx, people } = await start(dialect)
  const counting = await countingSession(ctx, people)
  const { id } = counting.session
  const sheet = counting.sheets[0]!.id
  await typed(ctx, people, counting)
  await issued(ctx, people, id)
  await signAll(ctx, people, id)
  const notice = await issueNotice(ctx, people.first, id)
  await signDocument(ctx, people.chair, notice.id, null)
  const before = await archiveOf(ctx, people, id)
  await reopenSession(ctx, people.head, id, REASON)
  const { passes } = await getDifferences(ctx, people.head, sheet)
  const passIds = passes.map((pass) => pass.id)
  for (const passNo of [1, 2])
    await settleDifference(ctx, people.head, sheet, {
      decision: 'return',
      passNo,
      passIds,
      reason: REASON,
    })
  const again = sheetOf(
    counting.roster.ballotKinds[0]!.subjects,
    { collected: 10, valid: 9, invalid: 1 },
    [
      [8, 0, 1, 0],
      [2, 0, 6, 1],
    ],
  )
  for (const actor of [people.first, people.second]) await typeSheet(ctx, actor, sheet, again)
  await issued(ctx, people, id)
  const open = await archiveOf(ctx, people, id)
  await signAll(ctx, people, id)
  for (const make of [issueNotice, issueCorrigendum])
    await signDocument(ctx, people.chair, (await make(ctx, people.first, id)).id, null)
  await publishSession(ctx, people.chair, id)
  const archives = { before, open, corrected: await archiveOf(ctx, people, id) }
  return { archives, ctx, people, session: id }
}

/** The second of two votes whose people were joined with those of the first, and split from them. */
async function joined(dialect: DialectName): Promise<Life> {
  const { ctx, people } = await start(dialect)
  const first = await earlierVote(ctx, people)
  const later = await laterVote(ctx, people)
  const { id } = later.session
  await typeLater(ctx, people, later, [5, 2, 2])
  await issued(ctx, people, id)
  await signAll(ctx, people, id)
  const before = await archiveOf(ctx, people, id)
  const subjects = [later.roster.ballotKinds[0]!.subjects[0]!.id]
  await splitPerson(ctx, people.first, { subjects, reason: 'Khác số hiệu' })
  const split = await archiveOf(ctx, people, id)
  const both = [...subjects, first.roster.ballotKinds[0]!.subjects[0]!.id]
  await joinPersons(ctx, people.first, { subjects: both, reason: 'Cùng số hiệu' })
  const archives = { before, split, joined: await archiveOf(ctx, people, id) }
  return { archives, ctx, people, session: id }
}

/** A real session whose minutes were signed by hand and scanned, one scan replaced by a better one. */
async function byHand(dialect: DialectName): Promise<Life> {
  const { ctx, people } = await start(dialect)
  const counting = await countingSession(ctx, people, { session: { mode: 'real' } })
  const { id } = counting.session
  await typed(ctx, people, counting)
  await issued(ctx, people, id)
  const file = async (name: DocumentName, fields: readonly string[], replaced: string | null) =>
    fileScan(ctx, people.head, (await current(ctx, people, id, name)).id, {
      mediaType: 'image/png',
      bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, fields.length]),
      fields,
      replaces: replaced === null ? null : { scan: replaced, reason: 'Bản trước mờ' },
    })
  const scan = await file('minutes', ['secretary', 'head', 'chair'], null)
  const part = await archiveOf(ctx, people, id)
  await file('minutes', [], scan.id)
  await file('summary', ['chair'], null)
  const archives = { part, signed: await archiveOf(ctx, people, id) }
  return { archives, ctx, people, session: id }
}

/** A rehearsal of two kinds of ballots in three bundles, with a difference the head settled. */
async function twoKinds(dialect: DialectName): Promise<Life> {
  const { ctx, people } = await start(dialect)
  const other = {
    code: 'B',
    title: 'Ban Chấp hành',
    subjects: [{ name: 'Lê Văn Ba', position: 'Ủy viên', block: 'Khối cơ quan' }],
  }
  const counting = await countingSession(ctx, people, { kinds: [...NEW_KINDS, other] })
  const { session, roster } = counting
  const { id } = session
  const [one, two] = roster.ballotKinds
  const ballots = { printed: 12, issued: 10, collected: 10, invalidReasons: null }
  await recordBallots(ctx, people.first, id, [
    { ballotKind: one!.id, ...ballots, sheets: null },
    { ballotKind: two!.id, ...ballots, sheets: [6, 4] },
  ])
  const sheets = await ctx.store.db
    .selectFrom('sheets')
    .select(['id', 'ballots'])
    .where('session_id', '=', id)
    .orderBy('number')
    .execute()
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, sheets[0]!.id, soundSheet(counting))
  const of = (collected: number, high: number) =>
    sheetOf(two!.subjects, { collected, valid: collected, invalid: 0 }, [
      [high, 0, collected - high, 0],
    ])
  await typeSheet(ctx, people.first, sheets[1]!.id, of(6, 5))
  await typeSheet(ctx, people.second, sheets[1]!.id, of(6, 4))
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, sheets[2]!.id, of(4, 4))
  const { passes } = await getDifferences(ctx, people.head, sheets[1]!.id)
  const passIds = passes.map((pass) => pass.id)
  const reason = 'Đã đếm lại trên giấy'
  await settleDifference(ctx, people.head, sheets[1]!.id, {
    decision: 'choose',
    passNo: 2,
    passIds,
    reason,
  })
  await issued(ctx, people, id)
  const fresh = await archiveOf(ctx, people, id)
  await signAll(ctx, people, id)
  const archives = { fresh, signed: await archiveOf(ctx, people, id) }
  return { archives, ctx, people, session: id }
}

/** A real session, its minutes signed on another machine first, then by key files. */
async function external(dialect: DialectName): Promise<Life> {
  const { ctx, people } = await start(dialect)
  const counting = await countingSession(ctx, people, { session: { mode: 'real' } })
  const { id } = counting.session
  await typed(ctx, people, counting)
  await issued(ctx, people, id)
  const { id: document } = await current(ctx, people, id, 'minutes')
  const commonName = people.first.fullName
  const made = await prepareExternal(ctx, people.first, document, { field: null, commonName })
  const signer = signerOf(certificateOf(commonName, AUTHORITY), AUTHORITY)
  const cms = await signCms(signer, Buffer.from(made.digest, 'hex'))
  await completeExternal(ctx, people.first, document, made.preparation, cms)
  const once = await archiveOf(ctx, people, id)
  for (const [name, by] of [
    ['minutes', people.head],
    ['minutes', people.chair],
    ['summary', people.chair],
  ] as const) {
    const key = await keyStoreOf(certificateOf(by.fullName, AUTHORITY))
    await signDocument(ctx, by, (await current(ctx, people, id, name)).id, key)
  }
  const archives = { once, signed: await archiveOf(ctx, people, id) }
  return { archives, ctx, people, session: id }
}

/** Bỏ phiếu tín nhiệm: two levels, chosen by name with a reason. */
async function twoLevels(dialect: DialectName): Promise<Life> {
  const { ctx, people } = await start(dialect)
  const counting = await twoLevelSession(ctx, people)
  const { id } = counting.session
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, twoLevelSheet(counting))
  await issued(ctx, people, id)
  await signAll(ctx, people, id)
  return { archives: { signed: await archiveOf(ctx, people, id) }, ctx, people, session: id }
}

/** A plain real session signed by everybody. */
async function plain(dialect: DialectName): Promise<Life> {
  const { ctx, people } = await start(dialect)
  const id = await signedSession(ctx, people, 'real', AUTHORITY)
  return { archives: { signed: await archiveOf(ctx, people, id) }, ctx, people, session: id }
}

/** Every life of a session that an archive has to tell of. */
export const LIVES = {
  plain,
  destroyed,
  reopened,
  joined,
  byHand,
  twoKinds,
  external,
  twoLevels,
} as const satisfies Readonly<Record<string, (dialect: DialectName) => Promise<Life>>>
