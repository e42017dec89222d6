import type { AdoptedRegime, Provision, Regime } from '../../src/domain/regime.ts'

const source = { title: 'quy định thử', href: 'https://example.org/', read: '2026-01-01' } as const

function provision(ref: string, text: string, rule: Provision['rule']): Provision {
  return { ref, text, source, evidence: 'quoted', rule }
}

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

/** Two regulations for drawing documents; the real ones are data of the program and tested elsewhere. */
export const REGIMES: Readonly<Record<string, AdoptedRegime>> = {
  [PARTY.id]: { regime: PARTY, sha256: 'a1'.repeat(32) },
  [STATE.id]: { regime: STATE, sha256: 'b2'.repeat(32) },
}
