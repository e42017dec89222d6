import vi from './vi.json' with { type: 'json' }

/** What the table of an activity report says: its columns, and the words of roles, events and fields. */
export const ACTIVITY_WORDS = {
  columns: vi.activityTable,
  roles: vi.roles,
  events: vi.events,
  fields: vi.eventFields,
}
