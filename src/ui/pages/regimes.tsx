import type { AppError } from '../../errors.ts'
import type { RegimeFile } from '../../formats/regime-file.ts'
import { word } from '../../messages/message.ts'
import { RefusedRegimes } from '../components/refused-regimes.tsx'
import { periodText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** The regulations the program counts by, and the files it does not. */
export function RegimesPage(props: {
  readonly visitor: Visitor
  readonly regimes: readonly RegimeFile[]
  readonly refused: readonly AppError[]
}) {
  const { visitor, regimes, refused } = props
  return (
    <Layout title="Quy định" visitor={visitor}>
      <h1>Quy định</h1>
      <RefusedRegimes refused={refused} />
      <p>
        Kỳ lấy phiếu theo quy định của bên mình có hiệu lực vào ngày lấy phiếu. Quy định “
        {word('chosen', 'by_name')}” và tệp đã có tệp khác thay thế không tự được chọn.
      </p>
      <div class="scroll" tabindex={0} role="group" aria-label="Danh sách quy định">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Số hiệu</th>
              <th scope="col">Tên</th>
              <th scope="col">Bên</th>
              <th scope="col">Hiệu lực</th>
              <th scope="col">Được chọn</th>
              <th scope="col">Thay thế</th>
            </tr>
          </thead>
          <tbody>
            {regimes.map((file) => (
              <RegimeRow file={file} regimes={regimes} />
            ))}
          </tbody>
        </table>
      </div>
    </Layout>
  )
}

function RegimeRow({ file, regimes }: { file: RegimeFile; regimes: readonly RegimeFile[] }) {
  const { regime } = file
  const replacedBy = regimes.find((each) => each.regime.replaces === regime.id)
  return (
    <tr>
      <th scope="row">
        <a href={`/regimes/${regime.id}`}>{regime.number}</a>
        <small>{regime.id}</small>
      </th>
      <td>{regime.title}</td>
      <td data-label="Bên">{word('sides', regime.side)}</td>
      <td data-label="Hiệu lực">{periodText(regime.effectiveFrom, regime.effectiveTo)}</td>
      <td data-label="Được chọn">{word('chosen', replacedBy ? 'replaced' : regime.chosen)}</td>
      <td data-label="Thay thế">
        {regime.replaces ?? '–'}
        {replacedBy && <small>đã có {replacedBy.regime.id}</small>}
      </td>
    </tr>
  )
}
