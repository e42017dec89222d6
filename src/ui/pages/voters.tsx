import type { Session } from '../../domain/session.ts'
import { type FormState, NumberField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { VOTER_FIELDS, VOTER_FIELD_NAMES } from '../forms/voters-form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** How many belong to the body, were summoned, came, stayed away. */
export function VotersPage(
  props: FormState & { readonly visitor: Visitor; readonly session: Session },
) {
  const { visitor, session, ...form } = props
  return (
    <Layout title="Số người" visitor={visitor}>
      <SessionHeading session={session} page="Số người" />
      <p>Chưa biết thì để trống. Để trống không phải là 0.</p>
      <RefusalBox refusal={form.refusal} labels={VOTER_FIELDS} />
      <form method="post" action={`/sessions/${session.id}/voters`} class="sheet narrow">
        {VOTER_FIELD_NAMES.map((name) => (
          <NumberField {...form} name={name} label={VOTER_FIELDS[name]} />
        ))}
        <button class="main">Lưu số người</button>
      </form>
    </Layout>
  )
}
