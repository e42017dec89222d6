import type { Context as HonoContext } from 'hono'
import type { Beyond } from '../../domain/air-gap.ts'
import { FINDING_CODES, type Finding } from '../../domain/finding.ts'
import { ROLES } from '../../domain/roles.ts'
import type { AppError } from '../../errors.ts'
import type { WebEnv } from '../../http/env.ts'
import { problemOf, refusalOf } from '../../http/problems.ts'
import { findingMessage, issueLines, word } from '../../messages/message.ts'
import { signLines } from '../components/air-gap-warning.tsx'
import { ErrorPage } from '../pages/error.tsx'
import { show, visitorOf } from '../visitor.ts'

/**
 * A refusal or fault as a page with its sentence, its lines and a way back. Whoever asks for a page
 * without being logged in is sent to the log-in and from there to the page.
 */
export function answerErrorPage(
  c: HonoContext<WebEnv>,
  error: unknown,
): Response | Promise<Response> {
  const refusal = refusalOf(error)
  const asks = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (isLoggedOut(refusal) && asks) return c.redirect(logInFor(c), 303)
  const { title: sentence, status } = problemOf(error, c.get('requestId'))
  const closed = refusal?.code === 'network_beyond'
  const page = (
    <ErrorPage
      visitor={closed ? { ...visitorOf(c), beyond: [] } : visitorOf(c)}
      title={closed ? 'Phần mềm tạm đóng' : (TITLES[status] ?? 'Chưa làm được')}
      sentence={sentence}
      lines={refusal ? linesOf(refusal) : []}
      advice={refusal && adviceOf(refusal, asks)}
      ways={waysOn(c, refusal, asks)}
    />
  )
  return show(c, page, status)
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Cần đăng nhập',
  403: 'Không có quyền',
  404: 'Không tìm thấy',
  421: 'Sai địa chỉ',
  429: 'Chờ một chút',
  500: 'Lỗi hệ thống',
}

function isLoggedOut(refusal: AppError | undefined): boolean {
  return refusal?.code === 'not_authenticated' || refusal?.code === 'log_in_replaced'
}

/** The log-in page, with the way back and the word why the last log-in has ended. */
function logInFor(c: HonoContext<WebEnv>): string {
  const because = c.get('ended')
  const notice = because === null ? '' : because === 'elsewhere' ? 'replaced' : because
  const asked = new URLSearchParams({
    ...(c.req.path !== '/' && { next: c.req.path }),
    ...(notice !== '' && { notice: `log_in_${notice}` }),
  }).toString()
  return asked === '' ? '/login' : `/login?${asked}`
}

/** The issues of malformed input, or the findings that stand in the way. */
function linesOf(refusal: AppError): readonly string[] {
  const { findings, signs } = refusal.detail
  if (Array.isArray(signs)) return signLines(signs as Beyond[])
  if (!Array.isArray(findings)) return issueLines(refusal)
  return (findings as Finding[])
    .filter((each) => FINDING_CODES.includes(each.code))
    .map((each) => `${each.code}: ${findingMessage(each)}`)
}

function adviceOf({ code, detail }: AppError, asks: boolean): string | undefined {
  if (code === 'not_authenticated' || code === 'log_in_replaced')
    return 'Đăng nhập ở thẻ mới, rồi quay lại trang trước bằng nút lùi của trình duyệt và gửi lại.'
  if ((code === 'wrong_state' || code === 'forbidden') && Array.isArray(detail.roles)) {
    const roles = ROLES.filter((role) => (detail.roles as unknown[]).includes(role))
    const names = roles.map((role) => word('roles', role)).join(', ')
    const when = code === 'wrong_state' ? 'Ở bước này, người' : 'Người'
    if (names) return `${when} làm được việc đó: ${names}.`
  }
  if (!asks && (code === 'invalid_input' || code === 'too_large'))
    return 'Dùng nút lùi của trình duyệt để trở lại biểu mẫu với những gì đã gõ.'
  return undefined
}

function waysOn(c: HonoContext<WebEnv>, refusal: AppError | undefined, asks: boolean) {
  if (refusal?.code === 'network_beyond') return [{ href: c.req.path, text: 'Thử lại' }]
  if (isLoggedOut(refusal)) return [{ href: '/login', text: 'Đăng nhập' }]
  const [, place, id, part] = c.req.path.split('/')
  const session = place === 'sessions' && id !== 'new' && refusal?.code !== 'not_found'
  const ways = []
  if (refusal?.code === 'findings_open' && part !== 'open')
    ways.push({ href: `/sessions/${id}/findings`, text: 'Xem trang Đối chiếu' })
  if (part === 'close' || c.req.path.endsWith('/confirm/close'))
    ways.push({ href: `/sessions/${id}/closing`, text: 'Xem trang Khóa số liệu' })
  if (refusal?.code === 'steps_missing')
    ways.push({ href: `/sessions/${id}/preparation`, text: 'Xem trang Chuẩn bị' })
  if (session && (part !== undefined || !asks))
    ways.push({ href: `/sessions/${id}`, text: 'Về kỳ lấy phiếu' })
  if (place === 'sheets' && part === 'differences' && !asks)
    ways.push({ href: `/sheets/${id}/differences`, text: 'Xem lại tập phiếu' })
  return [...ways, { href: '/', text: 'Về trang đầu' }]
}
