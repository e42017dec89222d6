import type { UnitRetention } from '../../actions/retention.ts'
import { may } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { type FormState, NumberField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { RehearsalBadge } from '../components/session-heading.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

const STAGES = {
  due: 'Chưa có đề nghị',
  proposed: 'Chờ Chủ trì xác nhận',
  destroyed: 'Đã hủy',
} as const satisfies Record<UnitRetention['due'][number]['stage'], string>

type RetentionPageProps = {
  readonly visitor: Visitor
  readonly units: readonly UnitRetention[]
  /** What was typed for which unit, and why it was refused. */
  readonly sent: (FormState & { readonly organisation: string }) | null
}

/** How long each unit keeps ballots, and the sessions whose term has run out. */
export function RetentionPage({ visitor, units, sent }: RetentionPageProps) {
  return (
    <Layout title="Lưu giữ và hủy phiếu" visitor={visitor}>
      <h1>Lưu giữ và hủy phiếu</h1>
      <p>
        Mỗi đơn vị tự đặt phiếu và dữ liệu từng lá phiếu giữ bao nhiêu tháng, tính từ khi công bố
        kết quả hoặc hủy kỳ. Chưa đặt thì phần mềm không bao giờ đề xuất hủy. Quy định về lấy phiếu
        tín nhiệm mà phần mềm đọc được không nêu thời hạn: hỏi cơ quan lưu trữ cấp mình trước khi
        đặt.
      </p>
      <RefusalBox refusal={sent?.refusal} />
      {units.map((unit) => (
        <section aria-labelledby={`unit-${unit.organisation}`}>
          <h2 id={`unit-${unit.organisation}`}>{unit.name}</h2>
          <Term unit={unit} sent={sent?.organisation === unit.organisation ? sent : null} />
          <Due visitor={visitor} unit={unit} />
        </section>
      ))}
    </Layout>
  )
}

function Term({ unit, sent }: { unit: UnitRetention; sent: FormState | null }) {
  const { organisation, months, mine } = unit
  const said = months === null ? 'chưa đặt' : `${months} tháng`
  if (!mine) return <p>Thời hạn giữ phiếu: {said}.</p>
  const name = `months-${organisation}`
  const typed = sent?.typed ?? { [name]: months === null ? '' : String(months) }
  return (
    <form method="post" action={`/retention/${organisation}`} class="sheet narrow">
      <NumberField
        typed={typed}
        refusal={sent?.refusal}
        name={name}
        label="Thời hạn giữ phiếu, số tháng"
        hint="Để trống nếu đơn vị chưa quyết định; khi đó không kỳ nào hủy được."
      />
      <button>Lưu thời hạn</button>
    </form>
  )
}

function Due({ visitor, unit }: { visitor: Visitor; unit: UnitRetention }) {
  const { due, months, name } = unit
  if (months === null) return null
  if (due.length === 0) return <p>Chưa có kỳ nào hết thời hạn giữ phiếu.</p>
  const role = visitor.actor?.role
  return (
    <div class="scroll spaced" tabindex={0} role="group" aria-label={`Kỳ hết thời hạn, ${name}`}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Kỳ đã hết thời hạn</th>
            <th scope="col">Ngày lấy phiếu</th>
            <th scope="col">Tính từ</th>
            <th scope="col">Giữ đến hết ngày</th>
            <th scope="col">Việc hủy</th>
          </tr>
        </thead>
        <tbody>
          {due.map(({ session, term, stage }) => (
            <tr>
              <th scope="row">
                {role && may(role, 'read_destruction', session.state) ? (
                  <a href={`/sessions/${session.id}/destruction`}>{session.title}</a>
                ) : (
                  session.title
                )}
                <br />
                <small>
                  <RehearsalBadge session={session} /> <code>{session.shortId}</code>
                </small>
              </th>
              <td data-label="Ngày lấy phiếu">{dayText(session.heldOn)}</td>
              <td data-label="Tính từ">
                {dayText(term.closed.on)}, {word('retentionClosings', term.closed.how)}
              </td>
              <td data-label="Giữ đến hết ngày">{dayText(term.lastDay)}</td>
              <td data-label="Việc hủy">{STAGES[stage]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
