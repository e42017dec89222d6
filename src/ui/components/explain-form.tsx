import type { Finding } from '../../domain/finding.ts'
import type { Session } from '../../domain/session.ts'
import type { FormState } from './fields.tsx'

type ExplainFormProps = FormState & {
  readonly found: Finding
  readonly findings: readonly Finding[]
  readonly session: Session
}

/** Where the head explains an error that the paper itself has; closed until asked for. */
export function ExplainForm({ found, findings, session, typed }: ExplainFormProps) {
  const own = typed.path === found.path && typed.code === found.code
  const id = `explanation-${findings.indexOf(found)}`
  return (
    <details class="confirm" open={own}>
      <summary>Giấy đúng là như vậy…</summary>
      <form method="post" action={`/sessions/${session.id}/findings`}>
        <p>
          Chỉ giải trình khi đã xem lại giấy và giấy sai thật. Số liệu khóa được, nhưng{' '}
          <strong>kết quả giữ lại: không tính tỉ lệ, mức cho ai</strong>. Lời giải trình in vào biên
          bản, Trưởng ban ký. Số liệu đổi thì phải giải trình lại.
        </p>
        <input type="hidden" name="code" value={found.code} />
        <input type="hidden" name="path" value={found.path} />
        <input type="hidden" name="numbers" value={JSON.stringify(found.numbers)} />
        <div class="field">
          <label for={id}>Giải trình của Trưởng ban kiểm phiếu</label>
          <input
            id={id}
            name="reason"
            type="text"
            maxlength={500}
            value={own ? (typed.reason ?? '') : ''}
            required
          />
        </div>
        <button class="danger">Ghi giải trình</button>
      </form>
    </details>
  )
}
