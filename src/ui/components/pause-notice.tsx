/** Tells whoever types, at once, that counting is paused and that it goes on; with its own script. */
export function PauseNotice({ session }: { session: string }) {
  return (
    <div class="pause" data-pause={`/api/v1/sessions/${session}/progress/stream`}>
      <p class="rehearsal" role="alert" data-paused hidden>
        <strong>Trưởng ban kiểm phiếu đã tạm dừng kiểm phiếu.</strong> Những gì đã gõ vẫn còn trên
        trang này và sẽ được lưu khi kiểm phiếu tiếp tục. Không đóng trang.
      </p>
      <p class="fine" role="status" data-resumed hidden>
        <strong>Trưởng ban kiểm phiếu đã cho tiếp tục.</strong> Nhập tiếp từ chỗ đang dừng.
      </p>
      <p class="refusal" role="alert" data-ended hidden>
        <strong>Kỳ lấy phiếu đã chuyển sang bước khác,</strong> không nhập được nữa.{' '}
        <a href={`/sessions/${session}`}>Xem kỳ lấy phiếu</a>
      </p>
      <script type="module" src="/static/pause.js"></script>
    </div>
  )
}
