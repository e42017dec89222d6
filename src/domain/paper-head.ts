/** The head of the journal as somebody reads it off paper: its number, and the beginning of its hash. */
export type PaperHead = { readonly seq: number; readonly hash: string }

/** Eight digits at least: fewer could be met by chance. */
export const FEWEST_DIGITS = 8

/** What groups digits on paper, and what stands for those that were left out. */
const GROUPING = /[\s.·…-]/g
const HEAD = new RegExp(`^(\\d{1,15}):([0-9a-f]{${FEWEST_DIGITS},64})$`, 'i')
/** The code at the end of a document: `TN1:session:document:revision:data:entry:its hash`. */
const CODE = /^TN1:[^:]*:[^:]*:[^:]*:[0-9a-f]{64}:(\d{1,15}):([0-9a-f]{64})$/i

/**
 * The head that is typed as `number:hash`, in whatever groups, or with the whole code of a document; the hash in small
 * letters. `null` for anything else.
 */
export function paperHeadOf(typed: string): PaperHead | null {
  const text = typed.replace(GROUPING, '')
  const [, seq, hash] = HEAD.exec(text) ?? CODE.exec(text) ?? []
  return seq === undefined || hash === undefined
    ? null
    : { seq: Number(seq), hash: hash.toLowerCase() }
}

/** The beginning of the identity of a seal as paper has it, in whatever groups; `null` for fewer than eight digits. */
export function paperSealOf(typed: string): string | null {
  const text = typed.replace(GROUPING, '').toLowerCase()
  return new RegExp(`^[0-9a-f]{${FEWEST_DIGITS},64}$`).test(text) ? text : null
}
