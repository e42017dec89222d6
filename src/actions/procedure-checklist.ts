import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import { rulesOf } from '../domain/regime.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { listSteps } from '../storage/procedure.ts'
import { listAuthorNames } from './authors.ts'
import { type Form, printForm } from './forms.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'

/**
 * Bảng kiểm quy trình: the checklist of the preparation page on paper, or the organisation's `own` paper of it.
 * `not_found` when the regulation has no procedure.
 *
 * @law 96-qd-tw-2023 Điều 9.1
 */
export async function getProcedureChecklist(
  ctx: Context,
  actor: Actor,
  id: string,
  own?: OwnPaper,
): Promise<Form> {
  const stored = await getSession(ctx, actor, id)
  if (rulesOf(stored.regime.regime, 'step').length === 0)
    throw new AppError('not_found', { what: 'procedure' })
  const names = await listAuthorNames(ctx, actor, id, 'read_session')
  const steps = await listSteps(ctx.store.db, id)
  const subjects = stored.roster.ballotKinds.flatMap((kind) => kind.subjects)
  const known = {
    ...conferenceOf(stored),
    subjects: subjects.map(({ id, name }) => ({ id, name })),
    records: steps.map(({ step, subject, doneOn, file, account }) => ({
      step,
      subject,
      doneOn,
      file,
      by: names.get(account) ?? account,
    })),
    today: ctx.today(),
  }
  return printForm(ctx, stored.session, 'procedure', known, { own })
}
