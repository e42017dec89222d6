import type { Refusal } from '../forms/refusal.ts'

/** Why the form was not accepted, with a link to each field; nothing when it was not refused. */
export function RefusalBox(props: {
  readonly refusal: Refusal | undefined
  /** How a field is called in the list, where its name is not enough. */
  readonly labels?: Readonly<Record<string, string>>
}) {
  const { refusal, labels = {} } = props
  if (!refusal) return null
  return (
    <div class="refusal" role="alert">
      <p>
        <strong>{refusal.sentence}</strong>
      </p>
      {refusal.faults.length > 0 && (
        <ul>
          {refusal.faults.map(({ field, text }) => (
            <li>
              {field === '' ? (
                text
              ) : (
                <a href={`#${field}`}>{labels[field] ? `${labels[field]}: ${text}` : text}</a>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
