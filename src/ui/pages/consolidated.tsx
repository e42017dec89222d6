import type { ListedPaper } from '../../actions/own-papers.ts'
import type { Consolidated } from '../../domain/consolidated.ts'
import { word } from '../../messages/message.ts'
import { ChoiceField, DayField, type FormState, SelectField } from '../components/fields.tsx'
import { OwnPaperLinks } from '../components/own-paper-links.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type ConsolidatedPageProps = FormState & {
  readonly visitor: Visitor
  readonly regimes: readonly { readonly value: string; readonly text: string }[]
  /** `null` while nothing was asked for. */
  readonly found: Consolidated | null
  /** Where the table is as a PDF. */
  readonly file: string
  readonly ownPapers: readonly ListedPaper[]
}

/** The results of many sessions: which ones, what was found, and the table to take away. */
export function ConsolidatedPage(props: ConsolidatedPageProps) {
  const { visitor, regimes, found, file, ownPapers, ...form } = props
  return (
    <Layout title="Biểu tổng hợp" visitor={visitor}>
      <h1>Biểu tổng hợp kết quả</h1>
      <p>
        Kết quả của mọi kỳ đã lập văn bản trong phạm vi của tài khoản, mỗi tổ chức một phần. Kết quả
        các nơi đứng cạnh nhau, không cộng với nhau.
      </p>
      <RefusalBox refusal={form.refusal} />
      <form method="get" action="/consolidated" class="sheet narrow">
        <DayField {...form} name="from" label="Từ ngày" required />
        <DayField {...form} name="to" label="Đến ngày" required />
        <SelectField {...form} name="regime" label="Theo quy định" options={regimes} />
        <ChoiceField
          {...form}
          name="mode"
          label="Loại kỳ"
          options={['real', 'rehearsal'].map((value) => ({ value, text: word('modes', value) }))}
        />
        <button class="main">Xem</button>
      </form>
      {found && <Found found={found} file={file} ownPapers={ownPapers} />}
    </Layout>
  )
}

type FoundProps = Pick<ConsolidatedPageProps, 'file' | 'ownPapers'> & { found: Consolidated }

function Found({ found, file, ownPapers }: FoundProps) {
  const { organisations, waiting } = found
  return (
    <section aria-labelledby="found">
      <h2 id="found">Các kỳ tìm thấy</h2>
      {organisations.length === 0 ? (
        <p>Không có kỳ nào đã lập văn bản trong thời gian này.</p>
      ) : (
        <>
          <ul>
            {organisations.map(({ name, sessions }) => (
              <li>
                {name}:{' '}
                {sessions
                  .map(({ shortId, heldOn }) => `${dayText(heldOn)} (${shortId})`)
                  .join(', ')}
              </li>
            ))}
          </ul>
          <p>
            <a class="button main" href={file}>
              Tải biểu tổng hợp (PDF)
            </a>{' '}
            <a class="button" href={file.replace('.pdf?', '.xlsx?')}>
              Tải bảng tính (.xlsx)
            </a>
          </p>
          <OwnPaperLinks
            papers={ownPapers}
            source="consolidated"
            fileOf={(name) => file.replace('.pdf?', `/papers/${name}/file?`)}
          />
        </>
      )}
      {waiting.length > 0 && (
        <>
          <p>Chưa lập văn bản, chưa tổng hợp:</p>
          <ul>
            {waiting.map(({ organisation, heldOn, shortId }) => (
              <li>
                {organisation}: {dayText(heldOn)} ({shortId})
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
