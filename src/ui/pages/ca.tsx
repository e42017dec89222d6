import { Layout } from '../layout.tsx'

/** How to trust the program's own authority on each machine, with the fingerprint to compare. */
export function CaPage(props: {
  readonly fingerprint: readonly string[]
  readonly files: { readonly der: string; readonly pem: string }
  /** The program's first page over TLS. */
  readonly program: string
}) {
  const { fingerprint, files, program } = props
  const visitor = { actor: undefined, path: '/', notice: undefined }
  return (
    <Layout title="Chứng thư gốc nội bộ" visitor={visitor} bare>
      <h1>Chứng thư gốc nội bộ của Sổ Tín Nhiệm</h1>
      <p>
        Cài một lần trên mỗi máy nhập liệu, để trình duyệt biết chắc đang nói với đúng máy chủ của
        đơn vị. Chứng thư này chỉ dùng được cho tên máy nội bộ và địa chỉ mạng nội bộ, không giả
        được trang nào khác.
      </p>
      <h2>1. Tải chứng thư</h2>
      <ul class="links">
        <li>
          <a href={files.der}>Cho Windows, macOS, Android, iOS (.crt)</a>
        </li>
        <li>
          <a href={files.pem}>Cho Linux, Firefox (.pem)</a>
        </li>
      </ul>
      <h2>2. So vân tay SHA-256</h2>
      <p class="refusal">
        Trang này không mã hóa nên <strong>chưa chứng minh được gì</strong>. So tệp vừa tải với vân
        tay <strong>in trên màn hình máy chủ lúc khởi động</strong>; khác một nhóm thì không cài và
        báo người quản trị.
      </p>
      <ol class="groups">
        {fingerprint.map((group, at) => (
          <li>
            <small>{at + 1}</small>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <p>Lệnh in vân tay của tệp .crt vừa tải, chạy trong thư mục chứa tệp:</p>
      <dl class="commands">
        <dt>Windows</dt>
        <dd>
          <code>certutil -hashfile so-tin-nhiem-ca.crt SHA256</code>
        </dd>
        <dt>macOS</dt>
        <dd>
          <code>shasum -a 256 so-tin-nhiem-ca.crt</code>
        </dd>
        <dt>Linux</dt>
        <dd>
          <code>sha256sum so-tin-nhiem-ca.crt</code>
        </dd>
      </dl>
      <h2>3. Cài vào máy</h2>
      <h3>Windows (Chrome, Edge, Cốc Cốc)</h3>
      <ol>
        <li>Bấm đúp tệp .crt, chọn “Install Certificate…”, “Local Machine”.</li>
        <li>
          Chọn “Place all certificates in the following store”, “Trusted Root Certification
          Authorities”, rồi “Finish”.
        </li>
        <li>Đóng hết cửa sổ trình duyệt rồi mở lại.</li>
      </ol>
      <h3>macOS (Safari, Chrome)</h3>
      <ol>
        <li>Bấm đúp tệp .crt, thêm vào chùm khóa “System” của Keychain Access.</li>
        <li>Mở chứng thư vừa thêm, phần “Trust”, chọn “Always Trust” cho SSL.</li>
      </ol>
      <h3>Linux</h3>
      <ol>
        <li>
          Chrome, Chromium:{' '}
          <code>
            certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n so-tin-nhiem -i so-tin-nhiem-ca.pem
          </code>
        </li>
        <li>
          Cả hệ thống (Debian, Ubuntu):{' '}
          <code>
            sudo cp so-tin-nhiem-ca.pem /usr/local/share/ca-certificates/so-tin-nhiem-ca.crt && sudo
            update-ca-certificates
          </code>
        </li>
      </ol>
      <h3>Firefox trên mọi hệ điều hành</h3>
      <p>
        Settings → Privacy & Security → Certificates → View Certificates → Authorities → Import,
        chọn tệp .pem, đánh dấu “Trust this CA to identify websites”.
      </p>
      <h2>4. Mở phần mềm</h2>
      <p>
        <a class="button" href={program}>
          {program}
        </a>
      </p>
    </Layout>
  )
}
