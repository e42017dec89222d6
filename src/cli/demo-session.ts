import { type NewAccount, createAccount } from '../actions/accounts.ts'
import { issueDocuments, listDocuments } from '../actions/documents.ts'
import { recordBallots } from '../actions/ballots.ts'
import { takePass } from '../actions/entries.ts'
import { logIn, whoIs } from '../actions/log-in.ts'
import { createOrganisation } from '../actions/organisations.ts'
import { computeOutcome } from '../actions/outcome.ts'
import { changePassword } from '../actions/own-password.ts'
import { closeSession } from '../actions/closing.ts'
import { getDifferences, settleDifference } from '../actions/reconcile.ts'
import { getPreparation, recordSteps, recordTiming } from '../actions/preparation.ts'
import { saveRoster } from '../actions/rosters.ts'
import * as sessions from '../actions/sessions.ts'
import * as steps from '../actions/session-steps.ts'
import { setUp } from '../actions/setup.ts'
import { fieldFor, signDocument } from '../actions/signing.ts'
import { submitPass } from '../actions/submissions.ts'
import type { Context } from '../context.ts'
import type { Difference, SheetCounts } from '../domain/entry.ts'
import type { Role } from '../domain/roles.ts'
import type { Roster } from '../domain/roster.ts'
import { word } from '../messages/message.ts'
import { type Account, listAccounts } from '../storage/accounts.ts'
import type { StoredDocument } from '../storage/documents.ts'
import type { DemoFiles } from './demo-files.ts'

/** Tells one step as it is done. */
export type Say = (step: string, told?: Readonly<Record<string, unknown>>) => void

export type LogIn = { readonly account: Account; readonly password: string }

/** Sets the program up: the organisation of the files, its administrator, and an account for each person. */
export async function seatPeople(
  ctx: Context,
  files: DemoFiles,
  say: Say,
): Promise<readonly LogIn[]> {
  const { organisation } = files.session
  const passwordOf = new Map(files.accounts.map((each) => [each.username, ctx.newCode(16)]))
  const password = (username: string) => passwordOf.get(username)!
  const admin = files.accounts.find((each) => each.role === 'admin')!
  await setUp(ctx, {
    code: ctx.setupCode ?? '',
    organisation: organisation.superior ?? organisation.name,
    side: organisation.side,
    username: admin.username,
    fullName: admin.fullName,
    password: password(admin.username),
  })
  const actor = (await listAccounts(ctx.store.db))[0]!
  const made = await createOrganisation(ctx, actor, { ...organisation, parent: actor.organisation })
  say('organisation', { name: made.name })
  for (const each of files.accounts.filter((account) => account.role !== 'admin'))
    await seat(ctx, actor, { ...each, organisation: made.id, password: password(each.username) })
  say('accounts', { count: files.accounts.length })
  const accounts = await listAccounts(ctx.store.db)
  return accounts.map((account) => ({ account, password: password(account.username) }))
}

/** An account whose owner has changed the password that was given out. */
async function seat(ctx: Context, admin: Account, person: NewAccount): Promise<void> {
  const { username, password } = person
  const given = ctx.newCode(16)
  await createAccount(ctx, admin, { ...person, password: given })
  const { token } = await logIn(ctx, { username, password: given })
  const who = await whoIs(ctx, token)
  if (!who) throw new Error(`${username} could not log in`)
  await changePassword(ctx, who, token, { current: null, password })
}

/** Holds the session of the files, from the roster to signed documents; its id and the documents. */
export async function holdSession(
  ctx: Context,
  files: DemoFiles,
  people: readonly Account[],
  say: Say,
): Promise<{ session: string; documents: readonly StoredDocument[] }> {
  const the = (role: Role) => people.find((each) => each.role === role)!
  const { session, roster } = await prepare(ctx, files, the, say)
  await enterSheets(ctx, files, people, roster, say)
  await closeSession(ctx, the('head'), session)
  say('closed')
  const { subjects } = await computeOutcome(ctx, the('head'), session)
  say('computed', { subjects: subjects.length, bands: bandsOf(subjects) })
  for (const { name, sha256 } of await issueDocuments(ctx, the('head'), session))
    say('issued', { name: word('documents', name), sha256 })
  for (const role of ['secretary', 'head', 'chair'] as const)
    await signAll(ctx, the(role), session, say)
  const documents = await listDocuments(ctx, the('auditor'), session)
  return { session, documents: documents.filter((each) => each.current) }
}

type The = (role: Role) => Account

