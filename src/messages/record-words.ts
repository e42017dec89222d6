import vi from './vi.json' with { type: 'json' }

/** What the file of a person's record says beside the words of every office file. */
export const RECORD_WORDS = vi.personRecord
