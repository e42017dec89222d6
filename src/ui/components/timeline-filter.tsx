import type { SessionTimeline } from '../../actions/session-timeline.ts'
import { EVENT_CATALOGUE, EVENT_GROUPS, EVENT_TYPES } from '../../domain/event-catalogue.ts'
import { ROLES } from '../../domain/roles.ts'
import { word } from '../../messages/message.ts'
import { DayField, type FormState, SelectField } from './fields.tsx'
import { RefusalBox } from './refusal-box.tsx'

type TimelineFilterFormProps = FormState & {
  readonly timeline: SessionTimeline
  /** The address of the page. */
  readonly action: string
}

/** Which entries to show: what, by whom, about which sheet or person, from day to day. */
export function TimelineFilterForm({ timeline, action, ...form }: TimelineFilterFormProps) {
  const { accounts, authors, roster, sheets } = timeline
  const people = roster.ballotKinds.flatMap(({ subjects }) => subjects)
  return (
    <details open={form.refusal !== undefined || Object.values(form.typed).some(Boolean)}>
      <summary>Lọc</summary>
      <RefusalBox refusal={form.refusal} />
      <form method="get" action={action} class="sheet filter">
        <div class="pair">
          <div class="field">
            <label for="what">Việc</label>
            <select id="what" name="what">
              <option value="">Tất cả</option>
              <WhatOptions types={timeline.types} chosen={form.typed['what']} />
            </select>
          </div>
          <SelectField
            {...form}
            name="account"
            label="Người làm"
            options={anyOr(accounts.map((id) => ({ value: id, text: authors.get(id) ?? id })))}
          />
          <SelectField
            {...form}
            name="role"
            label="Vai"
            options={anyOr(ROLES.map((role) => ({ value: role, text: word('roles', role) })))}
          />
          <SelectField
            {...form}
            name="sheet"
            label="Tập phiếu"
            options={anyOr(sheets.map(({ id, number }) => ({ value: id, text: `Tập ${number}` })))}
          />
          <SelectField
            {...form}
            name="subject"
            label="Người được lấy phiếu"
            options={anyOr(people.map(({ id, name }) => ({ value: id, text: name })))}
          />
          <DayField {...form} name="from" label="Từ ngày" />
          <DayField {...form} name="to" label="Đến ngày" />
        </div>
        <button class="main">Lọc</button> <a href={action}>Bỏ lọc</a>
      </form>
    </details>
  )
}

function anyOr(options: readonly { readonly value: string; readonly text: string }[]) {
  return [{ value: '', text: 'Tất cả' }, ...options]
}

type WhatOptionsProps = {
  readonly types: SessionTimeline['types']
  readonly chosen: string | undefined
}

/** The events that happened in the session under their groups, each with how many there are. */
function WhatOptions({ types, chosen }: WhatOptionsProps) {
  return (
    <>
      {EVENT_GROUPS.map((group) => {
        const own = EVENT_TYPES.filter(
          (type) => EVENT_CATALOGUE[type].group === group && types.has(type),
        )
        if (own.length === 0) return null
        return (
          <optgroup label={word('eventGroups', group)}>
            <option value={group} selected={chosen === group}>
              Cả nhóm: {word('eventGroups', group)}
            </option>
            {own.map((type) => (
              <option value={type} selected={chosen === type}>
                {word('events', type)} ({types.get(type)})
              </option>
            ))}
          </optgroup>
        )
      })}
    </>
  )
}
