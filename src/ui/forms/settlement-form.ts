import { type Typed, textOf } from './form.ts'

/** What was decided and about which passes, for the schema to check: "choose:1", "return:2". */
export function settlementOf(typed: Typed) {
  const [decision = '', passNo = ''] = textOf(typed, 'decision').split(':')
  return {
    decision,
    passNo: Number(passNo),
    passIds: textOf(typed, 'passIds').split(',').filter(Boolean),
    reason: textOf(typed, 'reason'),
  }
}
