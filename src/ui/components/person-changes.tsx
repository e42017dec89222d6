import type { RecordedChange } from '../../domain/person-record.ts'
import { word } from '../../messages/message.ts'
import { dayText, instantText } from '../day-text.ts'
import { type FormState, TextField } from './fields.tsx'

type PersonChangesProps = FormState & {
  readonly changes: readonly RecordedChange[]
  readonly joins: boolean
}

/** What was joined to a person or split off, why, and the way to take it back for whoever may. */
export function PersonChanges({ changes, joins, ...form }: PersonChangesProps) {
  if (changes.length === 0) return null
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">Ghép và tách tên</h2>
      <ol class="plain">
        {changes.map((change) => (
          <li>
            <strong>{word('personActs', change.act)}</strong>, {instantText(change.changedAt)}. Lý
            do: {change.reason}
            <ul>
              {change.names.map((each) => (
                <li>
                  {each.came ? 'Vào hồ sơ này' : 'Ra khỏi hồ sơ này'}: {each.name}, {each.position},{' '}
                  {each.organisationName}, kỳ ngày {dayText(each.heldOn)}
                </li>
              ))}
            </ul>
            {joins && change.standing && (
              <form
                method="post"
                action={`/persons/changes/${change.id}/undo`}
                class="sheet narrow"
              >
                <TextField {...form} name="reason" label="Lý do hoàn tác" required />
                <button>Hoàn tác</button>
              </form>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
