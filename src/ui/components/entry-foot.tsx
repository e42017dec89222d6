/**
 * What is saved, what was refused, and the keys. Saving by hand comes first: without script the Enter key
 * saves, it does not submit.
 */
export function EntryFoot({ refused }: { refused: boolean }) {
  return (
    <div class="entry-foot">
      <p id="complaint" role="alert"></p>
      <p id="save-status" role="status">
        {refused ? 'Chưa lưu được' : ''}
      </p>
      <p id="progress"></p>
      <div class="buttons">
        <button name="do" value="save">
          Lưu tạm
        </button>
        <button id="hand-in" class="main" name="do" value="submit">
          Nộp lượt nhập
        </button>
      </div>
      <ul class="keys" aria-label="Phím tắt">
        <li>
          <kbd>Enter</kbd> ô tiếp theo
        </li>
        <li>
          <kbd>/</kbd> phần còn lại
        </li>
        <li>
          <kbd>*</kbd> ô trống của hàng là 0
        </li>
        <li>
          <kbd>Shift</kbd>+<kbd>Enter</kbd> nộp
        </li>
        <li>
          <button type="button" id="keys-open" class="link">
            Mọi phím
          </button>{' '}
          <kbd>F1</kbd>
        </li>
        <li>Ô trống là chưa nhập, không phải 0</li>
      </ul>
    </div>
  )
}
