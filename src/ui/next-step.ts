import type { Preparation } from '../actions/preparation.ts'
import type { SheetProgress } from '../actions/sheets.ts'
import { quorumOf } from '../domain/outcome.ts'
import { missingConditions } from '../domain/procedure.ts'
import type { AdoptedRegime } from '../domain/regime.ts'
import type { Act } from '../domain/roles.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { unreachable } from '../errors.ts'
import { voterFaults } from './forms/voters-form.ts'
import { waitsForHead } from './sheet-turn.ts'

/** What is to be done next in a session, and where. */
export type NextStep = {
  readonly sentence: string
  /** The act that takes the session on; `null` when nothing is left to do. */
  readonly act: Act | null
  /** A page to go to, below the session's own unless it starts with "#". */
  readonly link?: { readonly to: string; readonly text: string }
  /** A step to take at once: what is posted below the session's page. */
  readonly button?: { readonly step: string; readonly text: string }
}

type Known = {
  readonly session: Session
  readonly roster: Roster
  readonly regime: AdoptedRegime
  readonly preparation: Pick<Preparation, 'steps'>
  /** `null` for whoever does not read the sheets. */
  readonly sheets: readonly SheetProgress[] | null
}

/** The next step of the session as one plain sentence. */
export function nextStepOf(known: Known): NextStep {
  switch (known.session.state) {
    case 'draft':
      return draftStep(known)
    case 'ready':
      return readyStep(known)
    case 'counting':
      return countingStep(known)
    case 'paused':
      return {
        sentence: 'Đang tạm dừng kiểm phiếu: không ai nhập được. Số liệu đã nhập vẫn được giữ.',
        act: 'resume_counting',
        button: { step: 'resume', text: 'Tiếp tục kiểm phiếu' },
      }
    case 'entered':
      return {
        sentence: 'Mọi tập phiếu đã có số liệu. Xem những việc còn lại rồi khóa số liệu.',
        act: 'close_session',
        link: { to: 'closing', text: 'Đến trang Khóa số liệu' },
      }
    case 'reconciled':
      return {
        sentence: 'Số liệu đã khóa. Tính tỉ lệ và kết quả theo quy định.',
        act: 'compute_outcome',
        button: { step: 'compute', text: 'Tính kết quả' },
      }
    case 'computed':
      return {
        sentence: 'Đã tổng hợp. Kiểm tra thông tin biên bản bên dưới, rồi lập biên bản và báo cáo.',
        act: 'issue_documents',
        link: { to: 'confirm/issue', text: 'Lập biên bản và báo cáo…' },
      }
    case 'issued':
      return {
        sentence: 'Văn bản đã lập. Từng người ký vào chỗ của mình.',
        act: 'sign_document',
        link: { to: 'documents', text: 'Đến trang Văn bản' },
      }
    case 'signed':
      return {
        sentence: 'Văn bản đã đủ chữ ký. Ghi nhận khi đã công bố kết quả.',
        act: 'publish_session',
        link: { to: 'documents', text: 'Đến trang Văn bản' },
      }
    case 'published':
      return { sentence: 'Kỳ lấy phiếu đã xong và đã công bố.', act: null }
    case 'cancelled':
      return { sentence: 'Kỳ lấy phiếu đã hủy. Số liệu đã nhập vẫn được giữ.', act: null }
    default:
      return unreachable(known.session.state)
  }
}

function draftStep({ roster }: Known): NextStep {
  if (roster.ballotKinds.length === 0)
    return {
      sentence: 'Nhập danh sách người được lấy phiếu tín nhiệm.',
      act: 'edit_session',
      link: { to: 'roster', text: 'Nhập danh sách' },
    }
  const empty = roster.ballotKinds.find((kind) => kind.subjects.length === 0)
  if (empty)
    return {
      sentence: `Loại phiếu ${empty.code} không còn ai được lấy phiếu. Sửa lại danh sách.`,
      act: 'edit_session',
      link: { to: 'roster', text: 'Mở danh sách' },
    }
  return {
    sentence: 'So danh sách bên dưới với phiếu in. Đúng rồi thì khóa danh sách.',
    act: 'freeze_roster',
    button: { step: 'freeze', text: 'Khóa danh sách' },
  }
}

function readyStep({ session, regime: { regime }, preparation }: Known): NextStep {
  const missing = missingConditions(preparation.steps)
  if (missing.length > 0)
    return {
      sentence: `Trước khi mở kiểm phiếu, ghi nhận các bước bắt buộc: ${missing.map(({ rule }) => rule.name).join('; ')}.`,
      act: 'record_procedure',
      link: { to: 'preparation#procedure', text: 'Đến trang Chuẩn bị' },
    }
  const { summoned, present } = session.voters
  const toVoters = { act: 'record_voters', link: { to: 'voters', text: 'Ghi số người' } } as const
  if (summoned === null || present === null)
    return { sentence: 'Ghi số người được triệu tập và số người có mặt.', ...toVoters }
  if (voterFaults(session.voters, regime).length > 0)
    return { sentence: 'Các số người đã ghi mâu thuẫn với nhau. Sửa lại số người.', ...toVoters }
  const quorum = quorumOf(session, regime)
  if (quorum && !quorum.met)
    return {
      sentence: `Có mặt ${present} trên ${summoned} người được triệu tập, chưa đủ ${quorum.required}: chưa được tiến hành. Ghi lại khi đủ người.`,
      ...toVoters,
    }
  return {
    sentence: `Có mặt ${present} trên ${summoned} người được triệu tập. Bỏ phiếu xong thì bắt đầu kiểm phiếu.`,
    act: 'open_counting',
    button: { step: 'open', text: 'Bắt đầu kiểm phiếu' },
  }
}

function countingStep({ session, roster, sheets }: Known): NextStep {
  if (roster.ballotKinds.some((kind) => kind.sheets.length === 0))
    return {
      sentence: 'Ghi số phiếu phát ra, thu về và chia phiếu thành tập.',
      act: 'record_ballots',
      link: { to: 'ballots', text: 'Ghi số phiếu' },
    }
  const waiting = sheets?.find((sheet) => waitsForHead(sheet, session.passesRequired))
  if (waiting) return decisionStep(waiting)
  const untouched = sheets?.every(({ state }) => state === 'empty')
  return {
    sentence: untouched
      ? 'In bảng kẻ phiếu ở mục Giấy tờ để in nếu chưa in, rồi nhập các tập phiếu.'
      : 'Nhập các tập phiếu.',
    act: 'enter_pass',
    ...(sheets ? { link: { to: '#sheets', text: 'Đến các tập phiếu' } } : {}),
  }
}

function decisionStep({ id, number, state }: SheetProgress): NextStep {
  const to = `/sheets/${id}/differences`
  if (state === 'different')
    return {
      sentence: `Các lượt nhập của tập phiếu số ${number} khác nhau. So với phiếu giấy rồi quyết định.`,
      act: 'settle_difference',
      link: { to, text: 'Xem chỗ khác nhau' },
    }
  return {
    sentence: `Tập phiếu số ${number} đã đủ lượt nhập nhưng số liệu mâu thuẫn. So với phiếu giấy: trả lại để gõ lại, hoặc giấy đúng là như vậy.`,
    act: 'settle_difference',
    link: { to, text: 'Xem chỗ mâu thuẫn' },
  }
}
