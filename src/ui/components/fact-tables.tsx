import type { ComparableSession, SessionComparison } from '../../actions/session-comparison.ts'
import { FACT_GROUPS, type FactPair } from '../../domain/session-comparison.ts'
import { factText, postText, relationText, sideText } from '../../messages/fact-text.ts'
import { word } from '../../messages/message.ts'

type FactTablesProps = SessionComparison & {
  /** Only the rows in which the two sides are not the same. */
  readonly different: boolean
}

/** Both sessions fact by fact, a table for each group; each row says how the sides stand to each other. */
export function FactTables({ left, right, facts, different }: FactTablesProps) {
  const shown = facts.filter(({ relation }) => !different || isApart(relation))
  if (shown.length === 0) return <p>Hai kỳ không khác nhau ở mục nào.</p>
  return (
    <>
      {FACT_GROUPS.map((group) => {
        const rows = shown.filter((each) => each.group === group)
        return rows.length > 0 && <FactTable group={group} rows={rows} left={left} right={right} />
      })}
    </>
  )
}

function isApart(relation: FactPair['relation']): boolean {
  return relation !== 'same' && relation !== 'neither'
}

type FactTableProps = Pick<SessionComparison, 'left' | 'right'> & {
  readonly group: FactPair['group']
  readonly rows: readonly FactPair[]
}

function FactTable({ group, rows, left, right }: FactTableProps) {
  const names = { left: left.session.shortId, right: right.session.shortId }
  const title = word('factGroups', group)
  return (
    <section aria-labelledby={group}>
      <h2 id={group}>{title}</h2>
      <div class="scroll" tabindex={0} role="group" aria-label={title}>
        <table class="compared two">
          <thead>
            <tr>
              <th scope="col">Mục</th>
              <ColumnHead {...left} />
              <ColumnHead {...right} />
              <th scope="col" class="note">
                So sánh
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((pair) => (
              <tr>
                <th scope="row">{factText(pair)}</th>
                <td data-label={names.left}>
                  <Side pair={pair} of="left" />
                </td>
                <td data-label={names.right}>
                  <Side pair={pair} of="right" />
                </td>
                <td class={isApart(pair.relation) ? 'note apart' : 'note'}>
                  {relationText(pair, names)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function ColumnHead({ session, organisationName }: ComparableSession) {
  return (
    <th scope="col">
      <a href={`/sessions/${session.id}`}>{session.shortId}</a>
      <small>{organisationName}</small>
    </th>
  )
}

function Side({ pair, of }: { readonly pair: FactPair; readonly of: 'left' | 'right' }) {
  const side = pair[of]
  if (side.state === 'recorded' && side.value.as === 'posts')
    return (
      <ul>
        {side.value.posts.map((each) => (
          <li>{postText(each)}</li>
        ))}
      </ul>
    )
  const text = sideText(side, pair.group)
  return side.state === 'recorded' ? <>{text}</> : <em>{text}</em>
}
