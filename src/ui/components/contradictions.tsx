import type { SheetDifferences } from '../../actions/reconcile.ts'
import { findingMessage } from '../../messages/message.ts'
import { sheetPlace } from '../places.ts'

/** In what each pass contradicts itself, once every pass is in; nothing where none does. */
export function Contradictions({ sheet }: { readonly sheet: SheetDifferences }) {
  const wrong = sheet.passes.filter((pass) => pass.errors.length > 0)
  if (wrong.length === 0) return null
  const same = sheet.passes.length > 1 && sheet.cells.length === 0
  const shown = same ? wrong.slice(0, 1) : wrong
  return (
    <section aria-labelledby="contradictions">
      <h2 id="contradictions">
        {same ? 'Các lượt giống nhau nhưng số liệu mâu thuẫn' : 'Số liệu mâu thuẫn'}
      </h2>
      {shown.map((pass) => (
        <>
          {!same && <h3>Lượt {pass.passNo}</h3>}
          <ul class="findings">
            {pass.errors.map((found) => (
              <li class="error">
                <strong>{sheetPlace(found.path, sheet.kind.subjects)}:</strong>{' '}
                {findingMessage(found)}
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  )
}
