import type { Beyond } from '../../domain/air-gap.ts'
import { phrase } from '../../messages/message.ts'

/** Warns everybody while a network beyond the LAN is in reach; nothing when none is. */
export function AirGapWarning({ beyond }: { readonly beyond: readonly Beyond[] }) {
  if (beyond.length === 0) return null
  return (
    <div class="air-gap" role="status">
      <strong>Máy chủ không còn tách khỏi mạng ngoài.</strong> {signLines(beyond).join(' ')} Báo
      người quản trị rút dây hoặc tắt mạng ngoài ở máy chủ.
    </div>
  )
}

/** One sentence for each sign. */
export function signLines(beyond: readonly Beyond[]): readonly string[] {
  return beyond.map(({ sign, at }) => phrase('beyond', sign, { at }))
}
