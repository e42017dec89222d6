import type { Regime } from '../../domain/regime.ts'
import type { BallotKind } from '../../domain/roster.ts'
import type { Session } from '../../domain/session.ts'
import { type FormState, LinesField, NumberField, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { SpecialBallotFields } from '../components/special-ballots.tsx'
import { specialFields } from '../forms/special-ballots-form.ts'
import { Layout } from '../layout.tsx'
import { word } from '../../messages/message.ts'
import type { Visitor } from '../visitor.ts'

type BallotsPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly regime: Regime
  readonly kinds: readonly BallotKind[]
  /** Whether somebody has begun to type: the bundles are then fixed. */
  readonly begun: boolean
}

const LABELS = {
  printed: 'Số phiếu in',
  issued: 'Số phiếu phát ra',
  collected: 'Số phiếu thu về',
  invalidReasons: 'Lý do phiếu không hợp lệ',
  sheets: 'Chia thành tập',
} as const

/** Ballots printed, issued, collected, and how they are bundled, for each kind. */
export function BallotsPage(props: BallotsPageProps) {
  const { visitor, session, regime, kinds, begun, ...form } = props
  const labels = Object.fromEntries(kinds.flatMap((kind, at) => labelsOf(kind, at, regime)))
  return (
    <Layout title="Số phiếu" visitor={visitor}>
      <SessionHeading session={session} page="Số phiếu" />
      <p>Chưa biết thì để trống. Để trống không phải là 0.</p>
      <RefusalBox refusal={form.refusal} labels={labels} />
      <form method="post" action={`/sessions/${session.id}/ballots`} class="sheet">
        {kinds.map((kind, at) => (
          <KindFields {...form} regime={regime} kind={kind} at={at} begun={begun} />
        ))}
        <button class="main">Lưu số phiếu</button>
      </form>
    </Layout>
  )
}

function labelsOf(kind: BallotKind, at: number, regime: Regime): readonly [string, string][] {
  const counts = Object.entries(LABELS)
  const cases = specialFields(regime, kind).flatMap((field) =>
    ['ballots', 'ruling', 'reason'].map((key) => [
      `special.${field.case}.${key}`,
      word('invalidCases', field.case).toLowerCase(),
    ]),
  )
  return [...counts, ...cases].map(([key, text]) => [`kinds.${at}.${key}`, `${kind.code}, ${text}`])
}

type KindProps = FormState & Pick<BallotsPageProps, 'regime' | 'begun'>

function KindFields(props: KindProps & { kind: BallotKind; at: number }) {
  const { regime, kind, at, begun, ...form } = props
  return (
    <fieldset class="part">
      <legend>
        Loại phiếu {kind.code}: {kind.title}
      </legend>
      <div class="row">
        <NumberField {...form} name={`kinds.${at}.printed`} label={LABELS.printed} />
        <NumberField {...form} name={`kinds.${at}.issued`} label={LABELS.issued} />
        <NumberField {...form} name={`kinds.${at}.collected`} label={LABELS.collected} />
      </div>
      <TextField
        {...form}
        name={`kinds.${at}.sheets`}
        label={LABELS.sheets}
        hint={
          begun
            ? 'Đã có người nhập nên không chia lại được.'
            : 'Số phiếu của từng tập, ví dụ 10, 10, 4. Để trống: một tập gồm mọi phiếu thu về.'
        }
        disabled={begun}
      />
      <LinesField
        {...form}
        name={`kinds.${at}.invalidReasons`}
        label={LABELS.invalidReasons}
        hint="In vào biên bản, nếu có phiếu không hợp lệ."
        rows={2}
      />
      <SpecialBallotFields {...form} regime={regime} kind={kind} at={at} />
    </fieldset>
  )
}
