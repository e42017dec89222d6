import type { OwnPass } from '../../actions/entries.ts'
import type { Finding } from '../../domain/finding.ts'
import { typistMessage } from '../../messages/message.ts'
import { SEEN_FIELD, seenText } from '../forms/seen-form.ts'
import { sheetPlace } from '../places.ts'

/** What is unusual in what was handed in: to be compared with the paper once more. */
export function UnseenWarnings({
  warnings,
  pass,
}: {
  readonly warnings: readonly Finding[]
  readonly pass: OwnPass
}) {
  return (
    <fieldset class="unseen">
      <legend>Xem lại trên phiếu</legend>
      <ul>
        {warnings.map((found) => (
          <li>
            {sheetPlace(found.path, pass.kind.subjects)}: {typistMessage(found)}
          </li>
        ))}
      </ul>
      <label class="check">
        <input type="checkbox" name={SEEN_FIELD} value={seenText(warnings)} /> Đã xem lại, đúng như
        trên phiếu
      </label>
    </fieldset>
  )
}
