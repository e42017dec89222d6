/** What something was before, and what it became. */
export type Change<T> = { readonly old: T; readonly new: T }

/** What an entry tells of a thing: old and new value, or in entries from before both were written the new one alone. */
export type Recorded<T extends object> = Change<T> | T

/** What the thing became. */
export function newOf<T extends object>(recorded: Recorded<T>): T {
  return isChange(recorded) ? recorded.new : recorded
}

/** What it was before; `null` where the entry does not tell. */
export function oldOf<T extends object>(recorded: Recorded<T>): T | null {
  return isChange(recorded) ? recorded.old : null
}

function isChange<T extends object>(recorded: Recorded<T>): recorded is Change<T> {
  return 'old' in recorded && 'new' in recorded
}
