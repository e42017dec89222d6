import type { Finding } from '../../domain/finding.ts'
import { type Provision, type Regime, rulesOf } from '../../domain/regime.ts'
import type { Session } from '../../domain/session.ts'
import { findingMessage, word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import { DayField, type FormState, NumberField } from './fields.tsx'
import { ProvisionRef } from './provision-ref.tsx'
import { RefusalBox } from './refusal-box.tsx'
import { WhoMay } from './who-may.tsx'

type TimingProps = FormState & {
  readonly session: Session
  readonly regime: Regime
  readonly warnings: readonly Finding[]
  /** Whether the reader records it. */
  readonly records: boolean
}

/** The term and what has to come first: to be typed by whoever may, to be read by the others. */
export function TimingSection(props: TimingProps) {
  const { session, regime, records, refusal } = props
  const lines = linesOf(regime)
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="timing">
      <h2 id="timing">Thời điểm lấy phiếu</h2>
      {records && (
        <>
          <RefusalBox refusal={refusal} labels={LABELS} />
          <form method="post" action={`/sessions/${session.id}/timing`} class="sheet">
            {lines.map((line) => (
              <Line {...props} {...line} />
            ))}
            <button>Lưu thời điểm</button>
          </form>
        </>
      )}
      <dl class={records ? 'pairs on-paper-only' : 'pairs'}>
        {lines.map(({ name }) => (
          <>
            <dt>{LABELS[name]}</dt>
            <dd>{statedText(session, name)}</dd>
          </>
        ))}
      </dl>
      {!records && <WhoMay act="record_preparation" state={session.state} />}
    </section>
  )
}

const LABELS: Readonly<Record<string, string>> = {
  termStartYear: 'Năm bắt đầu nhiệm kỳ',
  'earlier.council_vote': word('earlierEvents', 'council_vote'),
  'earlier.half_year_review': word('earlierEvents', 'half_year_review'),
}

type TimingLine = { readonly name: string; readonly provision: Provision }

/** One line for each thing the regulation asks about the time of the vote. */
function linesOf(regime: Regime): readonly TimingLine[] {
  return [
    ...rulesOf(regime, 'term_year').map(({ provision }) => ({ name: 'termStartYear', provision })),
    ...rulesOf(regime, 'precedence').map(({ rule, provision }) => ({
      name: `earlier.${rule.earlier}`,
      provision,
    })),
  ]
}

function Line({ name, provision, warnings, ...form }: TimingProps & TimingLine) {
  const path = `/timing/${name.replace('.', '/')}`
  const found = warnings.filter((each) => each.path === path)
  const field = { typed: form.typed, refusal: form.refusal, name, label: LABELS[name] ?? name }
  return (
    <>
      {name === 'termStartYear' ? (
        <NumberField {...field} hint="Nhiệm kỳ 2025–2030 thì ghi 2025." />
      ) : (
        <DayField {...field} hint="Ngày làm xong; không áp dụng thì để trống." />
      )}
      <p class="hint under">
        {provision.text} <ProvisionRef provision={provision} />
      </p>
      {found.map((each) => (
        <p class="warn under">{findingMessage(each)}</p>
      ))}
    </>
  )
}

function statedText({ timing }: Session, name: string): string {
  if (name === 'termStartYear') return String(timing.termStartYear ?? 'chưa ghi')
  const on = timing.earlier[name === 'earlier.council_vote' ? 'council_vote' : 'half_year_review']
  return on === null ? 'chưa ghi' : dayText(on)
}
