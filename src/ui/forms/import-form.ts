import type { SheetLook } from '../../formats/sheet-look.ts'
import type { NamedKind } from '../../actions/roster-kinds.ts'
import type { TableMapping } from '../../formats/column-mapping.ts'
import { BALLOT_FIELDS } from '../../formats/heading-words.ts'
import { checked } from '../../formats/issues.ts'
import * as schemas from '../../http/import-schemas.ts'
import { type SentForm, type Typed, numberOf, textOf } from './form.ts'
import { type FieldPlace, refuseField } from './refusal.ts'

/**
 * The bytes to be imported: of the file chosen, of the text pasted, or those the page of the preview
 * carries along. Refused unless there is exactly one.
 */
export async function importedBytes({ typed, file }: SentForm): Promise<Uint8Array> {
  if (typed.content !== undefined) return carriedBytes(typed.content)
  const chosen = await file('file')
  const pasted = textOf(typed, 'text') !== ''
  if (chosen && pasted) refuseField('/file', 'one_source')
  if (chosen) return chosen
  if (!pasted) refuseField('/file', 'required')
  return new TextEncoder().encode(typed.text)
}

function carriedBytes(content: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(content)) refuseField('/file', 'invalid')
  return new Uint8Array(Buffer.from(content, 'base64'))
}

/** The bytes as a page carries them from the preview to the import. */
export function carriedText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** How a file is read, as the user chose: the sheets marked, and what the ballot kinds are called. */
export type ImportChoice = {
  /** `undefined` when no sheet is marked and the headings decide. */
  readonly mappings: readonly TableMapping[] | undefined
  readonly kinds: readonly NamedKind[]
}

/** Whether the form says how a file is read: it was shown with a preview. */
export function isChoice(typed: Typed): boolean {
  return typed['sheets.0.name'] !== undefined
}

/** What was chosen; a ballot kind without sign or title is left to the file. */
export function importChoiceOf(typed: Typed): ImportChoice {
  const marked = markedSheets(typed)
  const { mappings, kinds } = checked(schemas.importChoice, {
    mappings: marked.length === 0 ? undefined : marked.map((at) => mappingAt(typed, at)),
    kinds: namedKinds(typed).map((at) => ({
      key: typed[`kinds.${at}.key`],
      code: textOf(typed, `kinds.${at}.code`),
      title: textOf(typed, `kinds.${at}.title`),
    })),
  })
  return { mappings, kinds }
}

/** Where a value of the choice stands in the form. */
export function importPlace(typed: Typed): (path: string) => FieldPlace {
  return (path) => {
    const [, list = '', at = '', ...keys] = path.split('/')
    const shown = PLACED[list]?.(typed)[Number(at)]
    if (shown === undefined) return { field: list }
    return { field: [list === 'kinds' ? list : 'sheets', shown, ...keys].join('.') }
  }
}

const PLACED: Readonly<Record<string, (typed: Typed) => readonly number[]>> = {
  mappings: markedSheets,
  kinds: namedKinds,
}

function markedSheets(typed: Typed): readonly number[] {
  return numbered(typed, 'sheets', 'name').filter(
    (at) => typed.read === String(at) || typed[`read.${at}`] !== undefined,
  )
}

function mappingAt(typed: Typed, at: number) {
  const sheet = `sheets.${at}`
  const columns = Object.entries(typed).flatMap(([name, field]) =>
    name.startsWith(`${sheet}.columns.`) && field !== ''
      ? [[name.slice(`${sheet}.columns.`.length), field]]
      : [],
  )
  const ballots = BALLOT_FIELDS.flatMap((field) => {
    const address = textOf(typed, `${sheet}.ballots.${field}`).toUpperCase()
    return address === '' ? [] : [[field, address]]
  })
  return {
    sheet: typed[`${sheet}.name`],
    firstRow: numberOf(typed, `${sheet}.firstRow`),
    columns: Object.fromEntries(columns) as unknown,
    ballots: Object.fromEntries(ballots) as unknown,
  }
}

/** The ways in which the sheets are read, as they stand in the form. */
export function mappingTyped(sheets: readonly SheetLook[]): Typed {
  return Object.fromEntries(
    sheets.flatMap(({ mapping, read }, at) => [
      ...(read
        ? [
            ['read', String(at)],
            [`read.${at}`, String(at)],
          ]
        : []),
      [`sheets.${at}.firstRow`, String(mapping?.firstRow ?? 2)],
      ...Object.entries(mapping?.columns ?? {}).map(([column, field]) => [
        `sheets.${at}.columns.${column}`,
        field,
      ]),
      ...Object.entries(mapping?.ballots ?? {}).map(([field, address]) => [
        `sheets.${at}.ballots.${field}`,
        address,
      ]),
    ]),
  )
}

function namedKinds(typed: Typed): readonly number[] {
  return numbered(typed, 'kinds', 'key').filter((at) =>
    ['code', 'title'].every((key) => textOf(typed, `kinds.${at}.${key}`) !== ''),
  )
}

/** The numbers from 0 for which the form has such a field. */
function numbered(typed: Typed, list: string, key: string): readonly number[] {
  const most = 50
  return Array.from({ length: most }, (_, at) => at).filter(
    (at) => typed[`${list}.${at}.${key}`] !== undefined,
  )
}
