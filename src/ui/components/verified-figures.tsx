import type { VerifiedFigures } from '../../actions/verified-figures.ts'
import { word } from '../../messages/message.ts'

type Kind = VerifiedFigures['ballotKinds'][number]

/** The figures attached to a document with their shares counted anew, to be laid beside the paper. */
export function VerifiedFiguresTables({ ballotKinds }: VerifiedFigures) {
  return (
    <section aria-labelledby="figures">
      <h3 id="figures">Số liệu trong tệp, tỷ lệ do máy này tính lại</h3>
      {ballotKinds.map((kind) => (
        <KindTable kind={kind} />
      ))}
    </section>
  )
}

function KindTable({ kind }: { readonly kind: Kind }) {
  const levels = kind.subjects[0]?.shares.map(({ level }) => level) ?? []
  const { issued, collected, valid, invalid: spoilt } = kind
  return (
    <>
      <p>
        <strong>{kind.title}</strong>{' '}
        <small>
          phát ra {issued ?? '…'} · thu về {collected ?? '…'} · hợp lệ {valid ?? '…'} · không hợp lệ{' '}
          {spoilt ?? '…'}
        </small>
      </p>
      <div class="scroll" tabindex={0} role="group" aria-label={kind.title}>
        <table class="results stack">
          <thead>
            <tr>
              <th scope="col">Họ tên</th>
              {levels.map((level) => (
                <th scope="col" class="number">
                  {word('levels', level)}
                </th>
              ))}
              <th scope="col" class="number">
                Dòng không hợp lệ
              </th>
              <th scope="col">Theo quy định</th>
            </tr>
          </thead>
          <tbody>
            {kind.subjects.map(({ name, position, shares, invalid, provision }, at) => (
              <tr>
                <th scope="row">
                  <span class="order">{at + 1}.</span> {name}
                  <small>{position}</small>
                </th>
                {shares.map(({ level, count, percent }) => (
                  <td class="number" data-label={word('levels', level)}>
                    {count}
                    <small>{percent === null ? '–' : `${percent}%`}</small>
                  </td>
                ))}
                <td class="number" data-label="Dòng không hợp lệ">
                  {invalid ?? '…'}
                </td>
                <td data-label="Theo quy định">{provision ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
