import type { RevisionAccount } from '../../actions/revision-comparison.ts'
import { type Role, may } from '../../domain/roles.ts'
import { fieldText, word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'

type RevisionAccountsProps = {
  readonly revisions: readonly RevisionAccount[]
  readonly role: Role | undefined
}

/** Each revision: why it was begun, what it came to, which papers were made, and how it ended. */
export function RevisionAccounts({ revisions, role }: RevisionAccountsProps) {
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Các lần tính">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Lần</th>
            <th scope="col">Mở ra</th>
            <th scope="col">Kết quả</th>
            <th scope="col">Văn bản</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map((each) => (
            <tr>
              <th scope="row">
                Lần {each.revision}
                <small>
                  {each.current ? 'hiện tại: ' : 'mở lại khi: '}
                  {word('states', each.state).toLowerCase()}
                </small>
              </th>
              <td data-label="Mở ra">
                <span class="wrap">
                  {each.opened
                    ? `${instantText(each.opened.at)}, ${openedBy(each.opened)}. Lý do: ${each.opened.reason}`
                    : 'Lần đầu'}
                </span>
              </td>
              <td data-label="Kết quả">
                <ResultText account={each} />
              </td>
              <td data-label="Văn bản">
                <Documents
                  account={each}
                  linked={
                    role !== undefined && may(role, 'read_documents', revisions.at(-1)!.state)
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function openedBy({ by, role }: NonNullable<RevisionAccount['opened']>): string {
  return role === null ? (by ?? '') : `${by} (${word('roles', role)})`
}

function ResultText({ account: { result, current } }: { readonly account: RevisionAccount }) {
  if (!result) return <strong>{current ? 'Chưa có kết quả' : 'Mở lại khi chưa có kết quả'}</strong>
  return (
    <span>
      {word('comparedStatus', result.status)}, {instantText(result.computedAt)}
      <small class="wrap">
        SHA-256 <code>{result.dataSha256}</code>
      </small>
    </span>
  )
}

function Documents(props: { readonly account: RevisionAccount; readonly linked: boolean }) {
  const { documents } = props.account
  if (documents.length === 0) return <span>Không có</span>
  return (
    <ul class="plain">
      {documents.map(({ id, name, version, open, createdAt }) => (
        <li>
          {props.linked ? (
            <a href={`/documents/${id}/file`}>{word('documents', name)}</a>
          ) : (
            word('documents', name)
          )}
          , bản {version}, {instantText(createdAt)}: {fieldsText(open)}
        </li>
      ))}
    </ul>
  )
}

/** Whose signature a version still lacks. */
function fieldsText(open: readonly string[]): string {
  if (open.length === 0) return 'đủ chữ ký'
  return `chưa có chữ ký của ${open.map((field) => fieldText(field).toLowerCase()).join(', ')}`
}
