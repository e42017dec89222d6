import type { Verification } from '../../actions/verification.ts'
import type { VerificationStep } from '../../actions/verification-step.ts'
import { word } from '../../messages/message.ts'
import { FileField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { instantText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type VerifyPageProps = {
  readonly visitor: Visitor
  readonly refusal?: Refusal | undefined
  readonly verification?: Verification | undefined
}

/** A PDF to be checked, and what the check found step by step. */
export function VerifyPage({ visitor, refusal, verification }: VerifyPageProps) {
  return (
    <Layout title="Kiểm tra văn bản" visitor={visitor}>
      <h1>Kiểm tra văn bản</h1>
      <p>
        Chọn tệp PDF biên bản hoặc báo cáo. Phần mềm đọc số liệu kèm trong tệp, tính lại kết quả và
        kiểm tra từng chữ ký. Tệp không được lưu lại.
      </p>
      <RefusalBox refusal={refusal} />
      <form method="post" action="/verify" enctype="multipart/form-data" class="sheet narrow">
        <FileField name="pdf" label="Tệp PDF" accept=".pdf,application/pdf" refusal={refusal} />
        <button class="main">Kiểm tra</button>
      </form>
      {verification && <Report {...verification} />}
    </Layout>
  )
}

function Report({ rehearsal, holds, steps, sha256 }: Verification) {
  return (
    <section aria-labelledby="report">
      <h2 id="report">Kết quả kiểm tra</h2>
      {rehearsal && (
        <p class="rehearsal big">
          VĂN BẢN TẬP DƯỢT: ký bằng chứng thư tập dượt, không có giá trị chính thức.
        </p>
      )}
      <p class={holds ? 'fine' : 'refusal'}>
        <strong>
          {holds ? 'Mọi bước kiểm tra được đều đạt.' : 'Có bước không đạt: không dùng văn bản này.'}
        </strong>
      </p>
      {groupsOf(steps).map((group) => (
        <>
          <h3>{headingOf(group[0])}</h3>
          <ol class="checks" start={group[0]?.number}>
            {group.map((step) => (
              <Step step={step} />
            ))}
          </ol>
        </>
      ))}
      <p class="hint">
        SHA-256 của tệp: <code>{sha256}</code>
      </p>
    </section>
  )
}

function Step({ step: { id, status, detail } }: { step: VerificationStep }) {
  const notes = notesOf(detail)
  return (
    <li class={status}>
      <strong class="verdict">{word('verification', status)}</strong> {word('verification', id)}
      {notes.length > 0 && <small>{notes.join(' · ')}</small>}
    </li>
  )
}

/** The steps in runs: those of one signature together, the others between them. */
function groupsOf(steps: readonly VerificationStep[]): readonly VerificationStep[][] {
  return steps.reduce<VerificationStep[][]>((groups, step) => {
    const last = groups.at(-1)
    if (last && headingOf(last[0]) === headingOf(step)) last.push(step)
    else groups.push([step])
    return groups
  }, [])
}

function headingOf(step: VerificationStep | undefined): string {
  if (!step?.id.startsWith('signature_'))
    return step?.id === 'newest_version' ? 'Sổ văn bản' : 'Số liệu trong tệp'
  const { field, signer, signedAt } = step.detail
  const place = typeof field === 'string' ? word('fields', field) : 'không thuộc ô ký nào'
  const when = typeof signedAt === 'string' ? `, ký lúc ${instantText(signedAt)}` : ''
  return `Chữ ký ${place}: ${typeof signer === 'string' ? signer : 'không rõ người ký'}${when}`
}

/** Why a step came out as it did, in words; what has no words is left out. */
function notesOf(detail: VerificationStep['detail']): readonly string[] {
  const text = (key: string) => (typeof detail[key] === 'string' ? detail[key] : undefined)
  const [reason, code, name] = [text('reason'), text('code'), text('name')]
  return [
    reason && word('verification', reason),
    code && word('verification', code),
    name && `${word('documents', name)}, bản ${String(detail.version)}`,
  ].filter((note) => typeof note === 'string')
}
