import { recordBallots } from '../../src/actions/ballots.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { openThread, settleThread, writeComment } from '../../src/actions/comments.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { saveBallot } from '../../src/actions/drafts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { prepareExternal } from '../../src/actions/external-signing.ts'
import { openHall } from '../../src/actions/halls.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { previewPassImport } from '../../src/actions/pass-imports.ts'
import { recognisePerson } from '../../src/actions/persons.ts'
import { drawRecheck } from '../../src/actions/rechecks.ts'
import { getPreparation } from '../../src/actions/preparation.ts'
import { previewRosterImport } from '../../src/actions/roster-imports.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { fileScan } from '../../src/actions/scans.ts'
import { createSession, recordVoters } from '../../src/actions/sessions.ts'
import { sheetCodesOf } from '../../src/actions/sheet-codes.ts'
import { getUses } from '../../src/actions/uses.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { Asked } from '../../src/domain/final-act.ts'
import type { StepRecord } from '../../src/domain/procedure.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { Roster } from '../../src/domain/roster.ts'
import type { SessionState } from '../../src/domain/session.ts'
import { insertPassAuthor, insertPass } from '../../src/storage/sheets.ts'
import { findRoster } from '../../src/storage/roster.ts'
import { findSession, updateRevision, updateState } from '../../src/storage/sessions.ts'
import { type People, seatPeople } from '../support/context.ts'
import { NEW_KINDS, NEW_SESSION, VOTERS } from '../support/session.ts'
import { countingSession, recordConditions, soundSheet, typeSheet } from '../support/session.ts'
import { confirmation } from './entry-confirmation.ts'
import {
  awaitTimestamp,
  barSomebody,
  closingOf,
  correctFigures,
  signedElsewhere,
} from './permission-extras.ts'
import { buildIdentities } from './permission-identities.ts'

/** One session with its ids; where there are no sheets yet, `sheet` is none. */
export type Place = {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly sheet: string
  readonly passIds: readonly string[]
  readonly counts: SheetCounts
}

/** Each brought to where some routes have their place; in the test all of them stand in one state at a time. */
export const PLACES = [
  'listed', // a list, every step before counting done
  'typing', // a sheet that the first secretary types, its second pass free
  'ballots', // the same, paper by paper
  'differing', // two passes that differ
  'judging', // the same, one of them by the head
  'warned', // everything typed, a warning open, a second look asked for
  'drawn', // the second look drawn
  'sound', // everything typed
  'paired', // the same, its closing waits for a second person
  'computed', // with its result
  'corrected', // the same after documents with other figures
  'signable', // a real session without figures, its minutes signed elsewhere
  'counted', // with result, documents, scan and a signature prepared
] as const
export type PlaceName = (typeof PLACES)[number]

export type Scene = {
  readonly places: Readonly<Record<PlaceName, Place>>
  readonly document: string
  readonly summary: string
  readonly scan: string
  readonly preparation: string
  readonly person: string
  /** Somebody of the same name as the second one listed, in another organisation. */
  readonly namesake: string
  readonly hall: string
  readonly code: string
  readonly use: string
  /** Whom it is about: somebody in the lowest band. */
  readonly low: string
  readonly passImport: Readonly<Record<string, string>>
  readonly rosterImport: Readonly<Record<string, string>>
  /** An account that is barred. */
  readonly barred: string
  /** A step of the procedure that is not recorded yet. */
  readonly step: StepRecord
  /** The closing of the paired place, as it is confirmed. */
  readonly closing: Asked & { readonly digest: string }
  /** The minutes of the signable place: their id, signed elsewhere, and what a prepared signature comes back as. */
  readonly elsewhere: Awaited<ReturnType<typeof signedElsewhere>>
}

export const PASTED =
  'Số phiếu thu về: 10\nSố phiếu hợp lệ: 9\nSố phiếu không hợp lệ: 1\n' +
  'TT;Họ và tên;TNC;TN;TNT;KHL\n1;Nguyễn Văn Một;7;1;1;0\n2;Trần Thị Hai;2;0;6;1\n'
export const PASTED_ROSTER = 'TT;Họ và tên;Chức vụ\n1;Uỷ Thuỷ;Bí thư\n2;An Ân;Phó Bí thư\n'
export const ROSTER_KINDS = [{ key: '', code: 'A', title: 'Ban Thường vụ' }]
export const PDF = new TextEncoder().encode('%PDF-1.7\n%%EOF\n')
/** The text as a form brings it. */
export const bytesOf = (text: string) => new TextEncoder().encode(text.replaceAll('\n', '\r\n'))

