import { withProof } from '../../actions/confirmed-context.ts'
import type { Proof } from '../../actions/prove-again.ts'
import type { Context } from '../../context.ts'
import type { Asked } from '../../domain/final-act.ts'
import { AppError } from '../../errors.ts'
import { actorOf } from '../../http/log-in.ts'
import { word } from '../../messages/message.ts'
import { type Typed, textOf } from './form.ts'
import { type FieldPlace, type Refusal, refusalFrom } from './refusal.ts'

/** The field a password is typed into for a final act; a page with several forms names each otherwise. */
export const PROOF_FIELD = 'proof'

/** A code of the second factor, as it may be typed instead of the password. */
const TIME_CODE = /^\s*\d{3}\s?\d{3}\s*$/

/** What was shown and proven with the form: nothing where it has no such part. */
export function provenIn(typed: Typed): { readonly digest: string; readonly proof: Proof } | null {
  const digest = textOf(typed, 'digest')
  const password = typed[proofFieldOf(typed)]
  if (digest === '' || password === undefined) return null
  // no password is that short
  return { digest, proof: TIME_CODE.test(password) ? { code: password } : { password } }
}

/** The context in which the form does that final act; refused as of `withProof`. */
export function surely(
  ctx: Context,
  c: Parameters<typeof actorOf>[0],
  asked: Asked,
  typed: Typed,
): Promise<Context> {
  return withProof(ctx, actorOf(c), asked, provenIn(typed))
}

/** As `refusalFrom`, with a wrong password told at the field it was typed into. */
export async function refusalOfFinal(
  typed: Typed,
  act: () => Promise<unknown>,
  placeOf?: (path: string) => FieldPlace,
): Promise<Refusal | undefined> {
  const seen: { code?: string } = {}
  const refusal = await refusalFrom(async () => {
    try {
      return await act()
    } catch (error) {
      if (error instanceof AppError) seen.code = error.code
      throw error
    }
  }, placeOf)
  if (!refusal || seen.code !== 'wrong_credentials') return refusal
  const text = word('confirmation', 'wrong_password')
  return {
    ...refusal,
    sentence: word('confirmation', 'not_done'),
    faults: [{ field: proofFieldOf(typed), text }],
  }
}

function proofFieldOf(typed: Typed): string {
  return Object.keys(typed).find((each) => each.startsWith(PROOF_FIELD)) ?? PROOF_FIELD
}
