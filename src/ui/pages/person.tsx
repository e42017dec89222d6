import type { PersonVenue, PersonVenues } from '../../actions/persons.ts'
import type { RecordedChange } from '../../domain/person-record.ts'
import type { SubjectOutcome } from '../../domain/outcome.ts'
import { type Provision, type Regime, baseOf, levelsOf, rulesOf } from '../../domain/regime.ts'
import { word } from '../../messages/message.ts'
import { OutcomeBar } from '../components/outcome-bar.tsx'
import { PersonChanges } from '../components/person-changes.tsx'
import { ProvisionRef } from '../components/provision-ref.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** One place, with what follows for the person there once it may be seen. */
export type ShownVenue = Pick<PersonVenue, 'standing'> & {
  readonly result: { readonly outcome: SubjectOutcome; readonly regime: Regime } | null
}

type PersonPageProps = Pick<PersonVenues, 'name' | 'provisions'> & {
  readonly changes: readonly RecordedChange[]
  readonly joins: boolean
  /** A vote of the person may be shown: there is a record. */
  readonly recorded: boolean
  readonly visitor: Visitor
  readonly id: string
  readonly venues: readonly ShownVenue[]
}

/** The places where one person was put to the vote, side by side; nothing is added or averaged. */
export function PersonPage(props: PersonPageProps) {
  const { visitor, id, name, venues, provisions, changes, joins, recorded } = props
  const places = new Set(venues.map(({ standing }) => standing.organisation)).size
  return (
    <Layout title={name} visitor={visitor}>
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a>
      </p>
      <h1>{name}</h1>
      <p class="facts">
        {places} nơi lấy phiếu trong phạm vi của tài khoản
        {venues.length > places && `, ${venues.length} kỳ`}. Kết quả từng nơi, từng kỳ để cạnh nhau;
        phần mềm không cộng, không lấy trung bình.
      </p>
      {recorded && (
        <p>
          <a href={`/persons/${id}/record`}>Hồ sơ tín nhiệm qua các năm</a>
        </p>
      )}
      {provisions.map((each) => (
        <Words provision={each} />
      ))}
      <div class="venues">
        {venues.map((venue, at) => (
          <Venue {...venue} id={`venue-${at}`} />
        ))}
      </div>
      <PersonChanges typed={{}} changes={changes} joins={joins} />
    </Layout>
  )
}

function Words({ provision }: { provision: Provision }) {
  return (
    <p class="notice">
      {provision.text} <ProvisionRef provision={provision} />
    </p>
  )
}

function Venue({ standing, result, id }: ShownVenue & { id: string }) {
  return (
    <section class="venue" aria-labelledby={id}>
      <h2 id={id}>{standing.organisationName}</h2>
      <p class="facts">
        <RehearsalBadge session={standing} /> {standing.position}
        <br />
        <a
          href={`/sessions/${standing.session}`}
          aria-label={`Kỳ lấy phiếu ngày ${dayText(standing.heldOn)}, ${standing.organisationName}`}
        >
          Kỳ lấy phiếu ngày {dayText(standing.heldOn)}
        </a>{' '}
        · {word('states', standing.state)}
      </p>
      {result ? <Result {...result} /> : <p>Chưa có kết quả để xem.</p>}
    </section>
  )
}

function Result({ outcome, regime }: NonNullable<ShownVenue['result']>) {
  const base = baseOf(regime)
  return (
    <>
      <p>
        Tỉ lệ tính trên {word('bases', outcome.base.name)}: <strong>{outcome.base.value}</strong>
        {base && ` (${base.provision.ref}, ${regime.number})`}.
      </p>
      <OutcomeBar subject={outcome} />
      <dl class="pairs marks">
        {levelsOf(regime).map((level) => (
          <>
            <dt>
              <span class={`swatch ${level}`}></span> {word('levels', level)}
            </dt>
            <dd>
              <strong>{outcome[level]?.count}</strong> phiếu,{' '}
              {outcome[level]?.percent ? `${outcome[level].percent}%` : 'không tính được tỉ lệ'}
            </dd>
          </>
        ))}
      </dl>
      <BandText outcome={outcome} regime={regime} />
    </>
  )
}

function BandText({ outcome, regime }: NonNullable<ShownVenue['result']>) {
  const { band } = outcome
  if (band === 'undetermined') return <p>Không xác định: không có phiếu để tính.</p>
  const rule = rulesOf(regime, 'band').find((each) => each.rule.id === band)
  if (!rule) return <p>Không thuộc mức phải xem xét.</p>
  return (
    <p>
      <strong>{word('bands', band)}</strong> ({rule.provision.ref}). {rule.rule.consequence} Cấp có
      thẩm quyền xem xét, quyết định.
    </p>
  )
}
