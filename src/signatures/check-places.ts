import { isDocumentTimestamp, type Inspection } from './inspect-signature.ts'
import { signingRank } from './signing-order.ts'
import type { VerificationCheck } from './verdict.ts'

/** All signatures of a file and the fields still empty. */
type Form = { readonly inspections: readonly Inspection[]; readonly open: readonly string[] }

/** Step `field`: no other field shows this signature. */
export function checkField(inspection: Inspection, { inspections }: Form): VerificationCheck {
  const { identity, byteRange } = inspection.dictionary
  const shared = inspections.some(
    (other) =>
      other !== inspection &&
      (other.dictionary.identity === identity ||
        (byteRange.length > 1 && other.dictionary.byteRange[1] === byteRange[1])),
  )
  return shared
    ? { step: 'field', result: 'failed', reason: 'shared_value' }
    : { step: 'field', result: 'ok' }
}

/** Step `order`: of the fields that are signed before this one, none was signed after it; detail.open names those still empty. */
export function checkOrder(inspection: Inspection, { inspections, open }: Form): VerificationCheck {
  const step = 'order'
  if (isDocumentTimestamp(inspection.dictionary))
    return { step, result: 'not_applicable', reason: 'is_timestamp' }
  const rank = signingRank(inspection.dictionary.field)
  if (rank === null) return { step, result: 'not_applicable', reason: 'no_order' }
  const isBefore = (field: string): boolean => (signingRank(field) ?? Infinity) < rank
  const late = inspections
    .filter(({ range }) => range !== null && range.end > inspection.range!.end)
    .map(({ dictionary }) => dictionary.field)
    .filter(isBefore)
  if (late.length > 0)
    return { step, result: 'failed', reason: 'out_of_order', detail: { fields: late } }
  const waiting = open.filter(isBefore)
  if (waiting.length > 0)
    return { step, result: 'not_applicable', reason: 'earlier_open', detail: { fields: waiting } }
  return { step, result: 'ok' }
}

/**
 * Step `certification` (DocMDP): the signature that certifies is the first, the only one, and no later revision filled a
 * field where its level allows no change. What level 2 or 3 would allow beyond signing is judged by `later_changes`.
 */
export function checkCertification(
  inspection: Inspection,
  { inspections }: Form,
): VerificationCheck {
  const step = 'certification'
  const { certifies, certification } = inspection.dictionary
  if (isDocumentTimestamp(inspection.dictionary))
    return { step, result: 'not_applicable', reason: 'is_timestamp' }
  if (!certifies) return { step, result: 'not_applicable', reason: 'not_certified' }
  const detail = { level: certification }
  const others = inspections.filter((other) => other !== inspection && other.range !== null)
  if (others.some(({ dictionary }) => dictionary.certifies))
    return { step, result: 'failed', reason: 'certified_twice', detail }
  if (certification === null)
    return { step, result: 'failed', reason: 'certification_removed', detail }
  const end = inspection.range!.end
  if (others.some(({ range }) => range!.end < end))
    return { step, result: 'failed', reason: 'certified_late', detail }
  const signedLater = others.filter(
    ({ range, dictionary }) => range!.end > end && !isDocumentTimestamp(dictionary),
  )
  if (certification === 1 && signedLater.length > 0)
    return { step, result: 'failed', reason: 'not_permitted', detail }
  return { step, result: 'ok', detail }
}