/** Builds the places, in the first people's organisation. */
export async function buildScene(ctx: Context, people: People): Promise<Scene> {
  const far = await seatPeople(ctx, 'far')
  const { id: elsewhere } = await createSession(ctx, far.first, NEW_SESSION)
  const others = (await saveRoster(ctx, far.first, elsewhere, NEW_KINDS)).ballotKinds[0]!.subjects
  await buildIdentities(ctx, people)
  const { hall, ...counting } = await buildPlaces(ctx, people, others[0]!.id)
  const signable = await signedElsewhere(ctx, people)
  await talkAbout(ctx, people, counting.sound.id)
  const places = { ...counting, signable: { ...counting.listed, id: signable.session } }
  const { id } = places.counted
  const [document, summary] = await issueDocuments(ctx, people.head, id)
  await awaitTimestamp(ctx, id)
  const scanned = { mediaType: 'application/pdf', bytes: PDF, replaces: null } as const
  const fields = ['chair']
  const scan = await fileScan(ctx, people.head, summary!.id, { ...scanned, fields })
  const wish = { field: 'secretary', commonName: 'Thư Ký Thứ Nhất' }
  const prepared = await prepareExternal(ctx, people.first, document!.id, wish)
  const person = await ctx.store.db
    .selectFrom('subjects')
    .select('person_id')
    .where('id', '=', places.counted.subject)
    .executeTakeFirstOrThrow()
  const uses = await getUses(ctx, people.committee, id)
  const low = uses.people.find(({ followUps }) => followUps.length > 0)!
  return {
    places,
    document: document!.id,
    summary: summary!.id,
    scan: scan.id,
    preparation: prepared.preparation,
    person: person.person_id!,
    namesake: others[1]!.id,
    hall,
    code: await codeOf(ctx, places.typing.id),
    use: low.followUps[0]!.rule.id,
    low: low.subject.id,
    ...(await importsOf(ctx, people, places)),
    barred: await barSomebody(ctx, people.first.organisation),
    step: await openStep(ctx, people, places.listed),
    closing: await closingOf(ctx, people, places.paired.id),
    elsewhere: signable,
  }
}

/** A thread that goes on, and one that is settled. */
async function talkAbout(ctx: Context, { auditor, first }: People, session: string) {
  const asked = { about: { kind: 'session', id: null }, text: 'Vì sao?' } as const
  const place = await openThread(ctx, auditor, session, asked)
  await writeComment(ctx, first, place, { text: 'Vì thế.', seen: 1 })
  await settleThread(ctx, auditor, await openThread(ctx, auditor, session, asked), { seen: 1 })
}

async function openStep(ctx: Context, { first }: People, { id }: Place): Promise<StepRecord> {
  const { steps, session } = await getPreparation(ctx, first, id)
  const { rule } = steps.find((each) => each.rule.per !== 'person' && each.done.length === 0)!
  return { step: rule.id, subject: null, doneOn: session.heldOn, file: null }
}

async function importsOf(ctx: Context, people: People, places: Scene['places']) {
  const { first } = people
  const pass = { bytes: bytesOf(PASTED) }
  const passShown = await previewPassImport(ctx, first, places.typing.sheet, pass)
  const roster = { bytes: bytesOf(PASTED_ROSTER), kinds: ROSTER_KINDS }
  const rosterShown = await previewRosterImport(ctx, first, places.listed.id, roster)
  return {
    passImport: confirmation(JSON.stringify(passShown)),
    rosterImport: confirmation(JSON.stringify(rosterShown)),
  }
}

async function codeOf(ctx: Context, id: string): Promise<string> {
  const session = await findSession(ctx.store.db, id)
  return sheetCodesOf(session!, await findRoster(ctx.store.db, id)).get(1)!
}

