import type { NewThread } from '../../actions/comment-threads.ts'
import { type FormState, LinesField, SelectField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { aboutText } from '../about-text.ts'
import { aboutValue } from '../forms/about-form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'
import { COMMENT_HINT } from './thread.tsx'

/** The form in which an auditor begins a thread. */
export function NewThreadPage(props: FormState & NewThread & { readonly visitor: Visitor }) {
  const { visitor, session, choices, refusal, typed } = props
  const options = choices.map((each) => ({ value: aboutValue(each), text: aboutText(each) }))
  return (
    <Layout title="Mở trao đổi mới" visitor={visitor}>
      <SessionHeading session={session} page="Mở trao đổi mới" />
      <RefusalBox refusal={refusal} labels={{ text: 'Nội dung', about: 'Về' }} />
      <form method="post" action={`/sessions/${session.id}/comments/new`} class="sheet comment">
        <SelectField typed={typed} refusal={refusal} name="about" label="Về" options={options} />
        <LinesField
          typed={typed}
          refusal={refusal}
          name="text"
          label="Nội dung"
          hint={COMMENT_HINT}
          rows={6}
        />
        <button class="main">Mở trao đổi</button>
      </form>
      <p>
        <a href={`/sessions/${session.id}/comments`}>Mọi trao đổi của kỳ</a>
      </p>
    </Layout>
  )
}
