import { EARLIER_EVENTS } from '../../domain/rule.ts'
import type { Timing } from '../../domain/timing.ts'
import { type Typed, countText, dayOf, numberOf } from './form.ts'
import type { FieldPlace } from './refusal.ts'

/** What was typed, for the schema to check; what the form did not ask for stays as it is stored. */
export function timingOf(typed: Typed, stored: Timing) {
  const asked = (name: string) => typed[name] !== undefined
  return {
    termStartYear: asked('termStartYear') ? numberOf(typed, 'termStartYear') : stored.termStartYear,
    earlier: Object.fromEntries(
      EARLIER_EVENTS.map((event) => [
        event,
        asked(`earlier.${event}`) ? dayOf(typed, `earlier.${event}`) : stored.earlier[event],
      ]),
    ),
  }
}

/** Where a pointer into the timing stands in the form. */
export function timingPlace(path: string): FieldPlace {
  return { field: path.slice(1).replaceAll('/', '.') }
}

/** The stored timing as it stands in the form. */
export function timingTyped({ termStartYear, earlier }: Timing): Typed {
  return {
    termStartYear: countText(termStartYear),
    ...Object.fromEntries(
      EARLIER_EVENTS.map((event) => [`earlier.${event}`, earlier[event] ?? '']),
    ),
  }
}
