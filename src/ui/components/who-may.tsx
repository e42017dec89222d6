import { type Act, rolesThatMay } from '../../domain/roles.ts'
import type { SessionState } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'

/** Whose work something is in this state, for those who only read it; that it is over when nobody may. */
export function WhoMay({ act, state }: { readonly act: Act; readonly state: SessionState }) {
  const roles = rolesThatMay(act, state).map((each) => word('roles', each))
  if (roles.length === 0) return <p class="hint">Ở bước này chỉ để xem, không ghi thêm được.</p>
  return (
    <p>
      Người làm việc này: <strong>{roles.join(', ')}</strong>.
    </p>
  )
}
