import type { RegimeFile } from '../../formats/regime.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The regulations the program counts by. */
export function RegimesPage(props: {
  readonly visitor: Visitor
  readonly regimes: readonly RegimeFile[]
}) {
  const { visitor, regimes } = props
  return (
    <Layout title="Quy định" visitor={visitor}>
      <h1>Quy định</h1>
      <p>Kỳ lấy phiếu theo quy định có hiệu lực vào ngày lấy phiếu.</p>
      <div class="scroll" tabindex={0} role="group" aria-label="Danh sách quy định">
        <table>
          <thead>
            <tr>
              <th scope="col">Số hiệu</th>
              <th scope="col">Tên</th>
              <th scope="col">Bên</th>
              <th scope="col">Hiệu lực</th>
            </tr>
          </thead>
          <tbody>
            {regimes.map(({ regime }) => (
              <tr>
                <th scope="row">
                  <a href={`/regimes/${regime.id}`}>{regime.number}</a>
                </th>
                <td>{regime.title}</td>
                <td>{word('sides', regime.side)}</td>
                <td>
                  {dayText(regime.effectiveFrom)} –{' '}
                  {regime.effectiveTo ? dayText(regime.effectiveTo) : 'nay'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Layout>
  )
}
