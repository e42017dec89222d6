import type { PersonUses, UseRegister } from '../../actions/uses.ts'
import { type Role, may } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { HeldNotice } from '../components/held-notice.tsx'
import { ProvisionRef } from '../components/provision-ref.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { BandWords, SuggestedDays, UseRecords, useName } from '../components/use-records.tsx'
import { WhoMay } from '../components/who-may.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type UsesPageProps = {
  readonly visitor: Visitor
  readonly role: Role
  readonly register: UseRegister
  readonly names: ReadonlyMap<string, string>
}

/** What the competent level decided on the results, people in a band first. */
export function UsesPage(props: UsesPageProps) {
  const { visitor, role, register } = props
  const { session, uses, people, suggested } = register
  const banded = people.filter((each) => each.band !== null)
  const others = people.filter((each) => each.band === null)
  return (
    <Layout title="Sử dụng kết quả" visitor={visitor}>
      <SessionHeading session={session} page="Sử dụng kết quả" />
      <p>
        Sổ theo dõi những gì cấp có thẩm quyền đã quyết định. Phần mềm không quyết định và không tự
        điền gì.
      </p>
      {!may(role, 'record_use', session.state) && <Recorders {...props} />}
      {uses.length > 0 && (
        <p class="hint">
          Quy định cho dùng kết quả để: {uses.map(({ rule }) => rule.name.toLowerCase()).join('; ')}
          . <ProvisionRef provision={uses[0]!.provision} />
        </p>
      )}
      <h2>Người thuộc mức phải xem xét</h2>
      {register.held ? (
        <HeldNotice session={session} />
      ) : banded.length === 0 ? (
        <p>Không có ai.</p>
      ) : (
        <>
          <div class="spaced">
            <SuggestedDays suggested={suggested} />
          </div>
          {banded.map((person) => (
            <Banded {...props} person={person} />
          ))}
        </>
      )}
      {others.length > 0 && (
        <>
          <h2>Những người khác</h2>
          <Others {...props} people={others} />
        </>
      )}
    </Layout>
  )
}

function Recorders({ register: { session } }: UsesPageProps) {
  if (session.state === 'issued') return <p>Ghi được khi biên bản đã đủ chữ ký.</p>
  return <WhoMay act="record_use" state={session.state} />
}

function Banded(props: UsesPageProps & { readonly person: PersonUses }) {
  const { register, names, person } = props
  const { subject, followUps, records } = person
  const title = `person-${subject.id}`
  return (
    <section class="venue" aria-labelledby={title}>
      <h3 id={title}>
        {subject.name}
        <small>{subject.position}</small>
      </h3>
      <BandWords person={person} />
      {followUps.length > 0 && (
        <ul>
          {followUps.map(({ rule, provision }) => (
            <li>
              {rule.name} ({provision.ref}):{' '}
              {records.some((each) => each.use === rule.id) ? 'đã ghi' : 'chưa ghi'}
            </li>
          ))}
        </ul>
      )}
      {records.length > 0 && <UseRecords register={register} person={person} names={names} />}
      <PersonLink {...props} person={person} button />
    </section>
  )
}

function Others(props: UsesPageProps & { readonly people: readonly PersonUses[] }) {
  const { register, people } = props
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Những người khác">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Họ tên</th>
            <th scope="col">Mức</th>
            <th scope="col">Đã ghi</th>
            <th scope="col">Việc làm được</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr>
              <th scope="row">
                {person.subject.name}
                <small>{person.subject.position}</small>
              </th>
              <td data-label="Mức">{word('bands', person.outcome.band)}</td>
              <td data-label="Đã ghi">
                {person.records.map((each) => useName(register, person, each.use)).join('; ') ||
                  '—'}
              </td>
              <td>
                <PersonLink {...props} person={person} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PersonLink(
  props: UsesPageProps & { readonly person: PersonUses; readonly button?: boolean },
) {
  const { register, role, person, button = false } = props
  const { session } = register
  const text = may(role, 'record_use', session.state) ? 'Ghi, sửa' : 'Xem'
  return (
    <a
      class={button ? 'button' : undefined}
      href={`/sessions/${session.id}/uses/${person.subject.id}`}
      aria-label={`${text}: ${person.subject.name}`}
    >
      {text}
    </a>
  )
}
