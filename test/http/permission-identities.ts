import { identityCodeDigest } from '../../src/actions/identity-log-in.ts'
import type { Context } from '../../src/context.ts'
import { insertIdentity, saveIdentityCode } from '../../src/storage/account-identities.ts'
import { keepWorkingState } from '../../src/storage/commit.ts'
import type { People } from '../support/context.ts'

/** What stands on the screen of a first log-in at the identity provider. */
export const IDENTITY_CODE = 'ABCD-EFGH'

/** An account that an identity opens, and an identity that waits for its account. */
export async function buildIdentities(ctx: Context, people: People): Promise<void> {
  const issuer = 'https://provider.example'
  await keepWorkingState(ctx.store, async (trx) => {
    await insertIdentity(trx, people.third.account, { issuer, subject: 'linked' }, ctx.now())
    await saveIdentityCode(trx, {
      code_digest: identityCodeDigest(ctx, IDENTITY_CODE),
      issuer,
      subject: 'waiting',
      told_name: null,
      expires_at: '2027-01-01T00:00:00.000Z',
    })
  })
}
