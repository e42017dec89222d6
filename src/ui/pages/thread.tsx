import type { ThreadTold } from '../../actions/comment-threads.ts'
import type { Actor } from '../../domain/actor.ts'
import { COMMENT_LIMIT, isSettled } from '../../domain/comment.ts'
import { type Act, may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { type FormState, LinesField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { ThreadTurns } from '../components/thread-turns.tsx'
import { aboutHref, aboutText } from '../about-text.ts'
import { numberOf, textOf } from '../forms/form.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'
import { AwaitedBadge } from './threads.tsx'

type ThreadPageProps = FormState & {
  readonly visitor: Visitor
  readonly actor: Actor
  readonly session: Session
  readonly thread: ThreadTold
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
}

/** What stands beside every field in which something is written. */
export const COMMENT_HINT = `Không ghi ai bỏ phiếu thế nào, không chép số của lượt nhập; chỉ nêu tên, chức vụ khi thật cần. Viết rồi thì không sửa, không xóa được. Nhiều nhất ${COMMENT_LIMIT.toLocaleString('vi-VN')} ký tự.`

/** One thread with everything written in it, and what the reader can do in it. */
export function ThreadPage(props: ThreadPageProps) {
  const { visitor, actor, session, thread, names, refusal } = props
  const { number, about } = thread
  const base = `/sessions/${session.id}/comments`
  const href = aboutHref(session, actor.role, about)
  const allowed = (act: Act) => may(actor.role, act, session.state)
  const withdraws = allowed('withdraw_comment')
  return (
    <Layout title={`Trao đổi số ${number}`} visitor={visitor}>
      <SessionHeading session={session} page={`Trao đổi số ${number}`} />
      <RefusalBox refusal={refusal} labels={{ text: 'Nội dung' }} />
      <Unread {...props} />
      <p class="thread-about">
        Về: {href === null ? aboutText(about) : <a href={href}>{aboutText(about)}</a>}{' '}
        <AwaitedBadge thread={thread} role={actor.role} />
      </p>
      <ThreadTurns
        thread={thread}
        names={names}
        withdraw={
          withdraws ? { action: `${base}/${number}/withdraw`, account: actor.account } : undefined
        }
      />
      {isSettled(thread) ? (
        <Settled {...props} reopens={allowed('settle_comment')} />
      ) : (
        <>
          {allowed('write_comment') && <Answer {...props} />}
          {allowed('settle_comment') && <Settle {...props} />}
        </>
      )}
      <p>
        <a href={base}>Mọi trao đổi của kỳ</a>
      </p>
    </Layout>
  )
}

/** Where what came meanwhile begins, after something was refused for it. */
function Unread({ refusal, typed, thread }: ThreadPageProps) {
  const seen = numberOf(typed, 'seen')
  if (!refusal || typeof seen !== 'number' || seen >= thread.turns.length) return null
  return (
    <p>
      <a href={`#turn-${seen + 1}`}>Đến mục mới đầu tiên</a>
    </p>
  )
}

function Seen({ thread }: Pick<ThreadPageProps, 'thread'>) {
  return <input type="hidden" name="seen" value={thread.turns.length} />
}

function Answer(props: ThreadPageProps) {
  const { actor, session, thread } = props
  return (
    <form
      method="post"
      action={`/sessions/${session.id}/comments/${thread.number}`}
      class="sheet comment"
    >
      <Seen thread={thread} />
      <LinesField
        {...props}
        name="text"
        label={actor.role === 'auditor' ? 'Viết tiếp' : 'Trả lời'}
        hint={COMMENT_HINT}
        rows={6}
      />
      <button class="main">Gửi</button>
    </form>
  )
}

function Settle({ session, thread }: ThreadPageProps) {
  return (
    <form
      method="post"
      action={`/sessions/${session.id}/comments/${thread.number}/settle`}
      class="settle"
    >
      <Seen thread={thread} />
      <button>Đánh dấu là xong</button>{' '}
      <small>Sau đó không ai viết thêm được, trừ khi người kiểm tra mở lại.</small>
    </form>
  )
}

function Settled(props: ThreadPageProps & { readonly reopens: boolean }) {
  const { session, thread, typed, reopens } = props
  const unsent = textOf(typed, 'text')
  if (reopens)
    return (
      <form
        method="post"
        action={`/sessions/${session.id}/comments/${thread.number}/reopen`}
        class="sheet comment"
      >
        <Seen thread={thread} />
        <LinesField {...props} name="text" label="Mở lại vì" hint={COMMENT_HINT} rows={4} />
        <button>Mở lại trao đổi</button>
      </form>
    )
  return (
    <>
      <p>Trao đổi đã xong. Cần nói thêm thì báo người kiểm tra mở lại.</p>
      {unsent !== '' && (
        <section aria-labelledby="unsent">
          <h2 id="unsent">Bạn vừa viết, chưa được lưu</h2>
          <p class="written">{unsent}</p>
        </section>
      )}
    </>
  )
}
