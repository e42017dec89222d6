import { type FormState, faultText } from './fields.tsx'

/** The groups of a fingerprint in four rows; those that are `null` are fields to be typed from paper. */
export function FingerprintGroups(
  props: FormState & { readonly fingerprint: readonly (string | null)[] },
) {
  const { fingerprint, refusal } = props
  const hidden = fingerprint.flatMap((group, at) => (group === null ? [at] : []))
  const fault = faultText(refusal, 'groups')
  return (
    <>
      <ol class="groups">
        {fingerprint.map((group, at) => (
          <li>
            <small>{at + 1}</small>
            {group === null ? (
              <input
                type="text"
                id={hidden[0] === at ? 'groups' : `groups-${at}`}
                name={`groups.${hidden.indexOf(at)}`}
                aria-label={`Nhóm ${at + 1}, gõ từ bản giấy`}
                aria-invalid={fault ? 'true' : undefined}
                maxlength={4}
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
              />
            ) : (
              <code>{group}</code>
            )}
          </li>
        ))}
      </ol>
      {fault && <p class="fault">{fault}</p>}
    </>
  )
}
