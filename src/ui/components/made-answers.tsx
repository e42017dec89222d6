import type { AuditedSheet } from '../../actions/audited-sheet.ts'
import { finding } from '../../domain/finding.ts'
import type { Roster } from '../../domain/roster.ts'
import { findingMessage } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'
import { tallyPlace } from '../places.ts'

type MadeAnswersProps = {
  readonly answers: AuditedSheet['answers']
  readonly roster: Roster
  readonly authors: ReadonlyMap<string, string>
}

/** What was found in the sums and answered, with who answered what and when. */
export function MadeAnswers({ answers, roster, authors }: MadeAnswersProps) {
  if (answers.length === 0) return <p>Không có cảnh báo, mâu thuẫn nào phải ghi lý do.</p>
  return (
    <ul class="findings">
      {answers.map(({ answer: { code, path, numbers, reason }, account, at }) => (
        <li>
          <strong>
            {code}, {tallyPlace(path, roster)}:
          </strong>{' '}
          {findingMessage(finding(code, path, numbers))}
          <small>
            Lý do: {reason} ({authors.get(account) ?? account}, {instantText(at)})
          </small>
        </li>
      ))}
    </ul>
  )
}
