import { spacedName } from '../domain/name-matching.ts'
import type { BallotKind } from '../domain/roster.ts'
import { foldWords } from '../formats/heading-words.ts'
import { type ImportFault, type ImportPlace, fault } from '../formats/import-fault.ts'
import type { ReadKind, ReadOfficial } from '../formats/roster-table.ts'
import { columnLetters } from '../formats/workbook.ts'
import { type Fonts, missingGlyphs } from '../reports/fonts.ts'
import type { NewBallotKind } from './rosters.ts'

/** What the user calls a ballot kind that was found under `key`. */
export type NamedKind = { readonly key: string; readonly code: string; readonly title: string }

const MOST_KINDS = 50
const MOST_PEOPLE = 200
const MOST_SIGNS = 20
/** Names that spreadsheet programs give to sheets, which say nothing of a ballot kind. */
const PLAIN_SHEET = /^(?:sheet|trang tinh|bang|trang) ?\d*$/

/**
 * The ballot kinds of a file with their signs and titles: as the user named them; else, for one kind only,
 * as the one stored is called; else by the word in the column "Loại phiếu" or by the sheet's name, with
 * signs A, B, … where the word is too long for one.
 *
 * Faults: `title_missing`, `duplicate_id`, `list_too_long`, `person_twice` for one name and position twice
 * in a kind, `glyph_missing` for each character the documents could not print.
 */
export function composeKinds(
  read: readonly ReadKind[],
  named: readonly NamedKind[],
  stored: readonly BallotKind[],
  fonts: Fonts,
): { readonly ballotKinds: readonly NewBallotKind[]; readonly faults: readonly ImportFault[] } {
  const faults: ImportFault[] = []
  const only = read.length === 1 && stored.length === 1 ? stored[0] : undefined
  const ballotKinds = read.map((kind, at): NewBallotKind => {
    const given = named.find(({ key }) => key === kind.key)
    const { code, title } =
      given ?? (kind.byColumn ? undefined : only) ?? wordsFor(kind, at, stored)
    const place: Partial<ImportPlace> = { sheet: kind.byColumn ? null : kind.key }
    if (title === '') faults.push(fault('title_missing', place, kind.key))
    faults.push(...unprintable(fonts, `${code} ${title}`, place))
    faults.push(...peopleFaults(kind.people, fonts))
    return { code, title, subjects: kind.people.map(officialOf) }
  })
  const codes = ballotKinds.map(({ code }) => code)
  const twice = codes.find((code, at) => codes.indexOf(code) !== at)
  if (twice !== undefined) faults.push(fault('duplicate_id', {}, twice))
  if (ballotKinds.length > MOST_KINDS) faults.push(fault('list_too_long', {}, ballotKinds.length))
  return { ballotKinds, faults }
}

function wordsFor(
  { key, byColumn }: ReadKind,
  at: number,
  stored: readonly BallotKind[],
): { code: string; title: string } {
  const known = stored.find(({ code, title }) => code === key || title === key)
  if (known) return known
  const code = byColumn && key.length <= MOST_SIGNS ? key : columnLetters(at + 1)
  return { code, title: PLAIN_SHEET.test(foldWords(key)) ? '' : key }
}

function peopleFaults(people: readonly ReadOfficial[], fonts: Fonts): readonly ImportFault[] {
  const keys = people.map(({ name, position }) => `${spacedName(name)}\n${spacedName(position)}`)
  const twice = people.filter((_, at) => keys.filter((key) => key === keys[at]).length > 1)
  return [
    ...twice.map(({ place, name }) => fault('person_twice', place, name)),
    ...(people.length > MOST_PEOPLE
      ? [fault('list_too_long', { sheet: people[0]!.place.sheet }, people.length)]
      : []),
    ...people.flatMap(({ texts }) =>
      texts.flatMap(({ text, place }) => unprintable(fonts, text, place)),
    ),
  ]
}

function unprintable(
  fonts: Fonts,
  text: string,
  place: Partial<ImportPlace>,
): readonly ImportFault[] {
  return missingGlyphs(fonts, text).map((character) => fault('glyph_missing', place, character))
}

function officialOf(official: ReadOfficial): NewBallotKind['subjects'][number] {
  const { name, position, block, startedOn, retirementNoticeOn } = official
  return { name, position, block, startedOn, retirementNoticeOn }
}
