import type { PersonShift, Shifts } from '../../actions/shifts.ts'
import { percentText } from '../../domain/percent.ts'
import { type Shift, changeText } from '../../domain/shift.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'

/** Whose paper is worth a second look because the shares moved since the last vote; a hint to the head. */
export function ShiftsPart({ shifts }: { readonly shifts: Shifts }) {
  const { points, compared, subjects, people } = shifts
  const shown = people.filter(hasFigures)
  if (points === null) return null
  return (
    <section aria-labelledby="shifts">
      <h2 id="shifts">Nên xem lại trên phiếu</h2>
      <p>
        Tỉ lệ thay đổi từ {points} điểm phần trăm trở lên so với kỳ trước của chính người đó. Đây
        chỉ là gợi ý xem lại phiếu giấy, không phải lỗi và không cản việc khóa số liệu.
      </p>
      <p>
        So sánh được {compared}/{subjects} người (chỉ so người thư ký đã ghi là cùng một người ở kỳ
        trước).
        {people.length === 0 && compared > 0 && ' Không ai thay đổi đến mức đó.'}
      </p>
      {people.length > shown.length && <PeopleNamed people={people} />}
      {shown.length > 0 && (
        <div class="scroll" tabindex={0} role="group" aria-label="Nên xem lại trên phiếu">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">Họ tên</th>
                <th scope="col">Mức</th>
                <th scope="col" class="number">
                  Kỳ trước
                </th>
                <th scope="col" class="number">
                  Kỳ này
                </th>
                <th scope="col" class="number">
                  Thay đổi (điểm phần trăm)
                </th>
              </tr>
            </thead>
            {shown.map((each) => (
              <PersonRows person={each} />
            ))}
          </table>
        </div>
      )}
    </section>
  )
}

type Figured = PersonShift & { readonly levels: readonly Shift[] }

function hasFigures(person: PersonShift): person is Figured {
  return person.levels !== null
}

/** Who it is alone: before there is a result, nobody is told which way anything moved. */
function PeopleNamed({ people }: { readonly people: readonly PersonShift[] }) {
  return (
    <>
      <ul>
        {people.map(({ name, position, before }) => (
          <li>
            <strong>{name}</strong>, {position} (so với{' '}
            <a href={`/sessions/${before.session}/results`}>{before.title}</a>,{' '}
            {dayText(before.heldOn)})
          </li>
        ))}
      </ul>
      <p class="hint">
        Chưa có kết quả nên chưa hiện số nào; có kết quả mới xem được thay đổi bao nhiêu.
      </p>
    </>
  )
}

function PersonRows({ person }: { readonly person: Figured }) {
  const { name, position, before, levels } = person
  return (
    <tbody>
      {levels.map((each, at) => (
        <tr>
          {at === 0 && (
            <th scope="rowgroup" rowspan={levels.length}>
              {name}
              <small>{position}</small>
              <small>
                So với <a href={`/sessions/${before.session}/results`}>{before.title}</a>,{' '}
                {dayText(before.heldOn)}
              </small>
            </th>
          )}
          <td data-label="Mức">{word('levels', each.level)}</td>
          <Ballots label="Kỳ trước" {...each.earlier} />
          <Ballots label="Kỳ này" {...each.now} />
          <Change shift={each} />
        </tr>
      ))}
    </tbody>
  )
}

function Ballots(props: { readonly label: string; readonly count: number; readonly base: number }) {
  const { label, count, base } = props
  return (
    <td class="number" data-label={label}>
      {count}/{base} ({percentText(count, base)}%)
    </td>
  )
}

function Change({ shift }: { readonly shift: Shift }) {
  const text = changeText(shift)
  return (
    <td class="number" data-label="Thay đổi (điểm phần trăm)">
      {shift.reached ? <strong>{text}</strong> : text}
    </td>
  )
}
