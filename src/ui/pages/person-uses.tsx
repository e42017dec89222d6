import type { PersonUses, UseRegister } from '../../actions/uses.ts'
import { type Role, may } from '../../domain/roles.ts'
import { DayField, type FormState, SelectField, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import {
  BandWords,
  SuggestedDays,
  UseHistory,
  UseRecords,
  useName,
} from '../components/use-records.tsx'
import { WhoMay } from '../components/who-may.tsx'
import { dayText } from '../day-text.ts'
import { textOf } from '../forms/form.ts'
import { USE_FIELDS } from '../forms/use-form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type PersonUsesPageProps = FormState & {
  readonly visitor: Visitor
  readonly role: Role
  readonly register: UseRegister
  readonly person: PersonUses
  readonly names: ReadonlyMap<string, string>
}

/** One person of the register: what was decided, and the form to record or to correct it. */
export function PersonUsesPage(props: PersonUsesPageProps) {
  const { visitor, role, register, person } = props
  const { session } = register
  const { subject } = person
  const records = may(role, 'record_use', session.state)
  const here = `/sessions/${session.id}/uses/${subject.id}`
  return (
    <Layout title={`Sử dụng kết quả: ${subject.name}`} visitor={visitor}>
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a> › <a href={`/sessions/${session.id}`}>{session.title}</a> ›{' '}
        <a href={`/sessions/${session.id}/uses`}>Sử dụng kết quả</a>
      </p>
      <h1>{subject.name}</h1>
      <p class="facts">
        <RehearsalBadge session={session} /> {subject.position} · lấy phiếu ngày{' '}
        {dayText(session.heldOn)}
      </p>
      <BandWords person={person} />
      <h2>Đã ghi</h2>
      <UseRecords {...props} correct={records ? `${here}?correct=` : undefined} />
      <UseHistory {...props} />
      {records ? (
        <UseForm {...props} here={here} />
      ) : (
        session.state !== 'issued' && <WhoMay act="record_use" state={session.state} />
      )}
    </Layout>
  )
}

function UseForm(props: PersonUsesPageProps & { readonly here: string }) {
  const { register, person, here, ...form } = props
  const supersedes = textOf(form.typed, 'supersedes')
  return (
    <section aria-labelledby="record">
      <h2 id="record">{supersedes ? 'Sửa một bản ghi' : 'Ghi quyết định'}</h2>
      <RefusalBox refusal={form.refusal} labels={USE_FIELDS} />
      <form method="post" action={here} class="sheet">
        <UseField {...props} supersedes={supersedes} />
        <TextField {...form} name="decision" label={USE_FIELDS.decision} required />
        <div class="row">
          <TextField {...form} name="number" label={USE_FIELDS.number} />
          <TextField {...form} name="decidedBy" label={USE_FIELDS.decidedBy} required />
        </div>
        <div class="row">
          <DayField
            {...form}
            name="decidedOn"
            label={USE_FIELDS.decidedOn}
            hint="Còn chờ quyết định thì để trống."
          />
          <DayField
            {...form}
            name="dueOn"
            label={USE_FIELDS.dueOn}
            hint="Quá ngày này mà chưa quyết định thì nhắc."
          />
        </div>
        {person.band && (
          <div class="spaced">
            <SuggestedDays suggested={register.suggested} />
          </div>
        )}
        <div class="buttons">
          <button class="main">{supersedes ? 'Lưu bản sửa' : 'Ghi quyết định'}</button>
          {supersedes && (
            <a class="button" href={here}>
              Thôi, không sửa
            </a>
          )}
        </div>
      </form>
    </section>
  )
}

/** Which use it is about; a correction stays with the use of the record it corrects. */
function UseField(props: PersonUsesPageProps & { readonly supersedes: string }) {
  const { register, person, supersedes, typed, refusal } = props
  if (supersedes) {
    const use = textOf(typed, 'use')
    return (
      <p>
        <input type="hidden" name="supersedes" value={supersedes} />
        <input type="hidden" name="use" value={use} />
        Việc: <strong>{useName(register, person, use)}</strong>. Bản ghi trước vẫn được giữ.
      </p>
    )
  }
  const options = [...person.followUps, ...register.uses].map(({ rule, provision }) => ({
    value: rule.id,
    text: `${rule.name} (${provision.ref})`,
  }))
  const choose = { value: '', text: 'Chọn việc' }
  return (
    <SelectField
      typed={typed}
      refusal={refusal}
      name="use"
      label={USE_FIELDS.use}
      options={[choose, ...options]}
    />
  )
}
