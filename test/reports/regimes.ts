import type { AdoptedRegime, Provision, Regime } from '../../src/domain/regime.ts'

const source = { title: 'quy định thử', href: 'https://example.org/', read: '2026-01-01' } as const

function provision(
  ref: string,
  text: string,
  rule: Provision['rule'],
  evidence: Provision['evidence'] = 'quoted',
): Provision {
  return { ref, text, source, evidence, rule }
}

const CRITERIA = [
  provision(
    'Điều 5, tiêu chí 1',
    'Phẩm chất chính trị, đạo đức, lối sống; tinh thần trách nhiệm trong công việc, thái độ phục vụ Nhân dân; liêm chính, trung thực, công tâm, khách quan trong thực hiện nhiệm vụ được giao.',
    { kind: 'criterion' },
    'paraphrased',
  ),
  provision(
    'Điều 5, tiêu chí 2',
    'Ý thức tổ chức kỷ luật, việc chấp hành các nguyên tắc tổ chức và hoạt động của Đảng, nhất là nguyên tắc tập trung dân chủ, tự phê bình và phê bình; chấp hành sự phân công của tổ chức.',
    { kind: 'criterion' },
    'paraphrased',
  ),
  provision(
    'Điều 5, tiêu chí 3',
    'Kết quả lãnh đạo, chỉ đạo, thực hiện chức trách, nhiệm vụ; đấu tranh phòng, chống tham nhũng, tiêu cực; những điều đảng viên không được làm và trách nhiệm nêu gương.',
    { kind: 'criterion' },
    'assumed',
  ),
  provision(
    'Điều 5, tiêu chí 4',
    'Sự gương mẫu của bản thân và vợ, chồng, con trong việc chấp hành chính sách, pháp luật của Nhà nước.',
    { kind: 'criterion' },
  ),
  provision(
    'Điều 5, tiêu chí 5',
    'Việc thường xuyên giữ mối liên hệ với cấp ủy nơi cư trú.',
    { kind: 'criterion' },
    'paraphrased',
  ),
]

type StepOf = Extract<NonNullable<Provision['rule']>, { kind: 'step' }>

function step(ref: string, rule: Omit<StepOf, 'kind'>): Provision {
  return provision(ref, rule.name, { kind: 'step', ...rule })
}

/** A step of each sort: per person and per session, with a last day and without, a condition and not. */
const PROCEDURE = [
  step('Điều 7.3', {
    id: 'report',
    phase: 'preparation',
    per: 'person',
    condition: false,
    name: 'Người được lấy phiếu tín nhiệm báo cáo',
  }),
  provision('Điều 9.1', 'trước 15 ngày', {
    kind: 'deadline',
    step: 'dossiers_sent',
    daysBefore: 15,
  }),
  provision('Điều 7.3', 'trước 30 ngày', { kind: 'deadline', step: 'report', daysBefore: 30 }),
  step('Điều 9.1', {
    id: 'dossiers_sent',
    phase: 'preparation',
    per: 'session',
    condition: false,
    name: 'Gửi báo cáo và hồ sơ cho người ghi phiếu',
  }),
  step('Điều 9.1', {
    id: 'questions_sent',
    phase: 'preparation',
    per: 'session',
    condition: false,
    ifAsked: true,
    name: 'Gửi nội dung cần làm rõ',
  }),
  step('Điều 9.1', {
    id: 'ballots_prepared',
    phase: 'preparation',
    per: 'session',
    condition: true,
    name: 'Chuẩn bị phiếu có đóng dấu treo',
  }),
  step('Điều 9.2', {
    id: 'committee_approved',
    phase: 'conference',
    per: 'session',
    condition: true,
    name: 'Hội nghị thông qua ban kiểm phiếu',
  }),
  step('Điều 10', {
    id: 'results_reported',
    phase: 'after',
    per: 'session',
    condition: false,
    name: 'Báo cáo kết quả với cấp có thẩm quyền',
  }),
]

