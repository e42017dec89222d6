import type { Act } from '../domain/roles.ts'
import type { SessionState } from '../domain/session.ts'

/** One tool of whoever audits a session. */
export type AuditTool = {
  readonly act: Act
  /** Where it is: within the session, or from the root where it begins with a slash. */
  readonly to: string
  readonly title: string
  /** What it is for, in one sentence. */
  readonly says: string
  /** In which states it has anything to show; in all that the act allows where left out. */
  readonly states?: readonly SessionState[]
}

const COUNTED = [
  'entered',
  'reconciled',
  'computed',
  'issued',
  'signed',
  'published',
] as const satisfies readonly SessionState[]

/** The tools on the page "Kiểm tra – giám sát" of a session, in its order. */
export const AUDIT_TOOLS: readonly AuditTool[] = [
  {
    act: 'read_session_journal',
    to: 'audit/journal',
    title: 'Nhật ký của kỳ',
    says: 'Ai đã làm gì, lúc nào, sửa từ gì thành gì, theo đúng thứ tự ghi.',
  },
  {
    act: 'verify_session',
    to: 'audit/verification',
    title: 'Kiểm tra kỳ theo nhật ký',
    says: 'So số liệu, văn bản của kỳ với nhật ký; đối chiếu mã in trên giấy.',
  },
  {
    act: 'read_entry_statistics',
    to: 'audit/statistics',
    title: 'Thống kê nhập phiếu, báo cáo hoạt động',
    says: 'Từng tập: lượt nộp, phần bỏ đi và vì sao; báo cáo hoạt động có chữ ký (PDF, CSV).',
  },
  {
    act: 'compare_revisions',
    to: 'audit/revisions',
    title: 'So sánh các lần tính',
    says: 'Số cũ, số mới, tập và ô đã đổi, ai làm và vì sao.',
  },
  {
    act: 'compare_sessions',
    to: '/compare',
    title: 'So sánh hai kỳ',
    says: 'Hai đơn vị hoặc hai năm đã làm những gì, đặt cạnh nhau.',
  },
  {
    act: 'read_comments',
    to: 'comments',
    title: 'Trao đổi',
    says: 'Hỏi đơn vị, xem trả lời, đánh dấu là xong.',
  },
  {
    act: 'read_session',
    to: 'preparation',
    title: 'Chuẩn bị và quy trình',
    says: 'Từng bước của quy định: đã làm chưa, ngày nào, chậm bao lâu.',
  },
  {
    act: 'read_session',
    to: 'procedure.pdf',
    title: 'Bảng kiểm quy trình (PDF)',
    says: 'Cùng các bước ấy để in và đối chiếu với hồ sơ giấy.',
  },
  {
    act: 'read_session',
    to: 'roster/fingerprint',
    title: 'Dấu của danh sách',
    says: 'So danh sách trong máy với bản giấy đã duyệt.',
  },
  {
    act: 'read_zero_report',
    to: 'zero-report.pdf',
    title: 'Báo cáo số 0 (PDF)',
    says: 'Lúc mở kiểm phiếu chưa có số liệu nào.',
    states: COUNTED,
  },
  {
    act: 'read_findings',
    to: 'findings',
    title: 'Đối chiếu',
    says: 'Mâu thuẫn và cảnh báo của số liệu, lý do đã ghi, tập đã kiểm tra lại.',
    states: COUNTED,
  },
  {
    act: 'read_closing',
    to: 'closing',
    title: 'Khóa số liệu',
    says: 'Còn gì chưa xong trước khi khóa.',
    states: ['entered'],
  },
  {
    act: 'read_entry_log',
    to: 'entry-log.pdf',
    title: 'Nhật ký nhập phiếu (PDF)',
    says: 'Mọi lượt nhập, chỗ khác nhau và quyết định, để in và lưu cùng phiếu.',
  },
  {
    act: 'read_outcome',
    to: 'results',
    title: 'Kết quả',
    says: 'Số phiếu, tỉ lệ, mức và điều khoản của từng người.',
  },
  {
    act: 'read_documents',
    to: 'documents',
    title: 'Văn bản',
    says: 'Từng bản đã lập, ai ký, bản quét, số bản in.',
  },
  {
    act: 'read_uses',
    to: 'uses',
    title: 'Sử dụng kết quả',
    says: 'Cấp có thẩm quyền đã quyết định gì, việc nào quá hạn.',
  },
  {
    act: 'read_destruction',
    to: 'destruction',
    title: 'Thời hạn giữ và hủy phiếu',
    says: 'Dữ liệu từng lá phiếu còn giữ đến ngày nào, đã hủy gì.',
  },
  {
    act: 'read_role_cards',
    to: 'role-cards.pdf',
    title: 'Thẻ việc (PDF)',
    says: 'Mã để đối chiếu và việc của từng vai.',
  },
  {
    act: 'export_archive',
    to: 'archive',
    title: 'Hồ sơ kỳ phiếu (zip)',
    says: 'Mang toàn bộ kỳ đi kiểm tra ở máy khác, không cần máy chủ này.',
  },
  {
    act: 'read_journal',
    to: '/verify/database',
    title: 'Kiểm tra cơ sở dữ liệu',
    says: 'Toàn bộ nhật ký và mọi kỳ: chuỗi, niêm phong, số liệu dựng lại.',
  },
  {
    act: 'verify_document',
    to: '/verify',
    title: 'Kiểm tra văn bản',
    says: 'Một tệp PDF hay hồ sơ có đúng là văn bản đã ký, số liệu có đúng.',
  },
]
