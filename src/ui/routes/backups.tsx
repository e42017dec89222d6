import type { Context as HonoContext } from 'hono'
import { Hono } from 'hono'
import { checkBackup, downloadBackup, listBackups, makeBackup } from '../../actions/backups.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { sendBackup } from '../../http/backups.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { readForm } from '../forms/form.ts'
import { type Refusal, refusalFrom } from '../forms/refusal.ts'
import { BackupsPage } from '../pages/backups.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

const MANAGES = asks('manage_backups')

/** Backups: made, listed, checked and taken away. */
export function backupPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/backups', MANAGES, (c) => showBackups(ctx, c))
    .post('/backups', MANAGES, async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(() => {
        const { passphrase = '', passphraseAgain = '' } = typed
        if (passphrase !== passphraseAgain) throw new AppError('passphrase_differs')
        const { done } = makeBackup(ctx, actorOf(c), passphrase || null)
        done.catch(() => undefined) // kept for every administrator to see, and logged
      })
      return refusal ? showBackups(ctx, c, refusal) : sendOn(c, '/backups')
    })
    .get('/backups/:name/file', MANAGES, async (c) => {
      const name = c.req.param('name')
      return sendBackup(await downloadBackup(ctx, actorOf(c), name), name)
    })
    .post('/backups/:name/check', MANAGES, async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(() =>
        checkBackup(ctx, actorOf(c), c.req.param('name'), typed.passphrase || null),
      )
      return refusal ? showBackups(ctx, c, refusal) : sendOn(c, '/backups', 'backup_checked')
    })
}

function showBackups(ctx: Context, c: HonoContext<WebEnv>, refusal?: Refusal) {
  const overview = listBackups(ctx, actorOf(c))
  const page = <BackupsPage visitor={visitorOf(c)} overview={overview} refusal={refusal} />
  return show(c, page, refusal?.status)
}
