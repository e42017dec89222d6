/** The files of a report by the names under which a paper carries them and a zip holds them. */
export const REPORT_FILE = 'activity.json'
export const SIGNATURE_FILE = 'activity.sig.json'
export const TABLE_FILE = 'activity.csv'
export const ENTRIES_FILE = 'journal.jsonl'
export const ACTIVITY_FILES = [REPORT_FILE, SIGNATURE_FILE, TABLE_FILE, ENTRIES_FILE] as const
