import type { Namesakes } from '../../actions/persons.ts'
import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { RefusalBox } from './refusal-box.tsx'
import { WhoMay } from './who-may.tsx'

type NamesakesProps = {
  readonly session: Session
  readonly role: Role
  readonly namesakes: readonly Namesakes[]
  readonly refusal: Refusal | undefined
}

/** Who of the list bears the name of somebody voted on elsewhere or before, to be told apart or the same. */
export function NamesakesSection(props: NamesakesProps) {
  const { session, role, namesakes, refusal } = props
  if (namesakes.length === 0) return null
  const elsewhere = namesakes.filter((each) => each.elsewhere.length > 0)
  const before = namesakes.filter((each) => each.before.length > 0)
  return (
    <section id="namesakes" aria-labelledby="namesakes-title">
      <h2 id="namesakes-title">Trùng họ tên ở nơi khác hoặc kỳ trước</h2>
      <p>Chưa nói gì thì coi là hai người khác nhau.</p>
      <RefusalBox refusal={refusal} />
      {elsewhere.length > 0 && (
        <>
          <p>Trùng họ tên với người được lấy phiếu ở nơi khác trong cùng năm:</p>
          <NamesakesTable {...props} namesakes={elsewhere} of="elsewhere" title="Ở nơi khác" />
        </>
      )}
      {before.length > 0 && (
        <>
          <p>
            Trùng họ tên với người được lấy phiếu ở kỳ trước của chính tổ chức này. Ghi là cùng một
            người thì khi đối chiếu, phần mềm nhắc xem lại phiếu nếu tỉ lệ thay đổi nhiều:
          </p>
          <NamesakesTable {...props} namesakes={before} of="before" title="Ở kỳ trước" />
        </>
      )}
      {!may(role, 'recognise_person', session.state) && (
        <WhoMay act="recognise_person" state={session.state} />
      )}
    </section>
  )
}

type TableProps = NamesakesProps & {
  readonly of: 'elsewhere' | 'before'
  readonly title: string
}

function NamesakesTable({ session, role, namesakes, of, title }: TableProps) {
  const tells = may(role, 'recognise_person', session.state)
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={`Trùng họ tên: ${title}`}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Trong danh sách này</th>
            <th scope="col">{title}</th>
            <th scope="col">Đã ghi</th>
          </tr>
        </thead>
        <tbody>
          {namesakes.flatMap((each) =>
            each[of].map((other) => (
              <tr>
                <th scope="row">
                  {each.subject.name}
                  <small>{each.subject.position}</small>
                </th>
                <td data-label={title}>
                  <div>
                    {other.organisationName}
                    <small>
                      {other.position} · {dayText(other.heldOn)} · {word('states', other.state)}
                    </small>
                  </div>
                </td>
                <td data-label="Đã ghi">
                  <div>
                    {other.same ? <strong>Cùng một người</strong> : 'Chưa ghi là cùng một người'}
                    {tells && (
                      <Choice
                        session={session}
                        subject={each.subject.id}
                        other={other.subject}
                        same={other.same}
                        about={`${each.subject.name}, ${other.organisationName}, ${dayText(other.heldOn)}`}
                      />
                    )}
                  </div>
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

function Choice(props: {
  readonly session: Session
  readonly subject: string
  readonly other: string
  readonly same: boolean
  readonly about: string
}) {
  const { session, subject, other, same, about } = props
  return (
    <form method="post" action={`/sessions/${session.id}/persons`} class="buttons">
      <input type="hidden" name="subject" value={subject} />
      <input type="hidden" name="other" value={other} />
      {!same && (
        <button name="same" value="yes" aria-label={`Cùng một người: ${about}`}>
          Cùng một người
        </button>
      )}
      <button name="same" value="no" aria-label={`Người khác: ${about}`}>
        Người khác
      </button>
    </form>
  )
}
