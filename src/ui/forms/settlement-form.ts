import { type Typed, textOf } from './form.ts'

/**
 * What was decided and about which passes, for the schema to check: "choose:1", "return:2", "return_all",
 * and "paper:1" for a pass that is wrong because the paper is.
 */
export function settlementOf(typed: Typed) {
  const [decision = '', passNo = ''] = textOf(typed, 'decision').split(':')
  const asOnPaper = decision === 'paper'
  return {
    decision: asOnPaper ? 'choose' : decision,
    passNo: passNo === '' ? null : Number(passNo),
    asOnPaper,
    passIds: textOf(typed, 'passIds').split(',').filter(Boolean),
    reason: textOf(typed, 'reason'),
  }
}
