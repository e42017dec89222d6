import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { FormName } from '../domain/proceedings.ts'
import { rulesOf } from '../domain/regime.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import type { FormInput } from '../reports/render.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'

/** A printed form, made anew each time it is asked for and kept nowhere. */
export type Form = { readonly bytes: Uint8Array; readonly fileName: string }

/**
 * The criteria of the session's regulation as a sheet to be printed for the voters, or as the organisation's
 * `own` paper of them. `not_found` when the regulation has none.
 *
 * @law 96-qd-tw-2023 Điều 5
 */
export async function getCriteriaSheet(
  ctx: Context,
  actor: Actor,
  id: string,
  own?: OwnPaper,
): Promise<Form> {
  const stored = await getSession(ctx, actor, id)
  if (rulesOf(stored.regime.regime, 'criterion').length === 0)
    throw new AppError('not_found', { what: 'criteria' })
  return printForm(ctx, stored.session, 'criteria', conferenceOf(stored), { own })
}

/** A table of many sessions is named by its days instead, a record by its person; a report is more than its paper. */
type SessionForm = Exclude<FormName, 'consolidated' | 'person_record' | 'activity_report'>

const FILE_NAMES = {
  criteria: 'tieu-chi',
  tally_sheet: 'bang-ke-phieu',
  zero_report: 'bao-cao-so-0',
  entry_log: 'nhat-ky-nhap-phieu',
  ballot: 'phieu-tin-nhiem',
  extract: 'trich-ket-qua',
  procedure: 'bang-kiem-quy-trinh',
  role_cards: 'the-viec',
} as const satisfies Record<SessionForm, string>

/** How a form is printed: on half a sheet, or as an organisation's own paper. */
type Printing = { readonly half?: boolean; readonly own?: OwnPaper | undefined }

/** The form of that name about the session; `glyph_missing` as of `renderForm`. */
export async function printForm<Name extends SessionForm>(
  ctx: Context,
  { shortId }: Session,
  form: Name,
  known: FormInput<Name>['known'],
  { half = false, own }: Printing = {},
): Promise<Form> {
  const identity = { form, session: shortId, createdAt: ctx.now(), programVersion: ctx.version }
  const bytes = await ctx.pdf.renderForm({ known, identity, half, paper: own?.name })
  return { bytes, fileName: `${own?.name ?? FILE_NAMES[form]}-${shortId}.pdf` }
}
