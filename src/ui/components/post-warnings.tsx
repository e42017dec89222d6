import type { Regime } from '../../domain/regime.ts'
import type { Roster } from '../../domain/roster.ts'
import { checkPosts } from '../../domain/session-checks.ts'
import { findingMessage } from '../../messages/message.ts'
import { tallyPlace } from '../places.ts'

/** People on the list whose post goes by the law of the other side; nothing when there are none. */
export function PostWarnings({ roster, regime }: { roster: Roster; regime: Regime }) {
  const found = checkPosts(roster, regime)
  if (found.length === 0) return null
  return (
    <div class="caution">
      <p>
        <strong>Kiểm tra trước khi khóa danh sách:</strong>
      </p>
      <ul>
        {found.map((each) => (
          <li>
            <strong>{tallyPlace(each.path, roster)}.</strong> {findingMessage(each)} Căn cứ:{' '}
            {each.provision}.
          </li>
        ))}
      </ul>
    </div>
  )
}
