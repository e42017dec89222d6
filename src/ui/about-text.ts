import type { AboutTold } from '../actions/comment-about.ts'
import { type Role, may } from '../domain/roles.ts'
import type { Session } from '../domain/session.ts'
import { word } from '../messages/message.ts'
import { instantText } from './day-text.ts'

/** What a thread is about, in words. */
export function aboutText({ kind, id, sheet, person, document, entry }: AboutTold): string {
  if (kind === 'session') return 'Cả kỳ lấy phiếu'
  if (kind === 'sheet')
    return sheet === null ? 'Tập phiếu không còn trong kỳ' : `Tập phiếu số ${sheet}`
  if (kind === 'person') return person ?? 'Người không còn trong danh sách'
  if (kind === 'document')
    return document === null
      ? 'Văn bản không có trong kỳ'
      : `${word('documents', document.name)}, lần ${document.revision}, bản ${document.version}`
  const what = entry ? `: ${word('events', entry.type)}, ${instantText(entry.at)}` : ''
  return `Mục ${id} của nhật ký${what}`
}

/** Where whoever reads a thread finds what it is about; `null` where there is no page for that role. */
export function aboutHref(session: Session, role: Role, about: AboutTold): string | null {
  const { kind, id } = about
  const base = `/sessions/${session.id}`
  const reads = (act: Parameters<typeof may>[1]) => may(role, act, session.state)
  if (kind === 'session') return base
  const audits = reads('read_session_journal')
  if (kind === 'sheet' && about.sheet !== null) {
    if (audits) return `${base}/audit/sheets/${id}`
    if (reads('read_differences')) return `/sheets/${id}/differences`
    return reads('read_sheets') ? `${base}#sheets` : null
  }
  if (kind === 'person' && about.person !== null) {
    if (audits) return `${base}/audit/people/${id}`
    return reads('read_outcome') ? `${base}/results` : base
  }
  if (kind === 'document' && about.document !== null && reads('read_documents'))
    return `/documents/${id}/view`
  if (kind === 'entry' && audits && id !== null)
    return `${base}/audit/journal?after=${Number(id) - 1}#muc-${id}`
  return null
}
