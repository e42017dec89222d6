import type { Verification } from '../../actions/verification.ts'
import { mayEver } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { FileField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { VerificationSteps } from '../components/verification-steps.tsx'
import { VerifiedFiguresTables } from '../components/verified-figures.tsx'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type VerifyPageProps = {
  readonly visitor: Visitor
  /** The digest of the page that verifies without a server; null where there is none. */
  readonly offlineSha256: string | null
  readonly refusal?: Refusal | undefined
  readonly verification?: Verification | undefined
}

/** A PDF to be checked, and what the check found step by step. */
export function VerifyPage(props: VerifyPageProps) {
  const { visitor, offlineSha256, refusal, verification } = props
  return (
    <Layout title="Kiểm tra văn bản" visitor={visitor}>
      <h1>Kiểm tra văn bản</h1>
      <p>
        Kéo tệp PDF biên bản, báo cáo, hồ sơ kỳ phiếu (zip) hoặc báo cáo hoạt động (PDF, zip) vào ô
        dưới đây, hoặc bấm vào ô để chọn. Phần mềm đọc số liệu kèm trong tệp, tính lại kết quả, so
        với chữ in trên trang và kiểm tra từng chữ ký; với hồ sơ, kiểm tra thêm bản kê, nhật ký và
        vẽ lại biên bản. Tệp không được lưu lại.
      </p>
      <RefusalBox refusal={refusal} />
      <form method="post" action="/verify" enctype="multipart/form-data" class="sheet narrow drop">
        <FileField
          name="pdf"
          label="Tệp PDF hoặc hồ sơ (zip)"
          accept=".pdf,.zip,application/pdf,application/zip"
          refusal={refusal}
        />
        <button class="main">Kiểm tra</button>
      </form>
      {verification && <Report {...verification} />}
      {visitor.actor && mayEver(visitor.actor.role, 'read_journal') && (
        <section aria-labelledby="database">
          <h2 id="database">Kiểm tra cơ sở dữ liệu của máy này</h2>
          <p>
            Đọc lại toàn bộ nhật ký và so mọi kỳ với nhật ký, trong khi mọi người vẫn làm việc; gõ
            mã in trên giấy để đối chiếu.
          </p>
          <p>
            <a class="button" href="/verify/database">
              Kiểm tra cơ sở dữ liệu
            </a>
          </p>
        </section>
      )}
      {offlineSha256 && <Offline sha256={offlineSha256} />}
    </Layout>
  )
}

/** The page to take along, with what to compare it by. */
function Offline({ sha256 }: { readonly sha256: string }) {
  return (
    <section aria-labelledby="offline">
      <h2 id="offline">Kiểm tra ở nơi khác, không cần mạng và máy chủ</h2>
      <p>
        Tải một tệp duy nhất về USB, mở bằng trình duyệt trên bất kỳ máy nào rồi chọn văn bản hoặc
        hồ sơ. Trang đó đếm lại bằng cách tính riêng, không gửi gì đi.
      </p>
      <p>
        <a class="button" href="/verify/offline">
          Tải trang kiểm tra ngoại tuyến
        </a>
      </p>
      <p class="hint wrap">
        SHA-256 của trang: <code>{sha256}</code>. Ghi lại, so với dấu do lệnh tin-nhiem --version in
        ra trước khi dùng.
      </p>
    </section>
  )
}

const BOXES = { holds: 'fine', holds_rehearsal: 'rehearsal', fails: 'refusal' } as const

/** The verdict and the steps of a verification. */
export function Report({ rehearsal, verdict, holds, steps, sha256, figures }: Verification) {
  return (
    <section aria-labelledby="report">
      <h2 id="report">Kết quả kiểm tra</h2>
      {rehearsal && <p class="rehearsal big">{word('verdicts', 'rehearsal')}</p>}
      <p class={BOXES[verdict]} role="status">
        <strong>{word('verdicts', verdict)}</strong>
        {!holds && ' Có bước không đạt, xem bên dưới.'}
      </p>
      <VerificationSteps steps={steps} />
      {figures && <VerifiedFiguresTables {...figures} />}
      <p class="hint wrap">
        SHA-256 của tệp: <code>{sha256}</code>
      </p>
    </section>
  )
}