async function prepare(
  ctx: Context,
  files: DemoFiles,
  the: The,
  say: Say,
): Promise<{ session: string; roster: Roster }> {
  const { session: file } = files
  const secretary = the('secretary')
  const made = await sessions.createSession(ctx, secretary, file.session)
  say('session', { shortId: made.shortId, regime: made.regime, sha256: made.regimeSha256 })
  const roster = await saveRoster(ctx, secretary, made.id, file.ballotKinds)
  await sessions.recordVoters(ctx, secretary, made.id, file.voters)
  await sessions.recordMinutesFacts(ctx, secretary, made.id, file.minutesFacts)
  await steps.freezeRoster(ctx, secretary, made.id)
  const subjects = roster.ballotKinds.flatMap((kind) => kind.subjects)
  const leftOut = roster.ballotKinds.flatMap((kind) => kind.leftOut)
  const kinds = roster.ballotKinds.length
  say('roster', { subjects: subjects.length, kinds, leftOut: leftOut.length })
  await recordProcedure(ctx, secretary, made.id, file, say)
  await steps.openCounting(ctx, the('head'), made.id)
  say('quorum', file.voters)
  const records = file.ballots.map(({ code, ...record }) => ({
    ...record,
    ballotKind: roster.ballotKinds.find((kind) => kind.code === code)!.id,
  }))
  await recordBallots(ctx, secretary, made.id, records)
  const sum = (counts: readonly (number | null)[]) =>
    counts.reduce<number>((all, one) => all + (one ?? 0), 0)
  say('ballots', {
    issued: sum(records.map((each) => each.issued)),
    collected: sum(records.map((each) => each.collected)),
    sheets: records.flatMap((each) => each.sheets ?? []).length,
  })
  return { session: made.id, roster: (await sessions.getSession(ctx, secretary, made.id)).roster }
}

async function recordProcedure(
  ctx: Context,
  secretary: Account,
  id: string,
  { timing, steps: done }: DemoFiles['session'],
  say: Say,
): Promise<void> {
  await recordTiming(ctx, secretary, id, timing)
  const before = await getPreparation(ctx, secretary, id)
  const records = before.steps.flatMap(({ rule, missing }) =>
    (rule.per === 'person' ? missing : [null]).flatMap((subject, at) =>
      done
        .filter((each) => each.step === rule.id)
        .map(({ step, doneOn, file }) => ({
          step,
          subject,
          doneOn,
          file: file?.replace('{n}', String(at + 1).padStart(2, '0')) ?? null,
        })),
    ),
  )
  await recordSteps(ctx, secretary, id, records)
  const { warnings } = await getPreparation(ctx, secretary, id)
  say('procedure', { records: records.length, warnings: warnings.length })
}

async function enterSheets(
  ctx: Context,
  files: DemoFiles,
  people: readonly Account[],
  roster: Roster,
  say: Say,
): Promise<void> {
  const placed = roster.ballotKinds.flatMap((kind) => kind.sheets.map((sheet) => ({ kind, sheet })))
  for (const pass of files.passes) {
    const { kind, sheet } = placed.find((each) => each.sheet.number === pass.sheet)!
    const typist = people.find((each) => each.username === pass.account)!
    const { collected, valid, invalid, marks } = pass
    const rows = kind.subjects.map(({ id }, at) => {
      const [high, medium, low, spoilt] = marks[at]!
      return { subject: id, high, medium, low, invalid: spoilt }
    })
    const counts: SheetCounts = { collected, valid, invalid, rows }
    await takePass(ctx, typist, sheet.id)
    const { state } = await submitPass(ctx, typist, sheet.id, counts)
    const told = { sheet: sheet.number, typist: typist.fullName, state: word('sheetStates', state) }
    say('pass', told)
    if (state === 'different') await settle(ctx, people, sheet.id, kind, say)
  }
}

async function settle(
  ctx: Context,
  people: readonly Account[],
  sheet: string,
  kind: Roster['ballotKinds'][number],
  say: Say,
): Promise<void> {
  const head = people.find((each) => each.role === 'head')!
  const { number, passes, cells } = await getDifferences(ctx, head, sheet)
  await settleDifference(ctx, head, sheet, {
    decision: 'choose',
    passNo: 1,
    passIds: passes.map((pass) => pass.id),
    reason: 'Đối chiếu lại phiếu giấy của tập, lượt 1 đúng',
  })
  const where = cells.map((cell) => cellText(cell, kind)).join('; ')
  say('difference', { sheet: number, cells: cells.length, where, passNo: 1 })
}

function cellText({ path, values }: Difference, kind: Roster['ballotKinds'][number]): string {
  const [, , row, column = ''] = path.split('/')
  const name = kind.subjects[Number(row)]?.name ?? ''
  const counts = values.map((each) => each.value ?? '–').join('≠')
  return `${name}, ${word('levels', column).toLowerCase()}: ${counts}`
}

function bandsOf(subjects: readonly { band: string; provision: string | null }[]): string {
  const banded = subjects.filter((each) => each.provision !== null)
  const named = banded.map((each) => `${word('bands', each.band)} (${each.provision})`)
  return [`${subjects.length - banded.length} người không thuộc mức nào`, ...named].join('; ')
}

async function signAll(ctx: Context, signer: Account, session: string, say: Say): Promise<void> {
  for (const document of await listDocuments(ctx, signer, session)) {
    const field = fieldFor(signer, document)
    if (!document.current || !field) continue
    const { name, version } = await signDocument(ctx, signer, document.id, null)
    const told = { name: word('documents', name), field: word('fields', field) }
    say('signed', { ...told, version: `bản ${version}` })
  }
}
