import type { ThreadTold } from '../../actions/comment-threads.ts'
import { type Thread, awaitedIn, isSettled, withdrawnIn } from '../../domain/comment.ts'
import { type Role, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { word } from '../../messages/message.ts'
import { SessionHeading } from '../components/session-heading.tsx'
import { aboutHref, aboutText } from '../about-text.ts'
import { instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type ThreadsPageProps = {
  readonly visitor: Visitor
  readonly role: Role
  readonly session: Session
  readonly threads: readonly ThreadTold[]
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
}

/** The threads of a session: what waits for an answer, then what is settled. */
export function ThreadsPage(props: ThreadsPageProps) {
  const { visitor, role, session, threads } = props
  const open = threads.filter((each) => !isSettled(each))
  const settled = threads.filter(isSettled)
  return (
    <Layout title="Trao đổi với người kiểm tra" visitor={visitor}>
      <SessionHeading session={session} page="Trao đổi với người kiểm tra" />
      <p>
        Người kiểm tra hỏi, Thư ký hoặc Trưởng ban kiểm phiếu của kỳ trả lời. Không nội dung nào ở
        đây làm thay đổi số liệu, bước của kỳ hay văn bản; viết rồi thì không sửa, không xóa.
      </p>
      {may(role, 'open_comment_thread', session.state) && (
        <p>
          <a class="button main" href={`/sessions/${session.id}/comments/new`}>
            Mở trao đổi mới
          </a>
        </p>
      )}
      <h2>Chưa xong ({open.length})</h2>
      <ThreadList {...props} threads={open} />
      {settled.length > 0 && (
        <>
          <h2>Đã xong ({settled.length})</h2>
          <ThreadList {...props} threads={settled} />
        </>
      )}
    </Layout>
  )
}

function ThreadList(props: ThreadsPageProps) {
  const { threads } = props
  if (threads.length === 0) return <p>Không có trao đổi nào.</p>
  return (
    <ul class="threads">
      {threads.map((thread) => (
        <Item {...props} thread={thread} />
      ))}
    </ul>
  )
}

function Item(props: ThreadsPageProps & { readonly thread: ThreadTold }) {
  const { session, role, names, thread } = props
  const { number, about, turns } = thread
  const [first] = turns
  const last = turns.at(-1)
  const href = aboutHref(session, role, about)
  return (
    <li>
      <h3>
        <a href={`/sessions/${session.id}/comments/${number}`}>Trao đổi số {number}</a>{' '}
        <AwaitedBadge thread={thread} role={role} />
      </h3>
      <p>Về: {href === null ? aboutText(about) : <a href={href}>{aboutText(about)}</a>}</p>
      {first && (
        <p class="written">
          {withdrawnIn(thread).has(1) && '(đã rút lại) '}
          {shortened(first.text ?? '')}
        </p>
      )}
      <p>
        <small>
          {first && `${nameOf(names, first)} mở ${instantText(first.at)}`}
          {last &&
            turns.length > 1 &&
            `; mới nhất: ${nameOf(names, last)}, ${instantText(last.at)}`}
          {`; ${turns.length} mục`}
        </small>
      </p>
    </li>
  )
}

function nameOf(
  names: ThreadsPageProps['names'],
  { account, role }: { readonly account: string; readonly role: Role },
): string {
  return `${names.get(account) ?? 'người khác'} (${word('roles', role)})`
}

/** Whose word a thread waits for, or that it is settled. */
export function AwaitedBadge(props: {
  readonly thread: Pick<Thread, 'turns'>
  readonly role: Role
}) {
  const { thread, role } = props
  const awaited = awaitedIn(thread)
  if (awaited === null) return <small class="settled">Đã xong</small>
  const mine = (awaited === 'auditor') === (role === 'auditor')
  const text =
    awaited === 'auditor' ? 'Chờ người kiểm tra' : 'Chờ Thư ký hoặc Trưởng ban kiểm phiếu trả lời'
  return <small class={mine ? 'awaited mine' : 'awaited'}>{text}</small>
}

const SHOWN = 200

function shortened(text: string): string {
  const signs = Array.from(text)
  return signs.length <= SHOWN ? text : `${signs.slice(0, SHOWN).join('')}…`
}
