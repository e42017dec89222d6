import type { EntryStatistics } from '../../domain/entry-statistics.ts'
import { percentText } from '../../domain/percent.ts'
import { type Act, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import type { SheetStatistics } from '../../domain/sheet-statistics.ts'
import { SessionHeading } from '../components/session-heading.tsx'
import { dayText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type EntryStatisticsPageProps = {
  readonly visitor: Visitor
  readonly session: Session
  readonly statistics: EntryStatistics
}

/** How much work each sheet took, how much of it was thrown away, and when it was done. */
export function EntryStatisticsPage({ visitor, session, statistics }: EntryStatisticsPageProps) {
  const role = visitor.actor?.role
  const allowed = (act: Act) => role !== undefined && may(role, act, session.state)
  return (
    <Layout title="Thống kê nhập phiếu" visitor={visitor}>
      <SessionHeading session={session} page="Thống kê nhập phiếu" />
      <p>
        Đếm từ nhật ký của kỳ, theo tập và theo lượt nhập. Trang này không có số phiếu của ai và
        không có từng lá phiếu. Giờ và thời gian là do đồng hồ của máy ghi, chỉ để tham khảo.
      </p>
      {allowed('read_activity_report') && <Report session={session} />}
      <Totals {...statistics} />
      <Hours hours={statistics.hours} />
      <Sheets sheets={statistics.sheets} />
    </Layout>
  )
}

function Report({ session }: { readonly session: Session }) {
  const file = (type: string) => `/sessions/${session.id}/audit/activity.${type}`
  return (
    <section aria-labelledby="report">
      <h2 id="report">Báo cáo hoạt động</h2>
      <p>
        Toàn bộ nhật ký của kỳ, ký bằng khóa niêm phong của máy chủ. Tệp PDF mang theo bảng CSV,
        nhật ký gốc và chữ ký; tệp zip là bảng CSV cùng chữ ký, không có trang in. Đưa tệp PDF hoặc
        tệp zip vào trang <a href="/verify">Kiểm tra văn bản</a> để kiểm tra.
      </p>
      <ul>
        <li>
          <a href={file('pdf')}>Báo cáo hoạt động (PDF)</a>
        </li>
        <li>
          <a href={file('zip')}>Bảng CSV cùng chữ ký (zip)</a>
        </li>
        <li>
          <a href={file('csv')}>Bảng CSV để mở ngay</a>, không có chữ ký đi kèm
        </li>
      </ul>
    </section>
  )
}

function Totals({ passesRequired, sheets, totals, mostDiffering }: EntryStatistics) {
  const { submitted, thrown, cells, cellsThrown } = totals
  const share = percentText(thrown, submitted)
  const cellShare = percentText(cellsThrown, cells)
  return (
    <section aria-labelledby="totals">
      <h2 id="totals">Cả kỳ</h2>
      <ul>
        <li>
          {sheets.length} tập, mỗi tập {passesRequired} lượt độc lập; {submitted} lần nộp.
        </li>
        <li>
          Bỏ đi {thrown}/{submitted} lần nộp{share && ` (${share}%)`}, tức {cellsThrown}/{cells} số
          đã gõ{cellShare && ` (${cellShare}%)`}: {totals.returned} lần do Trưởng ban trả lại,{' '}
          {totals.errors} lần do số liệu tự mâu thuẫn, {totals.other} lần người nhập tự nộp lại.
        </li>
        <li>
          Trưởng ban: {totals.chosen} lần chọn số liệu của một lượt ({totals.asOnPaper} lần giữ
          nguyên mâu thuẫn có trên giấy), {totals.sentBack} lần trả lại.
        </li>
        <li>
          Trả tập chưa nộp: {totals.givenBack} lần người nhập tự trả, {totals.takenIdle} lần vì vắng
          mặt, {totals.takenByHead} lần do Trưởng ban. Điền từ tệp: {totals.imported} lần.
        </li>
        <li>
          Kiểm tra lại: {totals.rechecksAgreed} lần khớp, {totals.rechecksDiffered} lần không khớp.
          Đã ghi lý do của {totals.warnings} cảnh báo, {totals.explained} mâu thuẫn.
        </li>
        <li>
          {mostDiffering.length === 0
            ? 'Không tập nào có ô khác nhau giữa các lượt.'
            : `Tập có ô khác nhau giữa các lượt, nhiều nhất trước: ${mostDiffering.join(', ')}.`}
        </li>
      </ul>
    </section>
  )
}

function Hours({ hours }: Pick<EntryStatistics, 'hours'>) {
  if (hours.length === 0) return null
  return (
    <section aria-labelledby="hours">
      <h2 id="hours">Theo giờ</h2>
      <div class="scroll" tabindex={0} role="group" aria-label="Theo giờ">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Giờ, theo đồng hồ máy</th>
              <th scope="col" class="number">
                Nhận tập
              </th>
              <th scope="col" class="number">
                Nộp
              </th>
              <th scope="col" class="number">
                Trong đó thay lần nộp trước
              </th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ hour, taken, submitted, thrown }) => (
              <tr>
                <th scope="row">
                  {hour.slice(11)} giờ, {dayText(hour.slice(0, 10))}
                </th>
                <Number label="Nhận tập" value={taken} />
                <Number label="Nộp" value={submitted} />
                <Number label="Thay lần nộp trước" value={thrown} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Sheets({ sheets }: Pick<EntryStatistics, 'sheets'>) {
  return (
    <section aria-labelledby="sheets">
      <h2 id="sheets">Từng tập</h2>
      <div class="scroll" tabindex={0} role="group" aria-label="Từng tập">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Tập</th>
              <th scope="col" class="number">
                Nộp
              </th>
              <th scope="col" class="number">
                Bỏ đi
              </th>
              <th scope="col">Từng lượt: mỗi lần nộp mất bao lâu, theo đồng hồ máy</th>
              <th scope="col" class="number">
                Ô khác nhau
              </th>
              <th scope="col">Trưởng ban, kiểm tra lại, cảnh báo</th>
            </tr>
          </thead>
          <tbody>
            {sheets.map((sheet) => (
              <SheetLine {...sheet} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function SheetLine(sheet: SheetStatistics) {
  const { number, kind, planned, submitted, thrown, differed, differing, passes } = sheet
  return (
    <tr>
      <th scope="row">
        Tập {number}
        <small>
          loại {kind}, dự kiến {planned} phiếu
        </small>
      </th>
      <Number label="Nộp" value={submitted} />
      <Number label="Bỏ đi" value={thrown} />
      <td data-label="Từng lượt, theo đồng hồ máy">
        {passes.map(({ passNo, clockSeconds }) => (
          <div>
            Lượt {passNo}: {clockSeconds.map(durationText).join('; ')}
          </div>
        ))}
      </td>
      <td class="number" data-label="Ô khác nhau">
        {differed}
        {differed > 0 && <small>nay còn {differing}</small>}
      </td>
      <td data-label="Ngoài ra">{toldOf(sheet)}</td>
    </tr>
  )
}

function Number({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <td class="number" data-label={label}>
      {value}
    </td>
  )
}

/** What else happened to the sheet, without what never did. */
function toldOf(sheet: SheetStatistics): string {
  const told = [
    [sheet.chosen, 'lần chọn'],
    [sheet.asOnPaper, 'lần giữ như trên giấy'],
    [sheet.sentBack, 'lần trả lại để nhập lại'],
    [sheet.givenBack, 'lần người nhập trả tập'],
    [sheet.takenIdle, 'lần trả tập vì vắng mặt'],
    [sheet.takenByHead, 'lần Trưởng ban lấy lại tập'],
    [sheet.imported, 'lần điền từ tệp'],
    [sheet.rechecksAgreed, 'lần kiểm tra lại khớp'],
    [sheet.rechecksDiffered, 'lần kiểm tra lại không khớp'],
    [sheet.warnings, 'cảnh báo có lý do'],
    [sheet.explained, 'mâu thuẫn có lý do'],
  ] as const
  const found = told.filter(([times]) => times > 0)
  return found.length === 0 ? '–' : found.map(([times, what]) => `${times} ${what}`).join('; ')
}

/** "1 giờ 02 phút", "3 phút 07 giây"; a dash where the clock cannot say. */
function durationText(seconds: number | null): string {
  if (seconds === null) return '–'
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours > 0) return `${hours} giờ ${two(minutes)} phút`
  return minutes > 0 ? `${minutes} phút ${two(seconds % 60)} giây` : `${seconds} giây`
}
