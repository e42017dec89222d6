import { SMALL_GROUP, type RevealingKind } from '../../domain/small-group.ts'

/** Which tables would show how single people voted, and what to do about it; nothing where there is none. */
export function SmallGroupNotice({ kinds }: { readonly kinds: readonly RevealingKind[] }) {
  if (kinds.length === 0) return null
  return (
    <section class="notice caution screen-only" aria-labelledby="secret-title">
      <h2 id="secret-title">Giữ kín phiếu</h2>
      {kinds.map(({ ballotKind, valid, few, unanimous }) => (
        <>
          {few && (
            <p>
              Loại phiếu {ballotKind} chỉ có {valid} phiếu hợp lệ, dưới {SMALL_GROUP}: người trong
              cuộc nhìn bảng có thể đoán ai đã ghi thế nào.
            </p>
          )}
          {unanimous.length > 0 && (
            <p>
              Loại phiếu {ballotKind}: mọi phiếu hợp lệ ghi cùng một mức cho {unanimous.join(', ')}.
              Biết ai đã bỏ phiếu là biết người đó ghi gì.
            </p>
          )}
        </>
      ))}
      <p>
        Số liệu vẫn đúng và vẫn in đủ. Trước khi công bố hay phát bảng, cân nhắc chỉ gửi cho người
        được quy định nhận, và ghi độ mật cho văn bản.
      </p>
    </section>
  )
}
