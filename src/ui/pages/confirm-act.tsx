import type { Confirmation } from '../../actions/confirmations.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { ConfirmFields } from '../components/confirm-fields.tsx'
import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** What each reasoned act calls its reason. */
const REASONS: Readonly<Record<string, string>> = {
  reopen: 'Lý do và căn cứ mở lại',
  cancel: 'Lý do hủy',
}

/** Nothing leads back from these. */
const ENDS: readonly string[] = ['cancel', 'destroy']

/** One final act on a session: what it means, what it seals, and the password that does it. */
export function ConfirmActPage(
  props: FormState & {
    readonly visitor: Visitor
    readonly session: Session
    readonly confirmation: Confirmation
    /** Where the form is sent. */
    readonly action: string
  },
) {
  const { visitor, session, confirmation, action, typed, refusal } = props
  const title = word('finalActs', confirmation.act)
  const reason = REASONS[confirmation.act]
  return (
    <Layout title={title} visitor={visitor}>
      <SessionHeading session={session} page={title} />
      <RefusalBox refusal={refusal} />
      <p>{word('finalActMeanings', confirmation.act)}</p>
      <form method="post" action={action} class="sheet narrow">
        {reason && (
          <TextField
            {...{ typed, refusal }}
            name="reason"
            label={reason}
            autofocus={refusal === undefined}
            required
          />
        )}
        <ConfirmFields
          confirmation={confirmation}
          refusal={refusal}
          first={reason === undefined || refusal !== undefined}
        />
        <button class={ENDS.includes(confirmation.act) ? 'danger' : 'main'}>{title}</button>
      </form>
    </Layout>
  )
}
