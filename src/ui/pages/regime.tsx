import type { Provision } from '../../domain/regime.ts'
import type { RegimeFile } from '../../formats/regime.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import { ruleText } from '../rule-text.ts'
import type { Visitor } from '../visitor.ts'

/** A regulation line by line: its words, where they were read, how sure that is, and what it decides. */
export function RegimePage(props: { readonly visitor: Visitor; readonly file: RegimeFile }) {
  const { visitor, file } = props
  const { regime, sha256 } = file
  return (
    <Layout title={regime.number} visitor={visitor}>
      <div class="heading">
        <p class="crumbs">
          <a href="/regimes">Quy định</a>
        </p>
        <h1>{regime.number}</h1>
        <p class="facts">
          {regime.title} · {regime.issuer}, {dayText(regime.issuedOn)}
        </p>
      </div>
      <p>
        Hiệu lực từ {dayText(regime.effectiveFrom)}{' '}
        {regime.effectiveTo ? `đến ${dayText(regime.effectiveTo)}` : 'đến nay'}. Dòng nào ghi “
        {word('evidence', 'assumed')}” hoặc “{word('evidence', 'paraphrased')}” phải đối chiếu với
        toàn văn trước khi dùng chính thức.
      </p>
      <div class="scroll" tabindex={0} role="group" aria-label="Các điều khoản">
        <table>
          <thead>
            <tr>
              <th scope="col">Điều khoản</th>
              <th scope="col">Nội dung</th>
              <th scope="col">Căn cứ</th>
              <th scope="col">Dùng vào việc</th>
            </tr>
          </thead>
          <tbody>
            {regime.provisions.map((provision) => (
              <ProvisionRow provision={provision} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">
        Dấu băm của tệp quy định (SHA-256): <code>{sha256}</code>
      </p>
    </Layout>
  )
}

function ProvisionRow({ provision }: { provision: Provision }) {
  const { ref, text, note, evidence, source, rule } = provision
  return (
    <tr>
      <th scope="row">{ref}</th>
      <td>
        {text}
        {note && <p class="hint">{note}</p>}
      </td>
      <td>
        <strong class={evidence === 'quoted' ? undefined : 'warn'}>
          {word('evidence', evidence)}
        </strong>
        <p class="hint">
          {source.title}, xem ngày {dayText(source.read)}
        </p>
      </td>
      <td>
        {word('ruleKinds', rule?.kind ?? 'none')}
        {rule && <p class="hint">{ruleText(rule)}</p>}
      </td>
    </tr>
  )
}
