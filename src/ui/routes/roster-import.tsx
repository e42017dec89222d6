import { Hono } from 'hono'
import {
  type RosterFile,
  type RosterPreview,
  type RosterProof,
  importRoster,
  previewRosterImport,
  proveRoster,
  proveRosterFile,
} from '../../actions/roster-imports.ts'
import { getSession } from '../../actions/sessions.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import * as schemas from '../../http/import-schemas.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { type SentForm, type Typed, readForm, textOf } from '../forms/form.ts'
import {
  carriedText,
  importedBytes,
  importChoiceOf,
  importPlace,
  isChoice,
  mappingTyped,
} from '../forms/import-form.ts'
import { type Refusal, refusalFrom } from '../forms/refusal.ts'
import { RosterImportPage } from '../pages/roster-import.tsx'
import { RosterProofPage } from '../pages/roster-proof.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { type SessionRequest, sessionToRecord } from './session-form.ts'

/** The list of people from a file, and the list with its fingerprint for paper. */
export function rosterImportPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/roster/import', asks('edit_session'), (c) => showChoice(ctx, c))
    .post('/sessions/:id/roster/import', asks('edit_session'), async (c) => {
      await sessionToRecord(ctx, c, 'edit_session')
      const sent = await readForm(c)
      const read: { bytes?: Uint8Array } = {}
      const refusal = await refusalFrom(async () => {
        read.bytes = await importedBytes(sent)
      })
      if (!read.bytes) return showChoice(ctx, c, sent, refusal)
      return answerFile(ctx, c, sent, read.bytes)
    })
    .get('/sessions/:id/roster/fingerprint', asks('read_session'), async (c) => {
      const { session } = await getSession(ctx, actorOf(c), c.req.param('id'))
      const proof = await proveRoster(ctx, actorOf(c), session.id)
      return show(c, <RosterProofPage {...{ visitor: visitorOf(c), session, proof }} stored />)
    })
}

/** What came of a request: where to go, or a list to print. */
type Done = { to?: string; notice?: string; proof?: RosterProof }

/** Imports or prints the file when asked to; else, and when that is refused, shows what it would do. */
async function answerFile(ctx: Context, c: SessionRequest, sent: SentForm, bytes: Uint8Array) {
  const { typed } = sent
  const chosen: { file: RosterFile } = { file: { bytes } }
  const done: Done = {}
  const refused = await refusalFrom(async () => {
    chosen.file = { bytes, ...importChoiceOf(typed) }
    if (typed.do === 'print')
      done.proof = await proveRosterFile(ctx, actorOf(c), c.req.param('id'), chosen.file)
    if (typed.do === 'import') Object.assign(done, await stored(ctx, c, typed, chosen.file))
  }, importPlace(typed))
  if (done.to) return sendOn(c, done.to, done.notice)
  const found = await sessionToRecord(ctx, c, 'edit_session')
  const { session, visitor } = found
  if (done.proof) {
    const props = { visitor, session, proof: done.proof, stored: false }
    return show(c, <RosterProofPage {...props} />)
  }
  const read: { preview?: RosterPreview } = {}
  const unreadable = await refusalFrom(async () => {
    read.preview = await previewRosterImport(ctx, actorOf(c), session.id, chosen.file)
  })
  const { preview } = read
  if (!preview) return showChoice(ctx, c, sent, unreadable)
  const shown = { preview, content: carriedText(bytes) }
  const fields = {
    ...kindsTyped(preview),
    ...(refused && isChoice(typed) ? typed : mappingTyped(preview.sheets)),
  }
  const refusal = refused && withoutLines(refused)
  const props = { ...found, regime: found.regime.regime, shown, typed: fields, refusal }
  return show(c, <RosterImportPage {...props} />, refusal?.status)
}

async function stored(
  ctx: Context,
  c: SessionRequest,
  typed: Typed,
  file: RosterFile,
): Promise<Done> {
  const id = c.req.param('id')
  const { groups } = checked(schemas.typedGroups, {
    groups: `${textOf(typed, 'groups.0')} ${textOf(typed, 'groups.1')}`,
  })
  const { roster } = await importRoster(ctx, actorOf(c), id, {
    ...file,
    digest: textOf(typed, 'digest'),
    challenge: textOf(typed, 'challenge'),
    groups,
  })
  const leftOut = roster.ballotKinds.some((kind) => kind.leftOut.length > 0)
  return { to: `/sessions/${id}`, notice: leftOut ? 'roster_saved_left_out' : 'roster_imported' }
}

async function showChoice(ctx: Context, c: SessionRequest, sent?: SentForm, refusal?: Refusal) {
  const found = await sessionToRecord(ctx, c, 'edit_session')
  const props = { ...found, regime: found.regime.regime, typed: sent?.typed ?? {}, refusal }
  return show(c, <RosterImportPage {...props} />, refusal?.status)
}

function kindsTyped({ ballotKinds }: RosterPreview): Typed {
  return Object.fromEntries(
    ballotKinds.flatMap(({ code, title }, at) => [
      [`kinds.${at}.code`, code],
      [`kinds.${at}.title`, title],
    ]),
  )
}

/** The refusal without what the preview says itself. */
function withoutLines(refusal: Refusal): Refusal {
  return {
    ...refusal,
    faults: refusal.faults.filter(({ field }) => /^(?:sheets|kinds|groups)\b/.test(field)),
  }
}