const PARTY: Regime = {
  id: '96-qd-tw-2023',
  number: '96-QĐ/TW',
  title:
    'Quy định về việc lấy phiếu tín nhiệm đối với chức danh, chức vụ lãnh đạo, quản lý trong hệ thống chính trị',
  issuer: 'Bộ Chính trị',
  issuedOn: '2023-02-02',
  side: 'party',
  effectiveFrom: '2023-02-02',
  effectiveTo: null,
  chosen: 'by_day',
  replaces: null,
  provisions: [
    ...PROCEDURE,
    provision('Điều 3.1', 'chờ nghỉ hưu', { kind: 'exemption', reason: 'retirement_notice' }),
    provision('Điều 3.1', 'trong năm', { kind: 'exemption', reason: 'started_in_vote_year' }),
    ...CRITERIA,
    provision(
      'Điều 6.1, Điều 6.2',
      'Phiếu ghi rõ họ tên, chức vụ … Người ghi phiếu tín nhiệm có thể ký tên hoặc không ký tên vào phiếu tín nhiệm.',
      null,
    ),
    provision('Điều 6.3, phiếu không hợp lệ', 'không do ban kiểm phiếu phát ra', {
      kind: 'invalidity',
      case: 'not_issued',
      effect: 'ballot',
    }),
    provision(
      'Điều 6.3, phiếu không hợp lệ',
      'dòng của một người',
      { kind: 'invalidity', case: 'line_marks', effect: 'line' },
      'assumed',
    ),
    provision(
      'Điều 6.3, phiếu không hợp lệ',
      'ghi thêm tên',
      { kind: 'invalidity', case: 'name_added', effect: 'committee' },
      'assumed',
    ),
    provision('Điều 3.2', 'ít nhất 2/3', { kind: 'quorum', ge: '2/3' }),
    provision('Điều 6.3', 'tổng số phiếu thu về', { kind: 'base', base: 'collected' }),
    provision('Điều 11.3', 'từ 2/3 trở lên', {
      kind: 'band',
      id: 'two_thirds',
      level: 'low',
      ge: '2/3',
      consequence:
        'Cấp có thẩm quyền quản lý cán bộ thực hiện miễn nhiệm chức vụ đang đảm nhiệm và bố trí công tác khác (thấp hơn).',
    }),
    provision('Điều 11.2', 'trên 50% nhưng dưới 2/3', {
      kind: 'band',
      id: 'over_half',
      level: 'low',
      gt: '1/2',
      lt: '2/3',
      consequence:
        'Cấp có thẩm quyền quản lý cán bộ đưa ra khỏi quy hoạch; xem xét cho thôi giữ chức vụ đang đảm nhiệm.',
    }),
  ],
}

const STATE: Regime = {
  ...PARTY,
  id: '85-2014-qh13',
  number: '85/2014/QH13',
  title: 'Nghị quyết về việc lấy phiếu tín nhiệm, bỏ phiếu tín nhiệm',
  issuer: 'Quốc hội',
  issuedOn: '2014-11-28',
  side: 'state',
  effectiveFrom: '2015-01-01',
  provisions: [
    provision('Đối tượng không lấy phiếu', 'chưa đủ 9 tháng', {
      kind: 'exemption',
      reason: 'short_service',
      months: 9,
    }),
    provision('Điều 6.1', 'Kết quả thực hiện nhiệm vụ, quyền hạn được giao.', {
      kind: 'criterion',
    }),
    provision('Điều 6.2', 'Phẩm chất chính trị, đạo đức, lối sống.', { kind: 'criterion' }),
    provision('Điều 17', 'tổng số đại biểu', { kind: 'base', base: 'members' }),
    provision('Điều 10', 'quá nửa tổng số đại biểu', {
      kind: 'band',
      id: 'over_half',
      level: 'low',
      gt: '1/2',
      consequence: 'Có thể xin từ chức.',
    }),
  ],
}

const TWO_LEVELS: Regime = {
  ...STATE,
  id: 'bo-phieu-96-2023-qh15',
  number: '96/2023/QH15',
  issuedOn: '2023-06-23',
  effectiveFrom: '2023-07-01',
  chosen: 'by_name',
  provisions: [
    provision('Điều 6.2', 'Phẩm chất chính trị, đạo đức, lối sống.', { kind: 'criterion' }),
    provision('Điều 3.2', 'tín nhiệm hoặc không tín nhiệm', {
      kind: 'levels',
      levels: ['confidence', 'no_confidence'],
    }),
    provision('Điều 17', 'quá nửa tổng số phiếu', {
      kind: 'band',
      id: 'over_half_no_confidence',
      level: 'no_confidence',
      gt: '1/2',
      consequence:
        'Cơ quan hoặc người có thẩm quyền giới thiệu trình Quốc hội, Hội đồng nhân dân miễn nhiệm hoặc phê chuẩn đề nghị miễn nhiệm.',
    }),
    provision('Điều 19.3', 'tổng số phiếu thu về', { kind: 'base', base: 'collected' }),
  ],
}

/** Regulations for drawing documents; the real ones are data of the program and tested elsewhere. */
export const REGIMES: Readonly<Record<string, AdoptedRegime>> = {
  [PARTY.id]: { regime: PARTY, sha256: 'a1'.repeat(32) },
  [STATE.id]: { regime: STATE, sha256: 'b2'.repeat(32) },
  [TWO_LEVELS.id]: { regime: TWO_LEVELS, sha256: 'c3'.repeat(32) },
}
