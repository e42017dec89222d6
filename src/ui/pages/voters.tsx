import type { Regime } from '../../domain/regime.ts'
import type { Roster } from '../../domain/roster.ts'
import type { Session } from '../../domain/session.ts'
import { type FormState, NumberField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { VoterBodies } from '../components/voter-bodies.tsx'
import { VOTER_FIELDS, VOTER_FIELD_NAMES } from '../forms/voters-form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type VotersPageProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly roster: Roster
  readonly regime: Regime
}

/** How many belong to the body, were summoned, came, stayed away, beside who that body is. */
export function VotersPage(props: VotersPageProps) {
  const { visitor, session, roster, regime, ...form } = props
  return (
    <Layout title="Số người" visitor={visitor}>
      <SessionHeading session={session} page="Số người" />
      <p>
        Chưa biết thì để trống. Để trống không phải là 0. Số người được triệu tập phải bằng{' '}
        <strong>có mặt + vắng có lý do + vắng không có lý do</strong>.
      </p>
      <RefusalBox refusal={form.refusal} labels={VOTER_FIELDS} />
      <div class="beside">
        <form method="post" action={`/sessions/${session.id}/voters`} class="sheet narrow">
          {VOTER_FIELD_NAMES.map((name) => (
            <NumberField {...form} name={name} label={VOTER_FIELDS[name]} />
          ))}
          <button class="main">Lưu số người</button>
        </form>
        <VoterBodies roster={roster} regime={regime} />
      </div>
    </Layout>
  )
}
