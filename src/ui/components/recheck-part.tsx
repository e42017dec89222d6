import type { Recheck, RecheckedSheet } from '../../actions/rechecks.ts'
import { may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import type { Visitor } from '../visitor.ts'
import { type FormState, TextField } from './fields.tsx'
import { WhoMay } from './who-may.tsx'

type RecheckProps = FormState & {
  readonly visitor: Visitor
  readonly session: Session
  readonly recheck: Recheck
}

/** The random second look: drawing the sheets, and what was found on each; nothing where none is asked. */
export function RecheckPart(props: RecheckProps) {
  const { visitor, session, recheck } = props
  if (recheck.size === 0) return null
  const role = visitor.actor?.role
  const acts = role !== undefined && may(role, 'recheck_sheets', session.state)
  return (
    <section aria-labelledby="recheck">
      <h2 id="recheck">Kiểm lại ngẫu nhiên</h2>
      {recheck.draw ? (
        <>
          <p>
            Số người chứng kiến đưa ra: <strong>{recheck.draw.dice}</strong>; mục nhật ký{' '}
            {recheck.draw.journalHead.seq} (
            <code>{recheck.draw.journalHead.hash.slice(0, 12)}…</code>
            ). Lấy phiếu giấy của từng tập dưới đây ra kiểm lại.
          </p>
          <ul class="plain">
            {recheck.sheets.map((each) => (
              <SheetItem {...props} each={each} acts={acts} />
            ))}
          </ul>
        </>
      ) : (
        <p>Chưa bốc {recheck.size} tập để kiểm lại.</p>
      )}
      {acts && !recheck.draw && <DrawForm {...props} />}
      {!acts && !recheck.done && <WhoMay act="recheck_sheets" state={session.state} />}
    </section>
  )
}

function DrawForm(props: RecheckProps) {
  return (
    <form method="post" action={`/sessions/${props.session.id}/recheck`} class="sheet narrow">
      <TextField
        {...props}
        name="dice"
        label="Số người chứng kiến đưa ra"
        hint="Ví dụ gieo xúc xắc ba lần: 3-5-1. Cùng số này thì ai bốc lại cũng ra đúng các tập đó."
        required
      />
      <button>Bốc tập để kiểm lại</button>
    </form>
  )
}

function SheetItem({
  each,
  acts,
  session,
}: RecheckProps & { readonly each: RecheckedSheet; readonly acts: boolean }) {
  const result = each.agrees === null ? 'chưa kiểm lại' : each.agrees ? 'khớp' : 'không khớp'
  return (
    <li>
      <p>
        Tập số {each.number}: <strong class={each.open ? 'warn' : 'fine'}>{result}</strong>
        {each.note && `. ${each.note}`}
      </p>
      {acts && each.open && (
        <form method="post" action={`/sessions/${session.id}/recheck/results`} class="inline">
          <input type="hidden" name="sheet" value={each.sheet} />
          <label>
            Ghi chú <input name="note" type="text" maxlength={300} />
          </label>
          <button name="agrees" value="yes">
            Khớp
          </button>
          <button name="agrees" value="no">
            Không khớp
          </button>
        </form>
      )}
      {acts && each.agrees === false && (
        <p>
          <a href={`/sheets/${each.sheet}/differences`}>Trả tập này lại cho người nhập</a>
        </p>
      )}
    </li>
  )
}
