import type { Level } from '../domain/tally.ts'

/** What a column of an imported table can be read as. */
export const COLUMN_FIELDS = [
  'ordinal',
  'name',
  'position',
  'workplace',
  'block',
  'startedOn',
  'retirementNoticeOn',
  'ballotKind',
  'high',
  'medium',
  'low',
  'confidence',
  'no_confidence',
  'invalid',
] as const
export type ColumnField = (typeof COLUMN_FIELDS)[number]

/** Counts of ballots that stand outside the table, beside their words. */
export const BALLOT_FIELDS = ['collected', 'valid', 'invalid'] as const
export type BallotField = (typeof BALLOT_FIELDS)[number]

/** What a heading is for: a field, something known that is not read, or words over several columns. */
export type HeadingWord = ColumnField | 'tin_nhiem' | 'unused' | 'group'

const HEADINGS: Readonly<Record<HeadingWord, readonly string[]>> = {
  ordinal: ['tt', 'stt', 'so tt', 'so thu tu'],
  name: [
    'ho va ten',
    'ho ten',
    'ho va ten can bo',
    'ho ten can bo',
    'ho va ten dai bieu',
    'ho va ten nguoi duoc lay phieu',
    'ho va ten nguoi duoc lay phieu tin nhiem',
    'ho va ten nguoi duoc bo phieu tin nhiem',
    'nguoi duoc lay phieu tin nhiem',
    'nguoi duoc bo phieu tin nhiem',
  ],
  position: [
    'chuc vu',
    'chuc danh',
    'chuc danh chuc vu',
    'chuc vu chuc danh',
    'chuc vu don vi',
    'chuc vu don vi cong tac',
    'chuc danh don vi cong tac',
    'chuc vu hien nay',
  ],
  workplace: ['don vi', 'don vi cong tac', 'co quan', 'co quan don vi', 'noi cong tac'],
  block: ['khoi', 'nhom', 'nhom chuc danh', 'nhom chuc danh khoi'],
  startedOn: [
    'ngay bo nhiem',
    'ngay bau',
    'ngay bo nhiem bau',
    'ngay bau bo nhiem',
    'ngay duoc bo nhiem',
    'ngay giu chuc vu',
  ],
  retirementNoticeOn: [
    'ngay thong bao nghi huu',
    'ngay co thong bao nghi huu',
    'ngay thong bao nghi cho huu',
    'ngay co thong bao nghi cho huu',
    'thong bao nghi huu',
    'thong bao nghi cho huu',
  ],
  ballotKind: ['loai phieu', 'mau phieu'],
  high: ['tin nhiem cao', 'tn cao', 'tnc', 'cao'],
  medium: [],
  low: ['tin nhiem thap', 'tn thap', 'tnt', 'thap'],
  confidence: [],
  tin_nhiem: ['tin nhiem', 'tn'], // which of two marks it is, the other columns or the vote say
  no_confidence: ['khong tin nhiem', 'khong tn', 'ktn'],
  invalid: [
    'khong hop le',
    'khl',
    'dong khong hop le',
    'phieu khong hop le',
    'khong hop le doi voi nguoi nay',
  ],
  unused: [
    'ghi chu',
    'ngay sinh',
    'nam sinh',
    'gioi tinh',
    'hop le',
    'phieu hop le',
    'hop le doi voi nguoi nay',
    'tong so phieu',
    'phat ra',
    'thu ve',
    'phieu phat ra',
    'phieu thu ve',
    'con lai',
    'tong',
    'doi chieu',
    'muc',
    'dieu khoan',
    'ma',
  ],
  group: [
    'muc tin nhiem',
    'muc do tin nhiem',
    'cac muc tin nhiem',
    'ket qua',
    'ket qua kiem phieu',
    'ket qua lay phieu',
    'ket qua lay phieu tin nhiem',
    'ket qua bo phieu tin nhiem',
    'ket qua tin nhiem',
  ],
}

const WORD_OF: ReadonlyMap<string, HeadingWord> = new Map(
  (Object.entries(HEADINGS) as [HeadingWord, readonly string[]][]).flatMap(([word, spellings]) =>
    spellings.map((spelling) => [spelling, word] as const),
  ),
)

const LABELS: Readonly<Record<BallotField, readonly string[]>> = {
  collected: ['thu ve', 'phieu thu ve', 'thu vao', 'phieu thu vao', 'phieu trong tap'],
  valid: ['hop le', 'phieu hop le'],
  invalid: ['khong hop le', 'phieu khong hop le'],
}

const TOTALS: readonly string[] = ['tong', 'tong cong', 'tong so', 'cong']
const NUMBER_OF = /^(?:tong so phieu|tong so|so luong phieu|so luong|so phieu|sl phieu|sl|phieu) /
const NUMBER_WORDS: readonly string[] = ['sl', 'so luong', 'so phieu', 'so luong phieu', 'phieu']
const SHARE = /%|\bt[iy] le\b|^tl$/

/**
 * The words of a heading without capitals, marks, tone marks wherever they stand, and punctuation but "%":
 * "Tỷ lệ (%)" is "ty le %".
 */
export function foldWords(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/gu, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9%]+/g, ' ')
    .trim()
}

/** Whether the heading is about shares, of whatever. */
export function isShare(folded: string): boolean {
  return SHARE.test(folded)
}

/** Whether the heading says no more than "a number of ballots" (SL, Số phiếu). */
export function isNumberOnly(folded: string): boolean {
  return NUMBER_WORDS.includes(folded)
}

/** What the heading is for, with or without "số phiếu" before or "SL" behind it. */
export function headingWord(folded: string): HeadingWord | undefined {
  return WORD_OF.get(folded) ?? WORD_OF.get(withoutNumber(folded))
}

/** The count of ballots that words outside the table announce. */
export function ballotLabel(folded: string): BallotField | undefined {
  const spelled = [folded, withoutNumber(folded), `phieu ${withoutNumber(folded)}`]
  return BALLOT_FIELDS.find((field) => spelled.some((each) => LABELS[field].includes(each)))
}

/** Whether the words head a row of totals. */
export function isTotal(text: string): boolean {
  return TOTALS.includes(foldWords(text))
}

/** The mark that "Tín nhiệm" is among the vote's levels. */
export function trustLevel(levels: readonly Level[]): Level {
  return levels.includes('confidence') ? 'confidence' : 'medium'
}

function withoutNumber(folded: string): string {
  return folded.replace(NUMBER_OF, '').replace(/ (?:sl|so luong|so phieu)$/, '')
}
