import type { PersonUses, UseRegister } from '../../actions/uses.ts'
import type { SuggestedDay } from '../../domain/use.ts'
import { word } from '../../messages/message.ts'
import { dayText, instantText, weekdayText } from '../day-text.ts'
import { ProvisionRef } from './provision-ref.tsx'

/** What a use or follow-up is called, among those the person can have. */
export function useName(register: Pick<UseRegister, 'uses'>, person: PersonUses, id: string) {
  return [...person.followUps, ...register.uses].find(({ rule }) => rule.id === id)?.rule.name ?? id
}

type RecordsProps = {
  readonly register: UseRegister
  readonly person: PersonUses
  /** Full names by account. */
  readonly names: ReadonlyMap<string, string>
  /** Where a record is corrected, for whoever may: the record's id is put at its end. */
  readonly correct?: string | undefined
}

/** The records that stand for one person: what was decided, by whom, and what is overdue. */
export function UseRecords({ register, person, names, correct }: RecordsProps) {
  const { subject, records } = person
  if (records.length === 0) return <p>Chưa ghi quyết định nào.</p>
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={`Đã ghi: ${subject.name}`}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Việc</th>
            <th scope="col">Quyết định</th>
            <th scope="col">Cấp quyết định</th>
            <th scope="col">Hạn</th>
            <th scope="col">Người ghi</th>
            {correct && <th scope="col">Sửa</th>}
          </tr>
        </thead>
        <tbody>
          {records.map((each) => (
            <tr>
              <th scope="row">{useName(register, person, each.use)}</th>
              <td data-label="Quyết định">
                <div>
                  {each.decision}
                  <small>
                    {[each.number && `Số ${each.number}`, decidedText(each)]
                      .filter(Boolean)
                      .join(', ')}
                  </small>
                </div>
              </td>
              <td data-label="Cấp quyết định">{each.decidedBy}</td>
              <td data-label="Hạn">
                <div>
                  {each.dueOn ? dayText(each.dueOn) : '—'}
                  {each.overdue && <strong class="overdue">Quá hạn</strong>}
                </div>
              </td>
              <td data-label="Người ghi">
                <div>
                  {names.get(each.account) ?? 'người khác'}
                  <small>{instantText(each.recordedAt)}</small>
                </div>
              </td>
              {correct && (
                <td>
                  <a
                    href={`${correct}${each.id}`}
                    aria-label={`Sửa: ${useName(register, person, each.use)}, ${subject.name}`}
                  >
                    Sửa
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function decidedText({ decidedOn }: PersonUses['records'][number]): string {
  return decidedOn ? `ngày ${dayText(decidedOn)}` : 'chưa có ngày quyết định'
}

/** Everything ever recorded for the person, corrected records marked, in the order it was made. */
export function UseHistory({ register, person, names }: Omit<RecordsProps, 'correct'>) {
  const all = register.history.filter((each) => each.subject === person.subject.id)
  if (all.length === 0) return null
  const standing = new Set(person.records.map((each) => each.id))
  return (
    <details>
      <summary>Mọi lần ghi ({all.length})</summary>
      <ol class="history">
        {all.map((each) => (
          <li>
            <strong>{useName(register, person, each.use)}</strong>
            {standing.has(each.id) ? '' : ' (đã được sửa)'}: {each.decision}
            {each.number && `, số ${each.number}`}, {decidedText({ ...each, overdue: false })},{' '}
            {each.decidedBy}
            {each.dueOn && `, hạn ${dayText(each.dueOn)}`}.
            <small>
              {names.get(each.account) ?? 'người khác'} ghi {instantText(each.recordedAt)}
            </small>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** The band of the person with the regulation's own words about it, and who decides. */
export function BandWords({ person: { outcome, band } }: { person: PersonUses }) {
  if (!band)
    return (
      <p>{outcome.band === 'undetermined' ? 'Không xác định.' : 'Không thuộc mức phải xem xét.'}</p>
    )
  return (
    <p>
      <strong>{word('bands', outcome.band)}</strong> ({band.provision.ref}). {band.rule.consequence}{' '}
      <strong>Cấp có thẩm quyền xem xét, quyết định.</strong>
    </p>
  )
}

/** The days the time limits suggest, never more than a suggestion. */
export function SuggestedDays({ suggested }: { suggested: readonly SuggestedDay[] }) {
  if (suggested.length === 0) return null
  return (
    <p class="hint">
      Gợi ý thời hạn, tính từ ngày lấy phiếu, chưa trừ ngày lễ:{' '}
      {suggested.map(({ limit, day }, at) => (
        <>
          {at > 0 && '; '}
          {word('timeLimits', limit.rule.act).toLowerCase()} chậm nhất{' '}
          <strong>{weekdayText(day)}</strong> ({limit.rule.workingDays} ngày làm việc)
        </>
      ))}
      . <ProvisionRef provision={suggested[0]!.limit.provision} />
    </p>
  )
}
