import type { DestructionStanding } from '../../actions/destructions.ts'
import { type Role, may, rolesThatMay } from '../../domain/roles.ts'
import { errorMessage, word } from '../../messages/message.ts'
import { type FormState, TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { SessionHeading } from '../components/session-heading.tsx'
import { dayText, instantText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

const TITLE = 'Hủy phiếu'
const LABELS: Readonly<Record<string, string>> = {
  reason: 'Lý do',
  basis: 'Căn cứ',
  packets: 'Gói phiếu giấy niêm phong',
}

type DestructionPageProps = FormState & {
  readonly visitor: Visitor
  readonly role: Role
  readonly standing: DestructionStanding
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
}

/** What is to be destroyed of a closed session, who proposes it and who confirms; or that it was destroyed. */
export function DestructionPage(props: DestructionPageProps) {
  const { visitor, standing } = props
  const { session, term, done, refused } = standing
  return (
    <Layout title={TITLE} visitor={visitor}>
      <SessionHeading session={session} page={TITLE} />
      <RefusalBox refusal={props.refusal} labels={LABELS} />
      {done ? (
        <Done {...props} />
      ) : (
        <>
          {term && (
            <p>
              Giữ {term.months} tháng kể từ khi {word('retentionClosings', term.closed.how)} (
              {dayText(term.closed.on)}): đến hết ngày <strong>{dayText(term.lastDay)}</strong>.
            </p>
          )}
          {refused && <p class="refusal">{errorMessage(refused)}</p>}
          <Content standing={standing} />
          <Proposal {...props} />
        </>
      )}
      <p>
        <a href="/retention">Thời hạn giữ phiếu và các kỳ hết thời hạn</a>
      </p>
    </Layout>
  )
}

function Done({ standing, names }: DestructionPageProps) {
  const { done, session, proposal } = standing
  if (!done) return null
  const nameOf = (account: string) => names.get(account) ?? account
  return (
    <>
      <p>
        Dữ liệu từng lá phiếu của kỳ này đã hủy lúc {instantText(done.confirmedAt)}. Đề nghị:{' '}
        {proposal && nameOf(proposal.account)}; xác nhận: {nameOf(done.account)}.
      </p>
      <p>
        <a class="button main" href={`/sessions/${session.id}/documents`}>
          Xem và ký biên bản hủy phiếu
        </a>
      </p>
      <p>
        Phiếu giấy do đơn vị hủy, ghi vào biên bản. Các bản sao lưu tạo trước lúc hủy vẫn còn dữ
        liệu này: hủy từng bản theo danh sách trong biên bản.
      </p>
    </>
  )
}

function Content({
  standing: { destroyed, kept, backups },
}: Pick<DestructionPageProps, 'standing'>) {
  return (
    <section aria-labelledby="content">
      <h2 id="content">Dữ liệu sẽ hủy</h2>
      <div class="scroll" tabindex={0} role="group" aria-label="Dữ liệu sẽ hủy">
        <table>
          <thead>
            <tr>
              <th scope="col">Loại dữ liệu</th>
              <th scope="col">Số bản ghi</th>
              <th scope="col">Số lá phiếu</th>
            </tr>
          </thead>
          <tbody>
            {destroyed.map(({ kind, records, ballots }) => (
              <tr>
                <th scope="row">{word('destroyedKinds', kind)}</th>
                <td class="number">{records}</td>
                <td class="number">{ballots ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        Vẫn giữ: số cộng của {kept.passes} lượt nhập, {kept.outcomes} lần tính kết quả,{' '}
        {kept.documents.length} văn bản, {kept.scans} bản quét, nhật ký.
      </p>
      {backups.length > 0 && (
        <p>
          {backups.length} bản sao lưu đã tạo vẫn còn dữ liệu này; biên bản liệt kê để đơn vị hủy
          tiếp.
        </p>
      )}
    </section>
  )
}

function Proposal(props: DestructionPageProps) {
  const { standing, role, names, typed, refusal } = props
  const { session, proposal, refused } = standing
  const confirms = may(role, 'confirm_destruction', session.state)
  const proposes = may(role, 'propose_destruction', session.state)
  const form = { typed, refusal }
  return (
    <section aria-labelledby="proposal">
      <h2 id="proposal">Đề nghị hủy</h2>
      {proposal ? (
        <dl class="pairs">
          <dt>Người đề nghị</dt>
          <dd>
            {names.get(proposal.account) ?? proposal.account}, {instantText(proposal.proposedAt)}
          </dd>
          <dt>Căn cứ</dt>
          <dd>{proposal.basis}</dd>
          <dt>Lý do</dt>
          <dd>{proposal.reason}</dd>
          <dt>Gói phiếu giấy niêm phong</dt>
          <dd>{proposal.packets ?? 'chưa ghi, biên bản để trống'}</dd>
        </dl>
      ) : (
        <p>
          Chưa có đề nghị.{' '}
          {!proposes && `Người đề nghị: ${rolesText('propose_destruction', session.state)}.`}
        </p>
      )}
      {confirms && proposal && !refused && (
        <p>
          <a class="button main" href={`/sessions/${session.id}/confirm/destroy`}>
            Xem lại và hủy…
          </a>
        </p>
      )}
      {proposes && !refused && (
        <form method="post" action={`/sessions/${session.id}/destruction/proposal`} class="sheet">
          <TextField
            {...form}
            name="basis"
            label="Căn cứ"
            hint="Số, ngày, nơi ban hành của văn bản hoặc quyết định cho phép hủy. In vào biên bản."
            required
          />
          <TextField {...form} name="reason" label="Lý do" required />
          <TextField
            {...form}
            name="packets"
            label="Gói phiếu giấy niêm phong, như ban kiểm phiếu ghi"
            hint="Số gói, ngày niêm phong, nơi giữ. Để trống thì biên bản chừa chỗ ghi tay."
          />
          <button class="main">{proposal ? 'Đề nghị lại' : 'Đề nghị hủy'}</button>
        </form>
      )}
      {proposes && proposal && (
        <p>Chủ trì xác nhận bằng tài khoản của mình; từ đó không lấy lại được.</p>
      )}
    </section>
  )
}

function rolesText(act: 'propose_destruction', state: Parameters<typeof rolesThatMay>[1]): string {
  return rolesThatMay(act, state)
    .map((role) => word('roles', role))
    .join(', ')
}
