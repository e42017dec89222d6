/** Shown when the sheet is open in another window: since when, and how to go on here. */
export function ElsewhereNotice() {
  return (
    <div id="elsewhere" class="refusal" role="alert" hidden>
      <strong>
        Tập phiếu này đang mở ở một cửa sổ khác, từ lúc <time></time>.
      </strong>{' '}
      Ở đây chỉ xem được. Gõ tiếp ở cửa sổ kia, hoặc{' '}
      <button type="button" id="take-here">
        Gõ ở đây
      </button>
    </div>
  )
}

/** Asks which of two readings of a cell is right, when one was saved meanwhile from elsewhere. */
export function ConflictDialog() {
  return (
    <dialog id="conflict" aria-labelledby="conflict-title">
      <form method="dialog">
        <h2 id="conflict-title">Tập phiếu này vừa được lưu từ nơi khác</h2>
        <p>Chưa ghi đè gì. Xem lại trên phiếu và chọn số đúng cho từng ô.</p>
        <table>
          <thead>
            <tr>
              <th scope="col">Ô</th>
              <th scope="col">Số gõ ở đây</th>
              <th scope="col">Số đã lưu</th>
            </tr>
          </thead>
          <tbody></tbody>
        </table>
        <button class="main">Dùng các số đã chọn</button>
      </form>
    </dialog>
  )
}
