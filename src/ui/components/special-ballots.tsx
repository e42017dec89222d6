import type { Regime } from '../../domain/regime.ts'
import type { BallotKind } from '../../domain/roster.ts'
import { word } from '../../messages/message.ts'
import { textOf } from '../forms/form.ts'
import { type SpecialField, specialFields } from '../forms/special-ballots-form.ts'
import { type FormState, NumberField, SelectField, TextField } from './fields.tsx'
import { ProvisionRef } from './provision-ref.tsx'

const RULINGS = [
  { value: '', text: 'Chưa quyết định' },
  { value: 'valid', text: 'Hợp lệ' },
  { value: 'invalid', text: 'Không hợp lệ' },
] as const

/** Papers of one kind that are wrong in a named way: folded up until there is something to look at. */
export function SpecialBallotFields(
  props: FormState & { readonly regime: Regime; readonly kind: BallotKind; readonly at: number },
) {
  const { regime, kind, at, ...form } = props
  const fields = specialFields(regime, kind)
  if (fields.length === 0) return null
  const prefix = `kinds.${at}.special`
  const filled = Object.keys(form.typed).some(
    (name) => name.startsWith(`${prefix}.`) && textOf(form.typed, name) !== '',
  )
  return (
    <details class="special" open={filled}>
      <summary>Phiếu sai quy cách, nếu có</summary>
      <p class="hint">
        Ghi số phiếu của từng trường hợp, không có thì để trống. Phiếu “cả phiếu không hợp lệ” nằm
        trong số phiếu không hợp lệ của các tập.
      </p>
      {fields.map((field) => (
        <CaseFields {...form} prefix={prefix} field={field} />
      ))}
    </details>
  )
}

function CaseFields(props: FormState & { prefix: string; field: SpecialField }) {
  const { prefix, field, ...form } = props
  const name = `${prefix}.${field.case}`
  return (
    <fieldset class="case">
      <legend>{word('invalidCases', field.case)}</legend>
      <p class="hint">
        <Effect field={field} />
      </p>
      <div class={field.effect === 'committee' ? 'case-row' : undefined}>
        <NumberField {...form} name={`${name}.ballots`} label="Số phiếu" />
        {field.effect === 'committee' && (
          <>
            <SelectField {...form} name={`${name}.ruling`} label="Quyết định" options={RULINGS} />
            <TextField {...form} name={`${name}.reason`} label="Lý do" />
          </>
        )}
      </div>
    </fieldset>
  )
}

function Effect({ field: { effect, provision } }: { field: SpecialField }) {
  if (!provision) return <>Quy định không nhắc đến: ban kiểm phiếu quyết định.</>
  const words = word('invalidEffects', effect)
  return (
    <>
      {words.charAt(0).toUpperCase() + words.slice(1)}. <ProvisionRef provision={provision} />
    </>
  )
}
