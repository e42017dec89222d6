/** Tells a typist that this browser still keeps something unsent; with its own script. */
export function UnsentNotice({ account }: { account: string }) {
  return (
    <>
      <p id="unsent" class="refusal" data-account={account} role="status" hidden>
        <strong>Còn số đã gõ trên máy này chưa gửi được.</strong> <span></span>
      </p>
      <script type="module" src="/static/unsent.js"></script>
    </>
  )
}
