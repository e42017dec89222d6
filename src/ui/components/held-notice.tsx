import type { Session } from '../../domain/session.ts'

/** That no result was computed and why, for pages that show results. */
export function HeldNotice({ session }: { readonly session: Pick<Session, 'id'> }) {
  return (
    <p class="notice">
      <strong>Kết quả đang giữ lại, chưa tính cho ai:</strong> số liệu còn mâu thuẫn, Trưởng ban
      kiểm phiếu đã giải trình. Biên bản nêu từng mâu thuẫn; cấp có thẩm quyền xem xét.{' '}
      <a href={`/sessions/${session.id}/results`}>Xem số liệu đang giữ lại</a>
    </p>
  )
}
