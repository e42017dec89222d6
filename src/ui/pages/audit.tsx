import type { AuditHub } from '../../actions/audit-hub.ts'
import { type Role, may } from '../../domain/roles.ts'
import type { Roster } from '../../domain/roster.ts'
import { word } from '../../messages/message.ts'
import { AUDIT_TOOLS } from '../audit-tools.ts'
import { SessionHeading } from '../components/session-heading.tsx'
import { hexGroups } from '../hex-groups.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

type AuditPageProps = AuditHub & {
  readonly visitor: Visitor
  readonly role: Role
  readonly roster: Roster
}

/** Where the session stands, and everything there is to audit it with. */
export function AuditPage(props: AuditPageProps) {
  const { visitor, role, session, roster } = props
  const base = `/sessions/${session.id}`
  const tools = AUDIT_TOOLS.filter(
    ({ act, states }) => may(role, act, session.state) && (states?.includes(session.state) ?? true),
  )
  return (
    <Layout title="Kiểm tra – giám sát" visitor={visitor}>
      <SessionHeading session={session} page="Kiểm tra – giám sát" />
      <Standing {...props} />
      <section aria-labelledby="tools">
        <h2 id="tools">Xem gì ở đâu</h2>
        <ul class="tools plain">
          {tools.map(({ to, title, says }) => (
            <li>
              <a href={to.startsWith('/') ? to : `${base}/${to}`}>{title}</a>
              <small>{says}</small>
            </li>
          ))}
        </ul>
      </section>
      <Sheets roster={roster} base={base} />
      <People roster={roster} base={base} />
    </Layout>
  )
}

function Standing({ session, head, opened, journal, sealId }: AuditPageProps) {
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">Kỳ này đang ở đâu</h2>
      <dl class="pairs digests">
        <dt>Trạng thái</dt>
        <dd>
          {word('states', session.state)}, lần tính {session.revision}
        </dd>
        <dt>Mục cuối của kỳ ({head.entries} mục)</dt>
        <Digest hex={head.hash} />
        <dt>Mục cuối của nhật ký chung (số {journal.seq})</dt>
        <Digest hex={journal.hash} />
        {opened && (
          <>
            <dt>Lúc mở kiểm phiếu (số {opened.seq})</dt>
            <Digest hex={opened.hash} />
          </>
        )}
        <dt>Khóa niêm phong của máy chủ</dt>
        <Digest hex={sealId} />
      </dl>
      <p class="hint">
        So từng nhóm bốn chữ với giấy: thẻ việc, báo cáo số 0, biên bản và nhật ký nhập phiếu in bốn
        nhóm đầu (phần đậm) hoặc đủ mười sáu nhóm. Giấy in lúc trước ghi số mục nhỏ hơn: mục đó phải
        còn nguyên trong nhật ký.
      </p>
    </section>
  )
}

function Digest({ hex }: { readonly hex: string }) {
  const groups = hexGroups(hex)
  return (
    <dd>
      <code>
        <strong>{groups.slice(0, 4).join(' ')}</strong> {groups.slice(4).join(' ')}
      </code>
    </dd>
  )
}

type ListProps = { readonly roster: Roster; readonly base: string }

function Sheets({ roster, base }: ListProps) {
  const kinds = roster.ballotKinds.filter(({ sheets }) => sheets.length > 0)
  if (kinds.length === 0) return null
  return (
    <section aria-labelledby="by-sheet">
      <h2 id="by-sheet">Từng tập phiếu</h2>
      {kinds.map(({ code, title, sheets }) => (
        <>
          <h3>
            Loại phiếu {code}: {title}
          </h3>
          <ul class="numbers plain">
            {sheets.map(({ id, number }) => (
              <li>
                <a href={`${base}/audit/sheets/${id}`} aria-label={`Tập phiếu số ${number}`}>
                  {number}
                </a>
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  )
}

function People({ roster, base }: ListProps) {
  return (
    <section aria-labelledby="by-person">
      <h2 id="by-person">Từng người</h2>
      {roster.ballotKinds.map(({ code, title, subjects }) => (
        <>
          <h3>
            Loại phiếu {code}: {title}
          </h3>
          <ol>
            {subjects.map(({ id, name, position }) => (
              <li>
                <a href={`${base}/audit/people/${id}`}>{name}</a> <small>{position}</small>
              </li>
            ))}
          </ol>
        </>
      ))}
    </section>
  )
}
