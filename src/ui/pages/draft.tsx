import type { Session } from '../../domain/session.ts'
import { DayField, type FormState, type Option, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { REGIME_LABELS, RegimeFields } from '../components/regime-fields.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type DraftPageProps = {
  readonly visitor: Visitor
  readonly session: Session
  readonly options: readonly Option[]
  /** The number of the regulation it stands under: "96-QĐ/TW". */
  readonly number: string
  readonly head: FormState
  readonly choice: FormState
}

const HEAD_LABELS = { title: 'Tên kỳ lấy phiếu', heldOn: 'Ngày lấy phiếu' } as const

/** What a session that is not frozen yet stands on: its title, its day, its regulation. */
export function DraftPage({ visitor, session, options, number, head, choice }: DraftPageProps) {
  const base = `/sessions/${session.id}`
  return (
    <Layout title="Tên, ngày, quy định" visitor={visitor}>
      <SessionHeading session={session} page="Tên, ngày, quy định" />
      <p>
        Đổi ngày hoặc quy định thì thời hạn, quy trình và người không lấy phiếu được xét lại ngay.
        Xem lại Danh sách sau khi đổi.
      </p>
      <h2>Tên và ngày</h2>
      <RefusalBox refusal={head.refusal} labels={HEAD_LABELS} />
      <form method="post" action={`${base}/head`} class="sheet">
        <TextField {...head} name="title" label={HEAD_LABELS.title} required />
        <DayField {...head} name="heldOn" label={HEAD_LABELS.heldOn} required />
        <button class="main">Lưu tên và ngày</button>
      </form>
      <h2>Quy định áp dụng</h2>
      <p>
        Đang theo <a href={`/regimes/${session.regime}`}>{number}</a>
        {session.regimeReason === null
          ? ', quy định của ngày lấy phiếu.'
          : `, khác quy định của ngày lấy phiếu. Lý do: ${session.regimeReason}`}
      </p>
      <RefusalBox refusal={choice.refusal} labels={REGIME_LABELS} />
      <form method="post" action={`${base}/regime`} class="sheet">
        <RegimeFields {...choice} options={options} />
        <button class="main">Lưu quy định áp dụng</button>
      </form>
    </Layout>
  )
}
