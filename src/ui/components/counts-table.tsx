import { fieldsOf } from '../../domain/json-value.ts'
import { LEVELS, type Level } from '../../domain/tally.ts'
import { word } from '../../messages/message.ts'

type CountsTableProps = {
  /** As of `SheetCounts`, or what stands where counts should be. */
  readonly counts: unknown
  readonly subjects: ReadonlyMap<string, string>
}

/** What one pass read off a bundle: its ballots, and the marks of each person. */
export function CountsTable({ counts, subjects }: CountsTableProps) {
  const { collected, valid, invalid, rows } = fieldsOf(counts) ?? {}
  const lines = (Array.isArray(rows) ? (rows as readonly unknown[]) : []).map(
    (row) => fieldsOf(row) ?? {},
  )
  const levels: readonly Level[] = LEVELS.filter((level) =>
    lines.some((line) => line[level] !== undefined),
  )
  const columns = [...levels, 'invalid']
  return (
    <>
      <p>
        {word('counts', 'collected')}: {countText(collected)} · {word('counts', 'valid')}:{' '}
        {countText(valid)} · {word('counts', 'invalid')}: {countText(invalid)}
      </p>
      <div class="scroll" tabindex={0} role="group" aria-label="Số liệu của lượt nhập">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Họ tên</th>
              {columns.map((level) => (
                <th scope="col" class="number">
                  {word('levels', level)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <tr>
                <th scope="row">
                  {at + 1}. {subjects.get(String(line['subject'])) ?? String(line['subject'])}
                </th>
                {columns.map((level) => (
                  <td class="number" data-label={word('levels', level)}>
                    {countText(line[level])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function countText(count: unknown): string {
  return typeof count === 'number' ? String(count) : 'trống'
}
