import type { ImportFault } from '../../formats/import-fault.ts'
import { faultLine, faultWords } from '../fault-text.ts'

const SHOWN_AT_ONCE = 6

/** Everything that keeps a file from being imported, then what is only told, each with its place. */
export function ImportFaults({ faults }: { faults: readonly ImportFault[] }) {
  const errors = faults.filter(({ severity }) => severity === 'error')
  const notes = faults.filter(({ severity }) => severity === 'note')
  return (
    <>
      {errors.length > 0 && (
        <div class="refusal" role="alert">
          <p>
            <strong>Chưa nạp được: {errors.length} chỗ phải sửa.</strong> Sửa trong tệp rồi chọn lại
            tệp, hoặc chọn lại cách đọc tệp ở dưới.
          </p>
          <Lines faults={errors} />
        </div>
      )}
      {notes.length > 0 && (
        <details class="caution" open={notes.length <= SHOWN_AT_ONCE}>
          <summary>{notes.length} điều cần biết, không cản việc nạp</summary>
          <Lines faults={notes} />
        </details>
      )}
    </>
  )
}

function Lines({ faults }: { faults: readonly ImportFault[] }) {
  return (
    <ul>
      {faults.map((fault) => (
        <li>{faultLine(fault)}</li>
      ))}
    </ul>
  )
}

/** What is to be looked at in one row; `bad` keeps the file from being imported. */
export type RowRemark = { readonly text: string; readonly bad: boolean }

/** The faults of one row of the file, in the cell beside what would be stored of it. */
export function RowRemarks({ remarks }: { remarks: readonly RowRemark[] }) {
  if (remarks.length === 0) return <>—</>
  return (
    <ul class="plain">
      {remarks.map(({ text, bad }) => (
        <li class={bad ? 'fault' : 'warn'}>{text}</li>
      ))}
    </ul>
  )
}

/** A fault as a remark in its row: column and what is wrong. */
export function remarkOf(fault: ImportFault): RowRemark {
  const words = faultWords(fault)
  const text = fault.column === null ? words : `cột ${fault.column}: ${words}`
  return { text, bad: fault.severity === 'error' }
}
