import type { Rule } from '../domain/rule.ts'

/** What each kind of rule decides, as an editor shows it beside the file; part of the JSON Schema. */
export const RULE_DESCRIPTIONS = {
  levels:
    'Các mức của lá phiếu: đủ ba mức hoặc đủ hai mức, đúng thứ tự. Không có quy tắc này là ba mức.',
  band: 'Mức kết quả: khoảng tỉ lệ của một mức tín nhiệm (level), viết từ thấp đến cao, nối liền nhau.',
  base: 'Tỉ lệ tính trên tổng nào: collected là số phiếu thu về, members là tổng số đại biểu.',
  quorum: 'Tỉ lệ người được triệu tập phải có mặt thì mới mở kiểm phiếu.',
  conservation: 'Số phiếu hợp lệ và không hợp lệ cộng lại bằng số phiếu thu về.',
  presence: 'Chỉ họp trực tiếp: từ chối kỳ khai là hội nghị trực tuyến.',
  venues: 'Một người được lấy phiếu ở nhiều nhất bao nhiêu nơi trong cùng đợt.',
  side_by_side: 'Kết quả các nơi để cạnh nhau, không cộng, không lấy trung bình.',
  referral: 'Chức vụ do Quốc hội, HĐND bầu hoặc phê chuẩn thì theo quy định của bên kia.',
  title: 'Một dòng trong danh mục chức danh: ai được lấy phiếu, ai ghi phiếu, ở một hoặc hai nơi.',
  exemption:
    'Ai không lấy phiếu: retirement_notice chờ nghỉ hưu; started_in_vote_year mới nhận chức trong năm; short_service giữ chức chưa đủ số tháng (months).',
  term_year:
    'Lấy phiếu vào năm thứ mấy của nhiệm kỳ; năm thứ nhất là năm bắt đầu (from_start_year) hay năm sau đó (after_start_year).',
  precedence: 'Việc phải xong trước ngày lấy phiếu.',
  deadline:
    'Hạn của bước có mã step trong cùng tệp: trước ngày lấy phiếu bao nhiêu ngày, kể cả ngày nghỉ.',
  criterion: 'Tiêu chí: chính lời văn của dòng này; chỉ để đọc, không chấm điểm.',
  step: 'Một bước của quy trình, làm một lần cho cả kỳ (session) hoặc cho từng người (person). condition: true thì chưa ghi nhận sẽ không mở kiểm phiếu; ifAsked: true thì không phải kỳ nào cũng có.',
  invalidity:
    'Một kiểu phiếu sai và hậu quả: cả phiếu (ballot), một dòng (line), hay ban kiểm phiếu quyết định (committee).',
  use: 'Một việc mà cấp có thẩm quyền được dùng kết quả để làm.',
  follow_up: 'Việc phải xem xét đối với người thuộc mức kết quả có mã band trong cùng tệp.',
  time_limit: 'Số ngày làm việc để đề xuất hoặc quyết định.',
  running:
    'Điều kiện xét qua nhiều kỳ ở cùng một nơi: tỉ lệ của mức level nằm trong khoảng ấy times lần (votes) hoặc times năm (years) liên tiếp. Chỉ nêu trong hồ sơ tín nhiệm.',
} as const satisfies Readonly<Record<Rule['kind'], string>>
