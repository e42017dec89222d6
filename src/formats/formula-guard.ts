/** What a spreadsheet program takes for the beginning of a formula, also when written full width. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/u

/**
 * A text as a cell of a CSV file may hold it: one apostrophe before what a spreadsheet program would run as
 * a formula (= + - @, tab, carriage return). Guards that are there already get one more, so that
 * `unguarded` gives every text back as it was.
 */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text of a CSV cell without the guard; every other text as it is. */
export function unguarded(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text
}
