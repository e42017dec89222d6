import type { PrintedPage } from './read-print.ts'

export const PRINTED_MARKS = ['watermark', 'session'] as const
/** What pages say of a rehearsal: the letters across them, or the session's identity at their foot. */
export type PrintedMark = (typeof PRINTED_MARKS)[number]

/** The identity of a rehearsal as `createSession` gives it. */
const REHEARSAL_SESSION = /(?<![\w-])TD-[0-9A-HJKMNP-TV-Z]{6}(?![\w-])/u
/** The identity line may run over two lines, and a page number may stand below it. */
const FOOT_LINES = 3

/** The marks of a rehearsal on the pages; one page that bears a mark is enough. */
export function printedMarks(pages: readonly PrintedPage[]): readonly PrintedMark[] {
  const found: Readonly<Record<PrintedMark, boolean>> = {
    watermark: pages.some(({ watermark }) => watermark === true),
    session: pages.some(({ lines }) => REHEARSAL_SESSION.test(lines.slice(-FOOT_LINES).join(' '))),
  }
  return PRINTED_MARKS.filter((mark) => found[mark])
}
