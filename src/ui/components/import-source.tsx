import type { Refusal } from '../forms/refusal.ts'
import { FileField, LinesField } from './fields.tsx'
import { RefusalBox } from './refusal-box.tsx'

const ACCEPTED = '.xlsx,.xlsm,.ods,.csv,.tsv,.txt'

/** A file to choose or a text to paste, which is shown before anything is stored. */
export function ImportSource(props: {
  readonly action: string
  readonly pasted: string
  readonly refusal?: Refusal | undefined
  /** Other endings of file names, with a comma before each. */
  readonly accept?: string
  readonly example: string
}) {
  const { action, pasted, refusal, accept = '', example } = props
  return (
    <>
      <RefusalBox refusal={refusal} labels={{ file: 'Tệp hoặc văn bản dán' }} />
      <form method="post" action={action} enctype="multipart/form-data" class="sheet">
        <FileField
          name="file"
          label="Tệp bảng tính"
          hint="Excel (.xlsx), LibreOffice (.ods), CSV mã UTF-8; tối đa 5 MB. Tệp không được lưu lại."
          accept={`${ACCEPTED}${accept}`}
          required={false}
          refusal={refusal}
        />
        <LinesField
          name="text"
          label="Hoặc dán các ô từ bảng tính"
          hint={example}
          rows={6}
          typed={{ text: pasted }}
          refusal={refusal}
        />
        <button class="main" name="do" value="preview">
          Xem trước
        </button>
      </form>
    </>
  )
}