async function buildPlaces(ctx: Context, people: People, elsewhere: string) {
  const { first, second, head } = people
  const counting = async (
    session = {},
    prepare?: (id: string, roster: Roster) => Promise<unknown>,
  ) => countingSession(ctx, people, { session, ...(prepare ? { prepare } : {}) })
  type Opened = Awaited<ReturnType<typeof counting>>
  const typed = async (opened: Opened, slip = 0, by: readonly Actor[] = [first, second]) => {
    const sound = soundSheet(opened)
    const [top, ...rest] = sound.rows
    const slipped = { ...sound, rows: [{ ...top!, high: 7 - slip, medium: 1 + slip }, ...rest] }
    for (const [at, typist] of by.entries())
      await typeSheet(ctx, typist, opened.sheets[0]!.id, at === 0 ? sound : slipped)
    return opened
  }
  const placeOf = async ({ session, roster, sheets }: Opened): Promise<Place> => {
    const kind = roster.ballotKinds[0]!
    const sheet = sheets[0]!.id
    const passes = ctx.store.db
      .selectFrom('entry_passes')
      .select('id')
      .where('sheet_id', '=', sheet)
    const passIds = (await passes.orderBy('pass_no').execute()).map((each) => each.id)
    const subject = kind.subjects[0]!.id
    const counts = soundSheet({ roster })
    return { id: session.id, kind: kind.id, subject, sheet, passIds, counts }
  }
  const typing = await counting()
  await takePass(ctx, first, typing.sheets[0]!.id)
  const { token: hall } = await openHall(ctx, head, typing.session.id)
  const ballots = await counting({ entryMode: 'ballots' })
  await takePass(ctx, first, ballots.sheets[0]!.id)
  await saveBallot(ctx, first, ballots.sheets[0]!.id, { place: 1, marks: '12', revision: 0 })
  const judging = await typed(await counting(), 0, [first])
  await typeAsHead(ctx, head, judging)
  const warned = await typed(await counting({ recheckSize: 1 }))
  const record = { printed: 12, issued: 11, collected: 10, invalidReasons: null, sheets: null }
  const ballotKind = warned.roster.ballotKinds[0]!.id
  await recordBallots(ctx, first, warned.session.id, [{ ballotKind, ...record }])
  const drawn = await typed(await counting({ recheckSize: 1 }))
  await drawRecheck(ctx, head, drawn.session.id, '3 5 1')
  const [computed, corrected] = [await typed(await counting()), await typed(await counting())]
  const counted = await typed(
    await counting({}, async (id, { ballotKinds }) => {
      const subject = ballotKinds[0]!.subjects[0]!.id
      await recognisePerson(ctx, first, id, { subject, other: elsewhere, same: true })
    }),
  )
  for (const { session } of [computed, corrected, counted]) {
    await closeSession(ctx, head, session.id)
    await computeOutcome(ctx, head, session.id)
  }
  await correctFigures(ctx, people, await placeOf(corrected))
  return {
    hall,
    listed: await listedOnly(ctx, people),
    typing: await placeOf(typing),
    ballots: await placeOf(ballots),
    differing: await placeOf(await typed(await counting(), 1)),
    judging: await placeOf(judging),
    warned: await placeOf(warned),
    drawn: await placeOf(drawn),
    sound: await placeOf(await typed(await counting())),
    paired: await placeOf(await typed(await counting())),
    computed: await placeOf(computed),
    corrected: await placeOf(corrected),
    counted: await placeOf(counted),
  }
}

async function listedOnly(ctx: Context, { first }: People): Promise<Place> {
  const { id } = await createSession(ctx, first, NEW_SESSION)
  const roster = await saveRoster(ctx, first, id, NEW_KINDS)
  await recordVoters(ctx, first, id, VOTERS)
  await recordConditions(ctx, first, id)
  const kind = roster.ballotKinds[0]!
  const subject = kind.subjects[1]!.id
  return { id, kind: kind.id, subject, sheet: 'none', passIds: [], counts: soundSheet({ roster }) }
}

/** What no route lets happen: the head typed a pass before becoming head. */
async function typeAsHead(
  ctx: Context,
  head: Actor,
  opened: Parameters<typeof soundSheet>[0] & { sheets: readonly { id: string }[] },
) {
  const sheet = opened.sheets[0]!.id
  const counts = soundSheet(opened)
  const pass = { id: ctx.newId(), passNo: 2, account: head.account }
  await ctx.store.db.transaction().execute(async (trx) => {
    await insertPassAuthor(trx, sheet, pass)
    await insertPass(trx, sheet, { ...pass, counts: { ...counts, valid: 10 } }, ctx.now())
  })
}

/** Puts every place into the state; `again` as after a closed session was opened again. */
export async function setStates(
  ctx: Context,
  { places }: Scene,
  state: SessionState,
  again: boolean,
): Promise<void> {
  await ctx.store.db.transaction().execute(async (trx) => {
    for (const { id } of Object.values(places)) {
      await updateState(trx, id, state)
      if (again) await updateRevision(trx, id, 2)
    }
  })
}
