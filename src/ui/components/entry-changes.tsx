import { type FieldDifference, changeOf } from '../../domain/entry-differences.ts'
import { fieldsOf } from '../../domain/json-value.ts'
import type { TimelineEntry } from '../../domain/timeline.ts'
import type { Difference } from '../../domain/value-difference.ts'
import {
  type KnownNames,
  capital,
  entryFieldText,
  entryPlaceText,
  entryValueText,
  tells,
} from '../../messages/entry-words.ts'
import { phrase } from '../../messages/message.ts'

type EntryChangesProps = Pick<TimelineEntry, 'event' | 'differences'> & {
  readonly names: KnownNames
}

/** More changes than are looked at in passing are folded. */
const FOLDED_FROM = 12

/** What an entry changed: each field with its value before and after, side by side. */
export function EntryChanges({ event, differences, names }: EntryChangesProps) {
  return (
    <>
      {differences.map((difference) => {
        const rows = difference.changes.filter(isTold)
        const value = fieldsOf(event)?.[difference.field]
        const root = changeOf(value)?.new ?? value
        const table = <ChangeTable rows={rows} root={root} names={names} {...difference} />
        if (rows.length === 0)
          return <p class="hint">Không có gì khác {sinceText(difference.since)}.</p>
        if (rows.length < FOLDED_FROM) return table
        return (
          <details>
            <summary>{rows.length} chỗ thay đổi</summary>
            {table}
          </details>
        )
      })}
    </>
  )
}

/** What an identity alone changed in says nothing. */
function isTold({ kind, path }: Difference): boolean {
  return kind !== 'changed' || tells(path)
}

function sinceText(since: number | null): string {
  return since === null ? 'so với trước' : `so với mục ${since}`
}

type ChangeTableProps = FieldDifference & {
  readonly rows: readonly Difference[]
  readonly root: unknown
  readonly names: KnownNames
}

function ChangeTable({ rows, root, names, field, since }: ChangeTableProps) {
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Thay đổi">
      <table class="changes stack">
        <thead>
          <tr>
            <th scope="col">Thay đổi {since !== null && <small>{sinceText(since)}</small>}</th>
            <th scope="col">Trước</th>
            <th scope="col">Sau</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { label, old, now } = rowText(row, { root, names, field })
            return (
              <tr>
                <th scope="row">{label}</th>
                <td data-label="Trước">{old}</td>
                <td data-label="Sau">
                  <strong>{now}</strong>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

type RowContext = Pick<ChangeTableProps, 'root' | 'names' | 'field'>

function rowText(row: Difference, { root, names, field }: RowContext) {
  const path = [field, ...row.path]
  const place = (at: number) => phrase('timeline', 'place', { place: at + 1 })
  const where =
    row.path.length > 0 ? entryPlaceText(root, row.path, names) : capital(entryFieldText(field))
  const text = (value: unknown) => entryValueText(value, path, names)
  switch (row.kind) {
    case 'changed':
      return { label: where, old: text(row.old), now: text(row.new) }
    case 'added':
      return { label: `${where}: thêm`, old: '–', now: `${text(row.new)} (${place(row.at)})` }
    case 'removed':
      return { label: `${where}: bỏ`, old: `${text(row.old)} (${place(row.at)})`, now: '–' }
    default: // moved
      return {
        label: `${where}: đổi chỗ ${itemName(row.item, text)}`,
        old: place(row.from),
        now: place(row.to),
      }
  }
}

function itemName(item: unknown, text: (value: unknown) => string): string {
  const { name } = fieldsOf(item) ?? {}
  return typeof name === 'string' ? name : text(item)
}
