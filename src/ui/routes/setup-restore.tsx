import type { Context as HonoContext } from 'hono'
import { Hono } from 'hono'
import {
  type ChosenBackup,
  type Restored,
  backupsToChoose,
  beginRestore,
  chooseBackup,
  finishRestore,
  restoringFor,
} from '../../actions/setup-restore.ts'
import { isSetUp } from '../../actions/setup.ts'
import type { Context } from '../../context.ts'
import type { WebEnv } from '../../http/env.ts'
import { asks } from '../../http/permissions.ts'
import { type SentForm, type Typed, numberOf, readForm, textOf } from '../forms/form.ts'
import { type Refusal, refusalFrom, refuseField } from '../forms/refusal.ts'
import { ChooseBackupPage, RestoreCodePage } from '../pages/restore-choice.tsx'
import { ConfirmRestorePage, RestoredPage } from '../pages/restore-confirm.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

const PUBLIC = asks('public')

/** The restoring of a backup into an empty program, in the place of its set-up. */
export function setupRestorePages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/setup/restore', PUBLIC, async (c) =>
      (await isSetUp(ctx)) ? sendOn(c, '/login') : showCode(c),
    )
    .post('/setup/restore', PUBLIC, async (c) => {
      const { typed } = await readForm(c)
      const begun: { ticket?: string } = {}
      const refusal = await refusalFrom(async () => {
        begun.ticket = await beginRestore(ctx, textOf(typed, 'code'))
      })
      return refusal ? showCode(c, refusal) : sendOn(c, `/setup/restore/${begun.ticket}`)
    })
    .get('/setup/restore/:ticket', PUBLIC, (c) => showStep(ctx, c))
    .post('/setup/restore/:ticket/file', PUBLIC, async (c) => {
      const ticket = c.req.param('ticket')
      await restoringFor(ctx, ticket) // before anything of a large file is read
      const sent = await readForm(c)
      const refusal = await refusalFrom(async () =>
        chooseBackup(ctx, ticket, await chosenIn(sent), sent.typed.passphrase ?? ''),
      )
      return refusal ? showStep(ctx, c, refusal) : sendOn(c, `/setup/restore/${ticket}`)
    })
    .post('/setup/restore/:ticket/finish', PUBLIC, async (c) => {
      const { typed } = await readForm(c)
      const done: { restored?: Restored } = {}
      const refusal = await refusalFrom(async () => {
        const signs = textOf(typed, 'signs')
        const seq = numberOf(typed, 'seq')
        const skips = typed.skip === 'yes' && signs === ''
        const paper = skips ? null : { seq: typeof seq === 'number' ? seq : 0, signs }
        const answer = { paper, leaveNewer: typed.leaveNewer === 'yes' }
        done.restored = await finishRestore(ctx, c.req.param('ticket'), answer)
      })
      if (refusal || !done.restored) return showStep(ctx, c, refusal, typed)
      return show(c, <RestoredPage visitor={visitorOf(c)} {...done.restored} />)
    })
}

/** The file that was brought along, else the one chosen in the folder. */
async function chosenIn({ typed, file }: SentForm): Promise<ChosenBackup> {
  const bytes = await file('file')
  if (bytes) return { bytes }
  const name = textOf(typed, 'name')
  if (name === '') refuseField('/file', 'required')
  return { name }
}

function showCode(c: HonoContext<WebEnv>, refusal?: Refusal) {
  const page = <RestoreCodePage visitor={visitorOf(c)} typed={{}} refusal={refusal} />
  return show(c, page, refusal?.status)
}

async function showStep(
  ctx: Context,
  c: HonoContext<WebEnv>,
  refusal?: Refusal,
  typed: Typed = {},
) {
  const ticket = c.req.param('ticket') ?? ''
  const { opened } = await restoringFor(ctx, ticket)
  const props = { visitor: visitorOf(c), ticket, refusal }
  const own = opened?.sealedBy === ctx.seals.real.id
  const page =
    opened && c.req.query('other') === undefined ? (
      <ConfirmRestorePage {...props} opened={opened} own={own} typed={typed} />
    ) : (
      <ChooseBackupPage {...props} files={backupsToChoose(ctx)} folder={ctx.backups.folder} />
    )
  return show(c, page, refusal?.status)
}
