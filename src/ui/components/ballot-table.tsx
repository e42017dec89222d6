import type { BallotKind, Roster } from '../../domain/roster.ts'

/** Ballots printed, issued and collected of each kind, and the bundles they lie in. */
export function BallotTable({ roster }: { roster: Roster }) {
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Số phiếu">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Loại phiếu</th>
            <th scope="col" class="number">
              In
            </th>
            <th scope="col" class="number">
              Phát ra
            </th>
            <th scope="col" class="number">
              Thu về
            </th>
            <th scope="col">Các tập</th>
          </tr>
        </thead>
        <tbody>
          {roster.ballotKinds.map((kind) => (
            <tr>
              <th scope="row">
                {kind.code}: {kind.title}
              </th>
              <td class="number" data-label="In">
                {kind.account.printed ?? '—'}
              </td>
              <td class="number" data-label="Phát ra">
                {kind.account.issued ?? '—'}
              </td>
              <td class="number" data-label="Thu về">
                {kind.account.collected ?? '—'}
              </td>
              <td data-label="Các tập">
                <div>
                  <Bundles kind={kind} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Bundles({ kind }: { kind: BallotKind }) {
  if (kind.sheets.length === 0) return <>chưa chia</>
  const sum = kind.sheets.reduce((all, sheet) => all + sheet.ballots, 0)
  const { collected } = kind.account
  return (
    <>
      {kind.sheets.length > 1 && `${kind.sheets.map((sheet) => sheet.ballots).join(' + ')} = `}
      {sum}
      {collected !== null && sum !== collected && (
        <strong class="warn"> Khác số phiếu thu về ({collected}).</strong>
      )}
    </>
  )
}
