import type { PaperFinding, SealAnswer, SessionPaperFinding } from '../../actions/paper-check.ts'
import { phrase, word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'
import type { FormState } from './fields.tsx'
import { TextField } from './fields.tsx'
import { SessionLink } from './database-steps.tsx'
import { RefusalBox } from './refusal-box.tsx'

/** What was typed from paper, and what came of it. */
export type PaperTyped = FormState & {
  readonly finding?: PaperFinding | SessionPaperFinding | undefined
  readonly seal?: SealAnswer | undefined
}

/** Head and seal as paper has them, to be typed and compared; `action` is the page's own address. */
export function PaperCheck({ action, paper }: { action: string; paper: PaperTyped }) {
  const { typed, refusal, finding, seal } = paper
  return (
    <section class="paper-check" aria-labelledby="paper">
      <h2 id="paper">Đối chiếu với giấy</h2>
      <p>
        Biên bản, báo cáo, thông báo, đính chính, Báo cáo số 0, nhật ký nhập và thẻ việc đều in một
        mục của nhật ký chung và mã của mục ấy. Gõ lại từ tờ giấy có chữ ký: còn đúng mã đó, và kiểm
        tra cơ sở dữ liệu đạt, thì mọi việc trước mục ấy chưa bị viết lại, kể cả bởi người giữ khóa
        của máy chủ.
      </p>
      <RefusalBox refusal={refusal} labels={{ seq: 'Mục số', hash: 'Mã', seal: 'Khóa' }} />
      {finding && <Finding finding={finding} />}
      {seal && (
        <p class={seal === 'real' ? 'fine' : seal === 'rehearsal' ? 'rehearsal' : 'refusal'}>
          <strong>{word('paperCheck', seal)}</strong>
        </p>
      )}
      <form method="get" action={`${action}#paper`} class="sheet narrow">
        <TextField typed={typed} refusal={refusal} name="seq" label="Mục số" />
        <TextField
          typed={typed}
          refusal={refusal}
          name="hash"
          label="Mã"
          hint="Ít nhất 8 ký tự đầu (0–9, a–f), có hay không có dấu cách. Hoặc dán cả dòng TN1:… của văn bản và để trống mục số."
        />
        <button>Đối chiếu mục nhật ký</button>
      </form>
      <form method="get" action={`${action}#paper`} class="sheet narrow">
        <TextField
          typed={typed}
          refusal={refusal}
          name="seal"
          label="Khóa của máy chủ in trên thẻ việc"
          hint="Ít nhất 8 ký tự đầu."
        />
        <button>Đối chiếu khóa</button>
      </form>
    </section>
  )
}

function Finding({ finding }: { finding: PaperFinding | SessionPaperFinding }) {
  const { answer, seq, entry } = finding
  return (
    <div class={`told ${answer === 'same' ? 'fine' : 'refusal'}`} role="status">
      <p>
        <strong>{phrase('paperCheck', answer, { seq })}</strong>
      </p>
      {entry && (
        <p>
          {phrase('paperCheck', 'entry', {
            event: word('events', entry.type),
            at: instantText(entry.at),
          })}{' '}
          <Whose finding={finding} />
        </p>
      )}
      {'ofSession' in finding && answer === 'same' && !finding.ofSession && (
        <p>{word('paperCheck', 'elsewhere')}</p>
      )}
    </div>
  )
}

function Whose({ finding }: { finding: PaperFinding | SessionPaperFinding }) {
  if ('ofSession' in finding) return <>{word('paperCheck', 'of_this')}</>
  const session = finding.entry?.session
  if (!session) return <>{word('paperCheck', 'of_program')}</>
  return (
    <>
      {word('paperCheck', 'of_session')} <SessionLink id={session.id} sessions={[session]} />.
    </>
  )
}
