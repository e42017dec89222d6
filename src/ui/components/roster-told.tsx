import { fieldsOf } from '../../domain/json-value.ts'

/** The people of a list as an entry holds it, kind by kind; nothing is told of what is no list. */
export function RosterTold({ roster }: { readonly roster: unknown }) {
  const kinds = itemsOf(fieldsOf(roster)?.['ballotKinds'])
  const people = kinds.flatMap((kind) => itemsOf(kind['subjects']))
  return (
    <details>
      <summary>Toàn bộ danh sách: {people.length} người được lấy phiếu</summary>
      {kinds.map((kind) => {
        const left = itemsOf(kind['leftOut'])
        return (
          <>
            <p>
              <strong>
                Loại phiếu {textOf(kind['code'])}: {textOf(kind['title'])}
              </strong>
            </p>
            <ol>
              {itemsOf(kind['subjects']).map(({ name, position }) => (
                <li>
                  {textOf(name)}, {textOf(position)}
                </li>
              ))}
            </ol>
            {left.length > 0 && (
              <p>Không đưa ra lấy phiếu: {left.map(({ name }) => textOf(name)).join(', ')}.</p>
            )}
          </>
        )
      })}
    </details>
  )
}

function itemsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return []
  return (value as readonly unknown[]).map(fieldsOf).filter((each) => each !== undefined)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '…'
}
