/** Why a password is refused: an attacker who knows no more than anybody guesses it. */
export type PasswordFault = 'password_common' | 'password_own_name'

/** What must be left of a password once everything guessable is taken out of it: letters, digits, kinds of signs. */
const LEAST_LEFT = 5
/** So many different characters a password has at least, and none repeats after so few. */
const LEAST_DIFFERENT = 5

/** Keys that lie in a row, and other ways fingers walk. */
const ROWS = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  '147258369',
  '741852963',
  '789456123',
  '159357',
  '!@#$%^&*()',
].flatMap((row) => [row, Array.from(row).reverse().join('')])

const SIGNS_FOR_LETTERS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
}

const PHONE = /(?:0|84)[35789]\d{8}/g
const DAY = /(?:0?[1-9]|[12]\d|3[01])[./-]?(?:0?[1-9]|1[0-2])[./-]?(?:(?:19|20)\d\d|\d\d)/g
const YEAR = /(?:19|20)\d\d/g
const REPEATED = /(.)\1{2,}/gu
const GAP = '\0'

/**
 * Why the password is too easy, or `null`. `common` are words that many passwords are made of, folded as by
 * `foldText`; `own` are the texts of its owner as they are: user name, full name, organisation.
 */
export function passwordFault(
  password: string,
  common: readonly string[],
  own: readonly string[],
): PasswordFault | null {
  const folded = foldText(password)
  if (isMonotonous(folded)) return 'password_common'
  const patternless = withoutPatterns(folded)
  const readings = [folded, patternless, readSigns(patternless)]
  const guessed = (words: readonly string[]) =>
    readings.some((text) => left(text, words) < LEAST_LEFT)
  if (guessed(common)) return 'password_common'
  return guessed([...own.flatMap(piecesOf), ...common]) ? 'password_own_name' : null
}

/** Small letters without marks and blanks, as people type Vietnamese into a password. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F\s]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
}

function readSigns(text: string): string {
  return Array.from(text, (sign) => SIGNS_FOR_LETTERS[sign] ?? sign).join('')
}

/** Few different characters, or a few that come again and again. */
function isMonotonous(text: string): boolean {
  if (new Set(text).size < LEAST_DIFFERENT) return true
  return [1, 2, 3, 4, 5, 6].some((period) => text.startsWith(text.slice(period)))
}

/** A text of the owner as it may stand in a password: whole, its words backwards, and each longer word. */
function piecesOf(text: string): readonly string[] {
  const words = text.split(/[\s._-]+/).map(foldText)
  const whole = [foldText(text), words.join(''), words.toReversed().join('')]
  return [...whole, ...words].filter((piece) => piece.length >= 3)
}

/** Without days, phone numbers, rows of keys, and signs that come three times. */
function withoutPatterns(text: string): string {
  const rest = withoutRows(text.replaceAll(PHONE, GAP), 4)
  const dayless = rest.replaceAll(DAY, GAP).replaceAll(YEAR, GAP)
  return withoutRows(dayless, 3).replaceAll(REPEATED, GAP)
}

/** How much of the text nobody guesses, once the words are taken out of it, the longest first. */
function left(text: string, words: readonly string[]): number {
  let rest = text
  for (const word of words.toSorted((one, other) => other.length - one.length))
    rest = rest.replaceAll(word, GAP)
  const told = Array.from(withoutPatterns(rest)).filter((sign) => sign !== GAP)
  const letters = told.filter((sign) => /[\p{L}\p{N}]/u.test(sign))
  return letters.length + new Set(told.filter((sign) => !letters.includes(sign))).size
}

/** Without what fingers type along a row of keys, so many keys or more. */
function withoutRows(text: string, least: number): string {
  let rest = ''
  for (let at = 0; at < text.length;) {
    let long = 0
    for (const row of ROWS) {
      let here = 0
      while (at + here < text.length && row.includes(text.slice(at, at + here + 1))) here += 1
      if (here >= least) long = Math.max(long, here)
    }
    rest += long === 0 ? text[at] : GAP
    at += Math.max(1, long)
  }
  return rest
}
