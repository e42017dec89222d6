import type { ToldRun } from '../../actions/verification-runs.ts'
import { PaperCheck, type PaperTyped } from '../components/paper-check.tsx'
import { RunResult, RunUnderWay } from '../components/verification-run.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type DatabaseVerificationPageProps = {
  readonly visitor: Visitor
  /** The run under way or the last one; `null` before the first since the program started. */
  readonly run: ToldRun | null
  readonly paper: PaperTyped
}

export const DATABASE_VERIFICATION = '/verify/database'
/** In seconds: how often a browser without script asks again. */
const AGAIN = 4

/** The verification of the whole database: start it, see how far it is, read its result; and what paper says. */
export function DatabaseVerificationPage({ visitor, run, paper }: DatabaseVerificationPageProps) {
  const running = run?.state === 'running'
  const again = (
    <noscript>
      <meta http-equiv="refresh" content={String(AGAIN)} />
    </noscript>
  )
  return (
    <Layout
      title="Kiểm tra cơ sở dữ liệu"
      visitor={visitor}
      {...(running ? { head: again, script: '/static/verification.js' } : {})}
    >
      <h1>Kiểm tra cơ sở dữ liệu</h1>
      <p>
        Phần mềm đọc lại toàn bộ nhật ký từ mục đầu, tính lại chuỗi mã, xét các lần niêm phong, dựng
        lại số liệu của từng kỳ từ nhật ký để so với bảng đang lưu, và tính lại mọi kết quả bằng
        cách thứ hai. Chỉ đọc, không sửa gì. Ai kiểm tra, lúc nào, kết quả ra sao được ghi vào nhật
        ký.
      </p>
      {run && running ? (
        <RunUnderWay run={run} />
      ) : (
        <>
          <form method="post" action={DATABASE_VERIFICATION}>
            <button class="main">Kiểm tra ngay</button>
          </form>
          {run && <RunResult run={run} />}
          <PaperCheck action={DATABASE_VERIFICATION} paper={paper} />
        </>
      )}
    </Layout>
  )
}
