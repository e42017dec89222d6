import { becameOf } from '../../domain/entry-differences.ts'
import type { Roster } from '../../domain/roster.ts'
import type { TimelineEntry } from '../../domain/timeline.ts'
import type { KnownNames } from '../../messages/entry-words.ts'
import { word } from '../../messages/message.ts'
import { clockText } from '../day-text.ts'
import { type ToldField, toldFields } from '../entry-told.ts'
import { hexGroups } from '../hex-groups.ts'
import { CountsTable } from './counts-table.tsx'
import { EntryChanges } from './entry-changes.tsx'
import { RosterTold } from './roster-told.tsx'

/** The hashes of an entry in its session's chain and in the whole journal's. */
export type EntryProof = {
  readonly hash: string
  readonly prevHash: string
  readonly journalHash?: string
  readonly stored?: string | null
}

type TimeLineEntryProps = {
  readonly entry: TimelineEntry & { readonly proof?: EntryProof }
  /** Its clock stands before the clock of the entry before. */
  readonly back: boolean
  readonly names: KnownNames
  readonly roster?: Roster | undefined
  readonly session?: string | undefined
  /** Whether the reader may ask the organisation about it. */
  readonly asks?: boolean | undefined
}

/** One entry: when, what, who, what it says, what it changed, and what proves it. */
export function TimeLineEntry(props: TimeLineEntryProps) {
  const { entry, back, names, roster, session, asks } = props

  const { place, at, actor, event, proof } = entry
  const { facts, details } = toldFields(entry, names, roster)
  return (
    <li class="entry" id={`muc-${place}`}>
      <p class="what">
        <a class="place" href={`#muc-${place}`}>
          {place}.
        </a>{' '}
        <time datetime={at}>{clockText(at)}</time> <strong>{word('events', event.type)}</strong>
        {actor && (
          <small class="actor">
            {' '}
            · {names.authors.get(actor.account) ?? actor.account} ({word('roles', actor.role)})
          </small>
        )}
      </p>
      {back && (
        <p class="warn">
          Giờ của mục này lùi so với mục trước. Thứ tự là số mục, không theo đồng hồ.
        </p>
      )}
      {facts.length > 0 && (
        <p class="told">
          {facts.map((fact, nth) => (
            <>
              {nth > 0 && ' · '}
              <Fact {...fact} event={event} session={session} />
            </>
          ))}
        </p>
      )}
      <EntryChanges event={event} differences={entry.differences} names={names} />
      {event.type === 'roster_saved' && <RosterTold roster={becameOf(event.roster)} />}
      {event.type === 'pass_submitted' &&
        (proof?.stored === null ? (
          <p class="hint">Số liệu của lượt chưa cho xem: còn tập phiếu chưa khớp.</p>
        ) : (
          <details>
            <summary>Số liệu của lượt</summary>
            <CountsTable counts={event.counts} subjects={names.subjects} />
          </details>
        ))}
      <details>
        <summary>
          Chi tiết
          {proof && <code class="short"> {hexGroups(proof.hash).slice(0, 4).join(' ')}…</code>}
        </summary>
        <dl class="pairs">
          {details.map(({ label, text }) => (
            <Pair label={label} text={text} />
          ))}
          <Pair label="Số trong kỳ; trong nhật ký chung" text={`${place}; ${entry.seq}`} />
          <Pair label="Loại sự kiện" text={event.type} />
          {proof && <Proof {...proof} />}
        </dl>
        {typeof proof?.stored === 'string' && (
          <details>
            <summary>Nguyên văn đã lưu</summary>
            <code>{proof.stored}</code>
          </details>
        )}
        {asks && session !== undefined && (
          <p>
            <a href={`/sessions/${session}/comments/new?about=entry:${place}`}>
              Hỏi đơn vị về mục này…
            </a>
          </p>
        )}
      </details>
    </li>
  )
}

function Proof({ hash, prevHash, journalHash }: EntryProof) {
  return (
    <>
      <Pair label="Dấu băm trong chuỗi của kỳ" text={hexGroups(hash).join(' ')} />
      <Pair label="Dấu băm của mục trước" text={hexGroups(prevHash).join(' ')} />
      {journalHash && (
        <Pair label="Dấu băm trong nhật ký chung" text={hexGroups(journalHash).join(' ')} />
      )}
    </>
  )
}

function Pair({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  )
}

type FactProps = ToldField & Pick<TimeLineEntryProps, 'session'> & Pick<TimelineEntry, 'event'>

function Fact({ name, label, text, event, session }: FactProps) {
  const linked = session !== undefined && name === 'sheet' && 'sheet' in event
  return (
    <span>
      {label}:{' '}
      {linked ? (
        <a href={`/sessions/${session}/audit/sheets/${event.sheet}`}>{text}</a>
      ) : (
        <span class="value">{text}</span>
      )}
    </span>
  )
}
