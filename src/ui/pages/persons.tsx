import type { FoundName } from '../../actions/person-search.ts'
import { type Role, mayEver } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type PersonsPageProps = FormState & {
  readonly visitor: Visitor
  readonly role: Role
  /** `null` while nothing was asked for. */
  readonly found: readonly FoundName[] | null
}

/** Names on ballots, those of one person together; a secretary says here which of them are one, and which not. */
export function PersonsPage({ visitor, role, found, ...form }: PersonsPageProps) {
  return (
    <Layout title="Hồ sơ tín nhiệm" visitor={visitor}>
      <p class="crumbs">
        <a href="/">Kỳ lấy phiếu</a>
      </p>
      <h1>Hồ sơ tín nhiệm</h1>
      <p>
        Tìm một người theo họ tên đã ghi trên phiếu. Hai tên giống nhau chỉ là một người khi thư ký
        đã ghi như vậy; phần mềm không tự ghép.
      </p>
      <RefusalBox refusal={form.refusal} labels={{ name: 'Họ và tên', reason: 'Lý do' }} />
      <form method="get" action="/persons" class="sheet narrow">
        <TextField
          {...form}
          name="name"
          label="Họ và tên"
          hint="Gõ đủ họ tên, đúng dấu như trên phiếu."
          required
        />
        <TextField
          {...form}
          name="also"
          label="Cách ghi khác"
          hint="Nếu có kỳ ghi tên khác: đổi tên, khác dấu."
        />
        <button class="main">Tìm</button>
      </form>
      {found && <Found {...form} found={found} joins={mayEver(role, 'join_persons')} />}
    </Layout>
  )
}

type FoundProps = FormState & { readonly found: readonly FoundName[]; readonly joins: boolean }

function Found({ found, joins, ...form }: FoundProps) {
  if (found.length === 0) return <p>Không có ai tên như vậy trong phạm vi của tài khoản.</p>
  const names = <Names found={found} joins={joins} />
  if (!joins) return names
  return (
    <form method="post" action="/persons/join" class="sheet">
      {names}
      <input type="hidden" name="name" value={found[0]!.name} />
      <TextField {...form} name="reason" label="Lý do ghép hoặc tách" required />
      <div class="buttons">
        <button class="main">Các tên đã chọn là một người</button>
        <button formaction="/persons/split">Các tên đã chọn là người khác</button>
      </div>
      <p>
        Ghép, tách không sửa số liệu của kỳ nào, được ghi nhật ký kèm lý do và hoàn tác được trong
        hồ sơ. Chọn một tên rồi ghép: lập hồ sơ cho riêng tên ấy.
      </p>
    </form>
  )
}

function Names({ found, joins }: Pick<FoundProps, 'found' | 'joins'>) {
  const people = [...new Set(found.map(({ person }) => person))]
  return (
    <>
      {people.map((person) => (
        <section>
          <h2>{person ? found.find((each) => each.person === person)!.name : 'Chưa ghi là ai'}</h2>
          {person && (
            <p>
              <a href={`/persons/${person}/record`}>Xem hồ sơ</a>
            </p>
          )}
          <ul class="plain">
            {found
              .filter((each) => each.person === person)
              .map((each) => (
                <li>{joins ? <Choice each={each} /> : <NameText each={each} />}</li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Choice({ each }: { each: FoundName }) {
  return (
    <label class="check">
      <input type="checkbox" name={`subject-${each.subject}`} value="yes" />{' '}
      <NameText each={each} />
    </label>
  )
}

function NameText({ each }: { each: FoundName }) {
  return (
    <span class="wrap">
      <RehearsalBadge session={each} /> {each.name}, {each.position} · {each.organisationName} ·{' '}
      {dayText(each.heldOn)} · {word('states', each.state)}
    </span>
  )
}
