import { sql } from 'kysely'
import { settleDifference, getDifferences } from '../../src/actions/reconcile.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { getConfirmation } from '../../src/actions/confirmations.ts'
import { issueDocuments } from '../../src/actions/documents.ts'
import { prepareExternal } from '../../src/actions/external-signing.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { signVisibly } from '../../src/actions/visible-signature.ts'
import type { Context, Totp } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { signCms } from '../../src/signatures/cms.ts'
import { insertAccount } from '../../src/storage/accounts.ts'
import { getDocument } from '../../src/actions/documents.ts'
import { confirmFactor, saveFactorDraft } from '../../src/storage/second-factors.ts'
import { updateSecondPerson } from '../../src/storage/sessions.ts'
import { queueTimestamp } from '../../src/storage/timestamp-queue.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { totp } from '../../src/totp.ts'
import { signerOf } from '../signatures/specimens.ts'
import type { People } from '../support/context.ts'
import { issuedSession, ownCertificate } from '../support/signing.ts'

/** The one code that every second factor of the scene takes. */
export const CODE = '123456'
export const oneCode: Totp = { ...totp, stepOf: (_, code) => (code === CODE ? 1 : null) }

/** Somebody barred, who may be erased. */
export async function barSomebody(ctx: Context, organisation: string): Promise<string> {
  const id = `${organisation}-barred`
  await ctx.store.db.transaction().execute((trx) =>
    insertAccount(trx, {
      id,
      username: id,
      full_name: 'Người Đã Nghỉ',
      role: 'secretary',
      organisation_id: organisation,
      password_hash: 'plain:',
      disabled: 1,
      must_change: 0,
      created_at: ctx.now(),
    }),
  )
  return id
}

/** Gives each of these accounts a second factor whose log-in was shown it, and each of those a draft of one. */
export async function giveFactors(
  ctx: Context,
  inUse: readonly string[],
  drafted: readonly string[],
): Promise<void> {
  const at = ctx.now()
  const secret = ctx.secrets.seal(ctx.totp.newSecret(), 'second-factor')
  await ctx.store.db.transaction().execute(async (trx) => {
    for (const account of [...inUse, ...drafted])
      await saveFactorDraft(trx, account, { secret, at })
    for (const account of inUse)
      await confirmFactor(trx, account, { at, step: 0, codeDigests: [sha256(account)] })
    const list = sql.join(inUse)
    await sql`update logins set factor_proven = 1 where account_id in (${list})`.execute(trx)
  })
}

/** A real session whose minutes wait for the secretary: signed elsewhere, and prepared to be. */
export async function signedElsewhere(ctx: Context, { first }: People) {
  const fields = ['secretary', 'head', 'chair']
  const people = { first, head: { ...first, role: 'head' } } as unknown as People
  const { session, ids } = await issuedSession(ctx, people, { minutes: fields }, 'real')
  const own = ownCertificate(first.fullName)
  const wish = { field: null, commonName: first.fullName }
  const { preparation, digest } = await prepareExternal(ctx, first, ids.minutes, wish)
  const cms = await signCms(signerOf(own), Buffer.from(digest, 'hex'))
  const { bytes } = await getDocument(ctx, first, ids.minutes)
  const request = { field: 'secretary', reason: '', location: '', signedAt: ctx.now() }
  const signed = await signVisibly(
    bytes,
    { signer: signerOf(own), ...request, certify: false },
    ctx.pdf,
  )
  return {
    session,
    document: ids.minutes,
    preparation,
    cms: Buffer.from(cms).toString('base64'),
    signed: Uint8Array.from(signed),
  }
}

/** Puts the documents of the session in the queue for a timestamp. */
export async function awaitTimestamp(ctx: Context, session: string): Promise<void> {
  const key = { session, revision: 1, name: 'minutes' } as const
  await ctx.store.db
    .transaction()
    .execute((trx) => queueTimestamp(trx, { ...key, attempts: 0, nextAt: ctx.now() }))
}

/** Asks for a second person at the closing of the session; what both confirm. */
export async function closingOf(ctx: Context, { head }: People, target: string) {
  await ctx.store.db.transaction().execute((trx) => updateSecondPerson(trx, target, true))
  const asked = { act: 'close', target } as const
  const { digest } = await getConfirmation(ctx, head, asked)
  return { ...asked, digest }
}

/** Opens a session with its documents again and counts otherwise. */
export async function correctFigures(
  ctx: Context,
  { first, second, head }: People,
  {
    id,
    sheet,
    counts,
  }: { readonly id: string; readonly sheet: string; readonly counts: SheetCounts },
): Promise<void> {
  await issueDocuments(ctx, head, id)
  await reopenSession(ctx, head, id, 'Ghi nhầm dòng ở tập 1')
  const { passes } = await getDifferences(ctx, head, sheet)
  const passIds = passes.map((pass) => pass.id)
  const decision = { decision: 'return_all', passNo: null, passIds, reason: 'Nhập lại' } as const
  await settleDifference(ctx, head, sheet, decision)
  const [top, ...rest] = counts.rows
  const otherwise = { ...counts, rows: [{ ...top!, high: 6, medium: 2 }, ...rest] }
  for (const typist of [first, second]) await submitPass(ctx, typist, sheet, otherwise)
  await closeSession(ctx, head, id)
  await computeOutcome(ctx, head, id)
}
