import type { Child } from 'hono/jsx'
import type { Count, Level } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'

/** One person's line: shares in the order of the levels. */
export type ShareRow = {
  readonly name: string
  readonly position: string | null
  /** What stands below the name. */
  readonly beside?: Child
  /** `percent` is null where there is nothing to divide by; no share for a level of which nothing is known. */
  readonly shares: readonly { readonly count: number; readonly percent: string | null }[]
  readonly invalid: Count
  /** What the regulation says of it; a text of one line, or more. */
  readonly ruling: Child
}

type ShareTableProps = {
  readonly label: string
  readonly levels: readonly Level[]
  readonly rows: readonly ShareRow[]
  /** The place of the first row on the ballot; 1 where left out. */
  readonly first?: number | undefined
}

/** Counts and shares of each person of one ballot kind; on a phone, one below the other. */
export function ShareTable({ label, levels, rows, first = 1 }: ShareTableProps) {
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={label}>
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
          {rows.map((row, at) => (
            <tr>
              <th scope="row">
                <span class="order">{first + at}.</span> {row.name}
                <small>{row.position}</small>
                {row.beside}
              </th>
              {row.shares.map(({ count, percent }, place) => (
                <td class="number" data-label={word('levels', levels[place]!)}>
                  <span class="big">{count}</span>
                  <small>{percent === null ? 'không tính được' : `${percent}%`}</small>
                </td>
              ))}
              <td class="number" data-label="Dòng không hợp lệ">
                {row.invalid ?? '…'}
              </td>
              {typeof row.ruling === 'string' ? (
                <td data-label="Theo quy định">{row.ruling}</td>
              ) : (
                <td>{row.ruling}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
