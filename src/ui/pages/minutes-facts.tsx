import type { Session } from '../../domain/session.ts'
import {
  DayField,
  type FormState,
  LinesField,
  NumberField,
  TextField,
} from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

const LABELS: Readonly<Record<string, string>> = {
  committeeWord: 'Tên gọi',
  committee: 'Thành phần kiểm phiếu',
  'chair.name': 'Chủ trì, họ tên',
  'chair.position': 'Chủ trì, chức vụ',
  witnesses: 'Người chứng kiến',
  venue: 'Địa điểm',
  'countingStarted.day': 'Bắt đầu, ngày',
  'countingStarted.time': 'Bắt đầu, giờ',
  'countingEnded.day': 'Kết thúc, ngày',
  'countingEnded.time': 'Kết thúc, giờ',
  'handedOverTo.name': 'Bàn giao, họ tên',
  'handedOverTo.position': 'Bàn giao, chức vụ',
  copies: 'Số bản',
}

/** Who counted, where and when: what the minutes tell beside the counts. */
export function MinutesFactsPage(
  props: FormState & { readonly visitor: Visitor; readonly session: Session },
) {
  const { visitor, session, ...form } = props
  return (
    <Layout title="Thông tin biên bản" visitor={visitor}>
      <SessionHeading session={session} page="Thông tin biên bản" />
      <p>Chỗ nào để trống thì biên bản in dòng chấm để ghi tay.</p>
      <RefusalBox refusal={form.refusal} labels={LABELS} />
      <form method="post" action={`/sessions/${session.id}/minutes-facts`} class="sheet">
        <TextField
          {...form}
          name="committeeWord"
          label="Tên gọi"
          hint="“Ban kiểm phiếu” hoặc “Tổ kiểm phiếu”."
          required
        />
        <LinesField
          {...form}
          name="committee"
          label="Thành phần kiểm phiếu"
          hint="Mỗi dòng: Họ tên | Chức vụ | trưởng ban, thư ký hoặc thành viên."
          rows={5}
        />
        <PersonFields {...form} title="Chủ trì hội nghị" name="chair" />
        <LinesField
          {...form}
          name="witnesses"
          label="Người chứng kiến"
          hint="Mỗi dòng: Họ tên | Chức vụ."
          rows={3}
        />
        <TextField {...form} name="venue" label="Địa điểm kiểm phiếu" />
        <MomentFields {...form} title="Bắt đầu kiểm phiếu" name="countingStarted" />
        <MomentFields {...form} title="Kết thúc kiểm phiếu" name="countingEnded" />
        <PersonFields {...form} title="Bàn giao phiếu cho" name="handedOverTo" />
        <NumberField {...form} name="copies" label="Số bản của biên bản" />
        <button class="main">Lưu thông tin</button>
      </form>
    </Layout>
  )
}

type GroupProps = FormState & { readonly title: string; readonly name: string }

function PersonFields({ title, name, ...form }: GroupProps) {
  return (
    <fieldset class="part pair">
      <legend>{title}</legend>
      <TextField {...form} name={`${name}.name`} label="Họ tên" />
      <TextField {...form} name={`${name}.position`} label="Chức vụ" />
    </fieldset>
  )
}

function MomentFields({ title, name, ...form }: GroupProps) {
  return (
    <fieldset class="part pair">
      <legend>{title}</legend>
      <DayField {...form} name={`${name}.day`} label="Ngày" />
      <TextField {...form} name={`${name}.time`} label="Giờ" type="time" />
    </fieldset>
  )
}
