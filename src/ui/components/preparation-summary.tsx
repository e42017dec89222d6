import type { Preparation } from '../../actions/preparation.ts'
import { type ProcedureStep, missingConditions } from '../../domain/procedure.ts'
import type { Roster } from '../../domain/roster.ts'

/** How far the procedure is in a few lines: recorded, missing, late, and who is left out. */
export function PreparationSummary(props: {
  readonly preparation: Preparation
  readonly roster: Roster
}) {
  const { preparation, roster } = props
  const { session, steps, warnings } = preparation
  const asked = steps.filter(({ rule, complete }) => complete || !rule.ifAsked)
  const waits = session.state === 'draft' || session.state === 'ready'
  const nameOf = (path: string) =>
    steps.find(({ rule }) => path === `/procedure/${rule.id}`)?.rule.name ?? ''
  const late = (code: string) =>
    warnings.filter((each) => each.code === code).map((each) => nameOf(each.path))
  const leftOut = roster.ballotKinds.reduce((sum, kind) => sum + kind.leftOut.length, 0)
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['Còn phải ghi trước khi mở kiểm phiếu', waits ? namesOf(missingConditions(steps)) : []],
    ['Quá hạn chưa ghi đủ', late('W721')],
    ['Làm muộn', late('W722')],
  ]
  return (
    <ul class="links">
      <li>
        Đã ghi {asked.filter(({ complete }) => complete).length} trên {asked.length} bước của quy
        trình. <a href={`/sessions/${session.id}/preparation`}>Xem kế hoạch và các bước</a>
      </li>
      {lines
        .filter(([, names]) => names.length > 0)
        .map(([label, names]) => (
          <li class="warn">
            <strong>{label}:</strong> {names.join('; ')}.
          </li>
        ))}
      {warnings.some((each) => each.path.startsWith('/timing/')) && (
        <li class="warn">Thời điểm lấy phiếu có điều cần chú ý.</li>
      )}
      {leftOut > 0 && <li>{leftOut} người không lấy phiếu theo quy định, xem mục Danh sách.</li>}
    </ul>
  )
}

function namesOf(steps: readonly Pick<ProcedureStep, 'rule'>[]): readonly string[] {
  return steps.map(({ rule }) => rule.name)
}
