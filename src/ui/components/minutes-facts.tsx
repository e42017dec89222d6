import type { ClockTime, MinutesFacts, Person } from '../../domain/proceedings.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'

/** What the minutes will tell beside the counts, and what they will leave to be filled by hand. */
export function MinutesFactsList({ facts }: { facts: MinutesFacts }) {
  const all = textsOf(facts)
  const blank = all.filter(([, text]) => text === '').map(([label]) => label)
  return (
    <>
      <dl class="pairs">
        {all
          .filter(([, text]) => text !== '')
          .map(([label, text]) => (
            <>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </>
          ))}
      </dl>
      {blank.length > 0 && <p class="hint">Để trống trên biên bản: {blank.join(', ')}.</p>}
    </>
  )
}

function textsOf(facts: MinutesFacts): readonly (readonly [label: string, text: string])[] {
  const member = (each: MinutesFacts['committee'][number]) =>
    `${personText(each)} (${word('duties', each.duty)})`
  return [
    [facts.committeeWord, facts.committee.map(member).join('; ')],
    ['Chủ trì', personText(facts.chair)],
    ['Người chứng kiến', facts.witnesses.map(personText).join('; ')],
    ['Địa điểm', facts.venue ?? ''],
    ['Bắt đầu kiểm phiếu', timeText(facts.countingStarted)],
    ['Kết thúc kiểm phiếu', timeText(facts.countingEnded)],
    ['Bàn giao cho', personText(facts.handedOverTo)],
    ['Số bản', facts.copies === null ? '' : String(facts.copies)],
  ]
}

function personText(person: Person | null): string {
  if (person === null) return ''
  return person.position ? `${person.name}, ${person.position}` : person.name
}

function timeText(time: ClockTime | null): string {
  if (time === null) return ''
  return `${time.hour} giờ ${String(time.minute).padStart(2, '0')} ngày ${dayText(time.day)}`
}
