import { AppError } from '../../errors.ts'
import { errorMessage, issueLines } from '../../messages/message.ts'

/** Which regulation files are set aside, where they are wrong and why; nothing when all are in order. */
export function RefusedRegimes({ refused }: { refused: readonly AppError[] }) {
  if (refused.length === 0) return null
  return (
    <div class="refusal" role="alert">
      <p>
        <strong>Có {refused.length} tệp quy định không được dùng.</strong> Không mở được kỳ lấy
        phiếu mới theo các tệp này cho đến khi người quản trị máy chủ sửa xong và khởi động lại.
      </p>
      <ul>
        {refused.map((refusal) => (
          <li>
            <code>{String(refusal.detail.file)}</code>
            <ul>
              {linesOf(refusal).map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}

function linesOf(refusal: AppError): readonly string[] {
  const lines = issueLines(refusal)
  return lines.length > 0 ? lines : [errorMessage(refusal)]
}
