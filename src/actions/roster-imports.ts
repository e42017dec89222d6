import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { ImportedFile } from '../domain/journal.ts'
import { type Roster, officialsOf } from '../domain/roster.ts'
import { AppError } from '../errors.ts'
import type { TableMapping } from '../formats/column-mapping.ts'
import { hiddenGroups, rosterFingerprint } from '../formats/fingerprint.ts'
import { type ImportFault, type ImportPlace, hasFaults } from '../formats/import-fault.ts'
import { readRosterTable } from '../formats/roster-table.ts'
import type { SheetLook } from '../formats/sheet-look.ts'
import { readWorkbook } from '../formats/spreadsheet.ts'
import { commit } from '../storage/commit.ts'
import { findRoster } from '../storage/roster.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { refuseFaults } from './import-refusal.ts'
import { type NamedKind, composeKinds } from './roster-kinds.ts'
import { type NewBallotKind, saveRoster } from './rosters.ts'

/** A file as uploaded, or text as pasted, and how the user says it is to be read. */
export type RosterFile = {
  readonly bytes: Uint8Array
  readonly mappings?: readonly TableMapping[] | undefined
  /** Signs and titles for the ballot kinds found, by their key. */
  readonly kinds?: readonly NamedKind[] | undefined
}

/** What an import would make of the session's roster. Only what is `clean` can be imported. */
export type RosterPreview = ImportedFile & {
  readonly sheets: readonly SheetLook[]
  /** The key of each ballot kind, by which the user can name it, in the order of the kinds. */
  readonly keys: readonly string[]
  readonly ballotKinds: readonly NewBallotKind[]
  /** Where each person of each kind stands in the file. */
  readonly places: readonly (readonly ImportPlace[])[]
  readonly faults: readonly ImportFault[]
  readonly clean: boolean
  /** The groups of the roster's fingerprint, with `null` for those to be typed from paper. */
  readonly fingerprint: readonly (string | null)[]
  /** Says which groups are hidden; random for each preview, to be sent along with the import. */
  readonly challenge: string
  /** Stands for the file and the roster shown; to be sent along with the import. */
  readonly digest: string
}

const CHALLENGE_LENGTH = 20

/**
 * What the file would make of the roster, with its fingerprint but for two groups. Nothing is stored.
 * Refusals: those of `readWorkbook` and `saveRoster`.
 */
export async function previewRosterImport(
  ctx: Context,
  actor: Actor,
  id: string,
  file: RosterFile,
): Promise<RosterPreview> {
  const read = await compose(ctx, actor, id, file)
  const { challenge, hidden } = newChallenge(ctx)
  const groups = rosterFingerprint(read.ballotKinds)
  return {
    ...read,
    fingerprint: groups.map((group, at) => (hidden.includes(at) ? null : group)),
    challenge,
  }
}

/** What the preview showed, and the two hidden groups as read from paper, in their order. */
export type ConfirmedRoster = RosterFile & {
  readonly digest: string
  readonly challenge: string
  readonly groups: readonly [string, string]
}

/** The roster as stored, with its whole fingerprint to be printed. */
export type ImportedRoster = { readonly roster: Roster; readonly fingerprint: readonly string[] }

/**
 * Replaces the session's roster by the file's, when the groups typed are those of its fingerprint.
 * Refusals: as of the preview, `import_faults` {issues}, `import_changed`; `fingerprint_wrong`, which is
 * recorded with the file's hash.
 */
export async function importRoster(
  ctx: Context,
  actor: Actor,
  id: string,
  { digest, challenge, groups, ...file }: ConfirmedRoster,
): Promise<ImportedRoster> {
  const { faults, ballotKinds, fileSha256, source, ...read } = await compose(ctx, actor, id, file)
  refuseFaults(faults)
  const hidden = hiddenGroups(challenge)
  if (read.digest !== digest || !hidden) throw new AppError('import_changed', {})
  const fingerprint = rosterFingerprint(ballotKinds)
  const imported = { fileSha256, source }
  if (hidden.some((place, at) => fingerprint[place] !== groups[at]?.trim().toLowerCase())) {
    const reason = 'fingerprint_wrong'
    await commit(ctx.store, { actor, at: ctx.now() }, async (_, record) => {
      record({ type: 'roster_import_refused', session: id, reason, ...imported })
    })
    throw new AppError(reason, { groups: hidden.map((place) => place + 1) })
  }
  const whole = fingerprint.join(' ')
  const roster = await saveRoster(ctx, actor, id, ballotKinds, { ...imported, fingerprint: whole })
  return { roster, fingerprint }
}

/** A list with its whole fingerprint, to be printed and compared with the list that was decided on. */
export type RosterProof = {
  readonly ballotKinds: readonly NewBallotKind[]
  readonly fingerprint: readonly string[]
}

/** The list in the file as it would be stored. Refusals: as of the preview, `import_faults` {issues}. */
export async function proveRosterFile(
  ctx: Context,
  actor: Actor,
  id: string,
  file: RosterFile,
): Promise<RosterProof> {
  const { faults, ballotKinds } = await compose(ctx, actor, id, file)
  refuseFaults(faults)
  return { ballotKinds, fingerprint: rosterFingerprint(ballotKinds) }
}

/** The stored list with its fingerprint; `not_found` while there is none. */
export async function proveRoster(ctx: Context, actor: Actor, id: string): Promise<RosterProof> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'read_session')
  const stored = (await findRoster(db, id)).ballotKinds
  if (stored.length === 0) throw new AppError('not_found', { what: 'roster' })
  const ballotKinds = stored.map((kind) => ({
    code: kind.code,
    title: kind.title,
    subjects: officialsOf(kind),
  }))
  return { ballotKinds, fingerprint: rosterFingerprint(ballotKinds) }
}

async function compose(
  ctx: Context,
  actor: Actor,
  id: string,
  { bytes, mappings, kinds: named = [] }: RosterFile,
): Promise<Omit<RosterPreview, 'fingerprint' | 'challenge'>> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'edit_session') // before anything of the file is looked at
  const workbook = await readWorkbook(bytes)
  const read = readRosterTable(workbook, mappings)
  const stored = (await findRoster(db, id)).ballotKinds
  const made = composeKinds(read.kinds, named, stored, ctx.reports.fonts)
  const faults = [...read.faults, ...made.faults]
  const fileSha256 = sha256(bytes)
  return {
    fileSha256,
    source: workbook.source,
    sheets: read.sheets,
    keys: read.kinds.map(({ key }) => key),
    ballotKinds: made.ballotKinds,
    places: read.kinds.map(({ people }) => people.map(({ place }) => place)),
    faults,
    clean: !hasFaults(faults),
    digest: sha256(
      `tin-nhiem/roster-import@1\n${JSON.stringify([id, fileSha256, made.ballotKinds])}`,
    ),
  }
}

function newChallenge(ctx: Context): { challenge: string; hidden: readonly [number, number] } {
  for (;;) {
    const challenge = ctx.newCode(CHALLENGE_LENGTH)
    const hidden = hiddenGroups(challenge)
    if (hidden) return { challenge, hidden }
  }
}
