/** Every key of the grid; opened with F1, “?” or its button. */
export function KeysDialog() {
  return (
    <dialog id="keys-help" aria-labelledby="keys-title">
      <h2 id="keys-title">Phím khi nhập phiếu</h2>
      <table class="keys-table">
        <tbody>
          <KeyLine keys={['Enter', 'Tab']} text="Sang ô tiếp theo; Shift+Tab quay lại" />
          <KeyLine keys={['←', '→', '↑', '↓']} text="Đi giữa các ô" />
          <KeyLine keys={['Home', 'End']} text="Ô đầu, ô cuối của hàng" />
          <KeyLine keys={['Ctrl+Home', 'Ctrl+End']} text="Ô đầu tiên, ô cuối cùng của tập" />
          <KeyLine keys={['/']} text="Điền phần còn lại vào ô trống cuối cùng của hàng" />
          <KeyLine keys={['*']} text="Điền 0 vào các ô trống của hàng" />
          <KeyLine keys={['Ctrl+V']} text="Dán khối số chép từ bảng tính, bắt đầu từ ô này" />
          <KeyLine keys={['Ctrl+Z']} text="Bỏ lần điền hoặc dán vừa rồi" />
          <KeyLine keys={['Shift+Enter']} text="Nộp lượt nhập" />
          <KeyLine keys={['F1', '?']} text="Mở bảng này; Esc để đóng" />
        </tbody>
      </table>
      <p>
        Dùng được cả khối phím số bên phải. Hàng đủ sau khi điền thì sang hàng tiếp theo. Ô trống là
        chưa nhập, không bao giờ là 0.
      </p>
      <form method="dialog">
        <button class="main">Đóng</button>
      </form>
    </dialog>
  )
}

function KeyLine({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <tr>
      <th scope="row">
        {keys.map((key, at) => (
          <>
            {at > 0 && ' '}
            <kbd>{key}</kbd>
          </>
        ))}
      </th>
      <td>{text}</td>
    </tr>
  )
}
