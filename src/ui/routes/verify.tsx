import { Hono } from 'hono'
import { verifyArchiveFor } from '../../actions/archives/verify-archive.ts'
import { type Verification, verifyFor } from '../../actions/verification.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { isArchive } from '../../formats/archive/read-stored-zip.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { VerifyPage } from '../pages/verify.tsx'
import { show, visitorOf } from '../visitor.ts'
import { offlineVerifier, sendOfflineVerifier } from './offline-verifier.ts'

/** The check of a PDF or an archive by anyone logged in. */
export function verifyPages(ctx: Context) {
  const verifier = offlineVerifier()
  const offlineSha256 = verifier?.sha256 ?? null
  return new Hono<WebEnv>()
    .get('/verify/offline', asks('verify_document'), (c) => {
      actorOf(c)
      if (!verifier) throw new AppError('not_found', {})
      return sendOfflineVerifier(c, verifier)
    })
    .get('/verify', asks('verify_document'), (c) => {
      actorOf(c)
      return show(c, <VerifyPage visitor={visitorOf(c)} offlineSha256={offlineSha256} />)
    })
    .post('/verify', asks('verify_document'), async (c) => {
      const actor = actorOf(c)
      const { file } = await readForm(c)
      const done: { verification?: Verification } = {}
      const refusal = await refusalFrom(async () => {
        const pdf = await file('pdf')
        if (!pdf) throw new AppError('pdf_unreadable', { reason: 'missing' })
        done.verification = isArchive(pdf)
          ? (await verifyArchiveFor(ctx, actor, pdf)).verification
          : await verifyFor(ctx, actor, pdf)
      })
      const { verification } = done
      const props = { visitor: visitorOf(c), offlineSha256, refusal, verification }
      return show(c, <VerifyPage {...props} />, refusal?.status)
    })
}
