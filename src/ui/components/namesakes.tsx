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

/** Who of the list bears the name of somebody voted on elsewhere, to be told apart or told the same. */
export function NamesakesSection({ session, role, namesakes, refusal }: NamesakesProps) {
  if (namesakes.length === 0) return null
  const tells = may(role, 'recognise_person', session.state)
  return (
    <section id="namesakes" aria-labelledby="namesakes-title">
      <h2 id="namesakes-title">Trùng họ tên ở nơi khác</h2>
      <p>
        Những người này trùng họ tên với người được lấy phiếu ở nơi khác trong cùng năm. Chưa nói gì
        thì coi là hai người khác nhau.
      </p>
      <RefusalBox refusal={refusal} />
      <div class="scroll" tabindex={0} role="group" aria-label="Trùng họ tên ở nơi khác">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Trong danh sách này</th>
              <th scope="col">Ở nơi khác</th>
              <th scope="col">Đã ghi</th>
            </tr>
          </thead>
          <tbody>
            {namesakes.flatMap(({ subject, elsewhere }) =>
              elsewhere.map((other) => (
                <tr>
                  <th scope="row">
                    {subject.name}
                    <small>{subject.position}</small>
                  </th>
                  <td data-label="Ở nơi khác">
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
                          subject={subject.id}
                          other={other.subject}
                          same={other.same}
                          about={`${subject.name}, ${other.organisationName}`}
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
      {!tells && <WhoMay act="recognise_person" state={session.state} />}
    </section>
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
