import { type Complaint, type Desk, type Kept, isFull } from './ballot-desk.ts'
import { unread } from './ballot-paper.ts'
import type { Sending, Trouble } from './ballot-queue.ts'

/** Why a key changed nothing, for the reader of the paper. */
export function complaintText(complaint: Complaint, desk: Desk): string {
  if (complaint === 'unread')
    return `Chưa lưu: còn ${unread(desk.paper).length} dòng chưa đọc, con trỏ đang ở dòng đầu tiên trong đó.`
  if (complaint === 'changed') return 'Lá này đã sửa: nhấn Enter để lưu, hoặc Esc để bỏ chỗ sửa.'
  if (complaint === 'no_earlier') return 'Đây là lá đầu tiên của tập.'
  if (complaint === 'invalid_paper')
    return 'Lá này đang ghi là không hợp lệ cả lá. Nhấn * để trở lại từng dòng.'
  return `Kỳ này chỉ có ${desk.levels} mức: phím 1 đến ${desk.levels}, và 0.`
}

/** Why no key does anything while the pass goes on in another window. */
export const STOPPED_TEXT = 'Chưa ghi: xem dòng báo ở trên trước đã.'

/** How keeping goes, shortly. */
export function savingText({ waiting, saved, trouble }: Sending): string {
  const count = waiting.length
  if (trouble) return count > 0 ? `Chưa gửi được ${count} lá` : ''
  if (count > 1) return `Đang gửi ${count} lá…`
  if (count === 1) return `Đang gửi lá ${waiting[0]!.place}…`
  return saved ? savedText(saved) : ''
}

function savedText({ place, marks }: Kept): string {
  return marks === null ? `Đã bỏ lá ${place}` : `Đã lưu lá ${place}`
}

/** What stands in the way and what can be done; the server's own sentence first. */
export function troubleText({ kind, sentence }: Trouble, waiting: readonly Kept[]): string {
  const kept =
    waiting.length > 0 ? ` ${placesText(waiting)} chưa gửi vẫn được giữ trên máy này.` : ''
  if (kind === 'unreachable')
    return `Không nối được máy chủ, đang thử lại. Cứ nhập tiếp, đừng đóng trang.${kept}`
  if (kind === 'elsewhere')
    return `Tập phiếu này đang mở ở một cửa sổ khác. Nhập tiếp ở cửa sổ đó, hoặc bấm “Gõ ở đây”.${kept}`
  if (kind === 'conflict')
    return waiting.length > 0
      ? `Tập phiếu này vừa được lưu từ nơi khác; không ghi đè gì. ${placesText(waiting)} nhập ở đây chưa được lưu: ghi lại số thứ tự, bấm “Theo số đã lưu ở máy chủ” rồi soát từ lá đó.`
      : 'Tập phiếu này vừa được lưu từ nơi khác. Bấm “Theo số đã lưu ở máy chủ” để nhập tiếp từ lá còn lại.'
  return `${sentence || 'Máy chủ chưa nhận lá phiếu.'}${kept}`
}

/** What is asked before unsent papers are given up. */
export function forgetText(waiting: readonly Kept[]): string {
  return `${placesText(waiting)} nhập ở đây chưa được lưu và sẽ bị bỏ. Tiếp tục?`
}

function placesText(waiting: readonly Kept[]): string {
  const places = [...new Set(waiting.map(({ place }) => place))].sort((a, b) => a - b)
  const shown = places.length > 8 ? `${places.slice(0, 8).join(', ')}…` : places.join(', ')
  return `Lá ${shown}`
}

/** Why the bundle is not handed in yet. */
export function notReadyText(desk: Desk): string {
  if (desk.papers.length === 0) return 'Chưa nộp: chưa có lá nào.'
  const place =
    isFull(desk) || desk.place <= desk.papers.length ? desk.papers.length + 1 : desk.place
  return desk.papers.some((paper) => paper.includes('_'))
    ? 'Chưa nộp: còn lá có dòng chưa đọc.'
    : `Chưa nộp: lá thứ ${place} đang nhập dở. Nhấn Enter để lưu, hoặc Esc để xóa.`
}
